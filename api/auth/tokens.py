"""Session tokens: opaque to everybody, stored only as sha256.

A refresh token's successors are derived from it with the installation's secret instead of drawn at random. Two tabs
that refresh at the same moment with the same token therefore get the same pair, in any process, without either being
stored: that is what makes the grace period of ``sessions.py`` possible.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class TokenPair:
    """What one generation of a session hands out."""

    access: str
    refresh: str


def new_pair() -> TokenPair:
    return TokenPair(secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES))


def new_csrf() -> str:
    return secrets.token_urlsafe(_BYTES)


def successors(refresh: str, secret: str) -> TokenPair:
    """The next generation after the refresh token ``refresh``."""
    return TokenPair(derived(secret, "access", refresh), derived(secret, "refresh", refresh))


def digest(token: str) -> bytes:
    """What the database keeps of a token. Plain sha256 is enough: tokens have 256 random bits."""
    return hashlib.sha256(token.encode()).digest()


def derived(secret: str, purpose: str, text: str) -> str:
    """A token that only who has the secret can make; the same one whenever it is made of the same."""
    mac = hmac.new(secret.encode(), f"{purpose}\x1f{text}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
