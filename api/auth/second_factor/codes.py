"""Codes of authenticator apps (TOTP, RFC 6238), and recovery codes."""

import secrets
from datetime import datetime

from pyotp import random_base32
from pyotp.totp import TOTP

from api.auth.tokens import digest

STEP_SECONDS = 30
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
_GROUPS, _GROUP = 4, 4
"""16 letters of 30: 78 random bits, so a plain digest of a code gives nothing away."""


def new_secret() -> str:
    return random_base32()


def address_of(secret: str, email: str) -> str:
    """What an authenticator app reads from the QR code."""
    return TOTP(secret).provisioning_uri(name=email, issuer_name="DataOS")


def step_of(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """The time step that ``code`` belongs to: this one, or the one before or after, as clocks differ. None for a wrong
    code, and for one of a step that is spent: who looks over a shoulder must not use it again."""
    now = int(at.timestamp()) // STEP_SECONDS
    totp = TOTP(secret)
    for step in (now, now - 1, now + 1):
        if step > last_step and secrets.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def is_totp(code: str) -> bool:
    return len(code) == 6 and code.isascii() and code.isdigit()


def new_recovery_codes() -> list[str]:
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def recovery_digest(code: str) -> bytes:
    """However it was typed."""
    return digest("".join(character for character in code.lower() if character.isalnum()))


def plain_code(code: str) -> str:
    """Apps show codes in groups."""
    return "".join(code.split())


def _recovery_code() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
