"""What no log line may hold: passwords, tokens, cookies, the secret parts of addresses."""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, cast

HIDDEN = "•••"
_WORDS = ("password", "passphrase", "token", "secret", "authorization", "cookie", "csrf", "api_key", "apikey")
_MAX_DEPTH = 6
_IN_TEXT = (
    # Authorization: Bearer abc, and the word alone.
    (re.compile(r"\b(bearer|basic)\s+[A-Za-z0-9+/_.~=-]{6,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    # What single sign-on and signed addresses carry in their query.
    (re.compile(r"([?&](?:code|state|sig|signature|key)=)[^\s&\"']+", re.IGNORECASE), rf"\1{HIDDEN}"),
    # password=…, "access_token": "…"
    (
        re.compile(
            r"""(?P<name>\b[\w-]*(?:password|passwd|passphrase|token|secret|api_?key|csrf|dataos_\w+))
                (?P<gap>["']?\s*[=:]\s*["']?)(?P<value>[^\s"'&;,}]+)""",
            re.IGNORECASE | re.VERBOSE,
        ),
        rf"\g<name>\g<gap>{HIDDEN}",
    ),
    # Our own tokens say by their first letters what they are, wherever they stand.
    (re.compile(r"(?<![A-Za-z0-9])(dop|scim)_[A-Za-z0-9_-]{32,}"), rf"\1_{HIDDEN}"),
    # postgresql://user:password@host
    (re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s@/]+@", re.IGNORECASE), rf"\1:{HIDDEN}@"),
)


def hide_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank every value whose name speaks of a secret, at any depth, and secrets that stand in texts."""
    for key in event:
        event[key] = _without(key, event[key], 0)
    return event


def scrubbed(text: str) -> str:
    """``text`` without secrets.

    >>> scrubbed("GET /x?token=abc123&page=2"), scrubbed("postgresql://u:pw@db/x")
    ('GET /x?token=•••&page=2', 'postgresql://u:•••@db/x')
    """
    for pattern, instead in _IN_TEXT:
        text = pattern.sub(instead, text)
    return text


def _without(key: str, value: Any, depth: int) -> Any:
    if any(word in key.lower() for word in _WORDS):
        return HIDDEN
    match value:
        case str():
            return scrubbed(value)
        case bytes():
            return scrubbed(value.decode(errors="backslashreplace"))
        case Mapping() if depth < _MAX_DEPTH:
            members = cast("Mapping[Any, Any]", value)
            return {name: _without(str(name), inner, depth + 1) for name, inner in members.items()}
        case list() | tuple() if depth < _MAX_DEPTH:
            return [_without("", inner, depth + 1) for inner in cast("Sequence[Any]", value)]
        case _:
            return value
