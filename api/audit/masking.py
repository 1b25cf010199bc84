"""Settings as the audit log may show them: secrets never, long texts cut, nothing that jsonb cannot hold."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from core.values import JsonValue

HIDDEN = "•••"
MAX_TEXT = 2_000
_MAX_ITEMS = 200
_MAX_DEPTH = 8
_SECRET = re.compile(
    r"password|passphrase|secret|authorization|cookie|csrf|apikey|privatekey|credential|recovery|"
    r"(token|hash|otp|signature|ciphertext)$"
)


def masked(value: object, depth: int = 0) -> JsonValue:
    """``value`` with every member hidden whose name speaks of a secret."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if value - value == 0 else str(value)
        case str():
            return _text(value)
        case _ if depth >= _MAX_DEPTH:
            return "…"
        case Mapping():
            members = list(cast("Mapping[object, object]", value).items())[:_MAX_ITEMS]
            return {
                _text(str(key)): HIDDEN if is_secret(str(key)) and item is not None else masked(item, depth + 1)
                for key, item in members
            }
        case list() | tuple():
            return [masked(item, depth + 1) for item in list(cast("Sequence[object]", value))[:_MAX_ITEMS]]
        case set() | frozenset():
            items = sorted(cast("set[object]", value), key=str)
            return [masked(item, depth + 1) for item in items[:_MAX_ITEMS]]
        case _:
            return _text(str(value))


def is_secret(name: str) -> bool:
    """Whether something of this name is kept out of logs.

    >>> [is_secret(name) for name in ("newPassword", "access_token", "tokenId", "client-secret", "name")]
    [True, True, False, True, False]
    """
    return _SECRET.search(re.sub(r"[^a-z]", "", name.lower())) is not None


def _text(text: str) -> str:
    kept = text.encode(errors="backslashreplace").decode().replace("\0", "�")
    return kept if len(kept) <= MAX_TEXT else f"{kept[:MAX_TEXT]}…"
