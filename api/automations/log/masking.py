"""What of a step's input may stand in the run log: no secrets, nothing long."""

import re
from collections.abc import Collection

from core.values import JsonValue

MAX_BYTES = 4_096
SEALED = "$sealed"
"""The key of an encrypted value in what a step gives to later ones."""
MASK = "••••••"
_SECRET = re.compile(
    r"pass(?:word|wd|phrase)|secret|token|api[-_ ]?key|authori[sz]ation|credential|private[-_ ]?key", re.IGNORECASE
)


def texts_of(value: JsonValue) -> set[str]:
    """The texts that a value can turn up as."""
    match value:
        case str():
            return {value, value.strip()} - {""}
        case list():
            return {text for item in value for text in texts_of(item)}
        case dict():
            return {text for item in value.values() for text in texts_of(item)}
        case None | bool():
            return set()
        case float() if value.is_integer():
            return {str(value), str(int(value))}
        case _:
            return {str(value)}


def untold(code: str, places: Collection[str]) -> str:
    """The message of a failure of a step that works with encrypted values: its own may quote a part of one."""
    where = f" at {', '.join(places)}" if places else ""
    return f"The step failed{where} ({code}). It works with encrypted values, so the log does not say more."


def without(value: JsonValue, secrets: Collection[str]) -> JsonValue:
    """``value`` with these texts masked wherever they stand."""
    if not secrets:
        return value
    match value:
        case dict():
            return {key: without(item, secrets) for key, item in value.items()}
        case list():
            return [without(item, secrets) for item in value]
        case str():
            for secret in sorted(secrets, key=len, reverse=True):
                value = value.replace(secret, MASK)
            return value
        case None | bool():
            return value
        case _:
            return MASK if str(value) in secrets else value


def loggable(value: JsonValue, name: str = "") -> JsonValue:
    """``value`` with secrets masked by the name they go under, and each text cut to 4 KB."""
    match value:
        case {"$sealed": str()}:
            return {"masked": True}
        case dict():
            return {key: loggable(item, key) for key, item in value.items()}
        case list():
            return [loggable(item, name) for item in value]
        case None:
            return None
        case _ if _SECRET.search(name):
            return MASK
        case str():
            return _cut(value)
        case _:
            return value


def _cut(text: str) -> str:
    encoded = text.encode()
    if len(encoded) <= MAX_BYTES:
        return text
    note = f"… ({len(text):,} characters)"
    return encoded[: MAX_BYTES - len(note.encode())].decode(errors="ignore") + note
