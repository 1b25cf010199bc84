"""Public identifiers.

Every entity has a TypeID: a short prefix, an underscore and 26 base32 characters (Crockford alphabet, lower case) of a
uuidv7, so ids of one kind sort by creation time (TypeID specification 0.3). Records are different: a record's key is a
bigint local to its table, and its public id is ``rec_`` + 8 hex digits of the table number + 12 hex digits of the key,
so ``/records/{id}`` finds its table without a lookup. This module has no clock and no randomness; callers bring both.
"""

import hashlib
import re
from typing import NamedTuple, NewType
from uuid import UUID

from core.errors import NotFound

WorkspaceId = NewType("WorkspaceId", str)
BaseId = NewType("BaseId", str)
TableId = NewType("TableId", str)
FieldId = NewType("FieldId", str)
ViewId = NewType("ViewId", str)
UserId = NewType("UserId", str)
AutomationId = NewType("AutomationId", str)
RunId = NewType("RunId", str)
RecordId = NewType("RecordId", str)
AttachmentId = NewType("AttachmentId", str)
UploadId = NewType("UploadId", str)

PREFIXES = {
    "workspace": "wsp", "base": "bas", "table": "tbl", "field": "fld", "view": "viw", "user": "usr",
    "automation": "aut", "version": "ver", "run": "run", "step": "stp", "session": "ses", "notification": "ntf",
    "mail": "mal", "change_set": "chs", "request": "req", "option": "opt", "job": "job", "data_key": "dky",
    "attachment": "att", "upload": "upl", "team": "tea", "token": "tok", "link": "lnk", "rule": "rul",
    "invitation": "inv", "audit": "aud", "provider": "idp",
}  # fmt: skip

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_DIGITS = {character: index for index, character in enumerate(_ALPHABET)}
_TYPEID = re.compile(r"[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}")
_RECORD = re.compile(r"rec_([0-9a-f]{8})([0-9a-f]{12})")

MAX_TABLE_NUMBER = 2**31 - 1
MAX_RECORD_KEY = 2**48 - 1


class RecordRef(NamedTuple):
    """What a record id says: the number of its table and its key in that table."""

    table: int
    key: int


def uuid7(unix_ms: int, random_80_bits: int) -> UUID:
    """A version 7 uuid (RFC 9562 section 5.7); ``random_80_bits`` gives the 74 random bits it has room for."""
    value = (unix_ms & (2**48 - 1)) << 80
    value |= 0x7 << 76 | ((random_80_bits >> 64) & 0xFFF) << 64
    value |= 0b10 << 62 | (random_80_bits & (2**62 - 1))
    return UUID(int=value)


def encode(prefix: str, value: UUID) -> str:
    """The TypeID of ``value``.

    >>> encode("tbl", UUID("01890a5d-ac96-774b-bcce-b302099a8057"))
    'tbl_01h455vb4pex5vsknk084sn02q'
    """
    number = value.int
    return f"{prefix}_{''.join([_PAIRS[(number >> shift) & 1023] for shift in range(120, -1, -10)])}"


def decode(prefix: str, text: str) -> UUID:
    """The uuid inside a TypeID. Raises ValueError when ``text`` is not a TypeID of this prefix."""
    if not _TYPEID.fullmatch(text) or not text.startswith(f"{prefix}_"):
        raise ValueError(f"{text!r} is not an id of the form {prefix}_…")
    number = 0
    for character in text[len(prefix) + 1 :]:
        number = number << 5 | _DIGITS[character]
    return UUID(int=number)


def is_id(prefix: str, text: str) -> bool:
    """Whether ``text`` has the form of an id of this prefix; says nothing about existence."""
    return text.startswith(f"{prefix}_") and _TYPEID.fullmatch(text) is not None


def derived(prefix: str, unix_ms: int, *parts: str | int) -> str:
    """An id that is the same whenever it is made from the same parts: how a trigger gets exactly one run."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).digest()
    return encode(prefix, uuid7(unix_ms, int.from_bytes(digest[:10])))


def record_id(table: int, key: int) -> RecordId:
    """The public id of a record. Raises ValueError for numbers that no record can have.

    >>> record_id(12, 7)
    'rec_0000000c000000000007'
    """
    if not 0 <= table <= MAX_TABLE_NUMBER or not 0 <= key <= MAX_RECORD_KEY:
        raise ValueError(f"no record has table number {table} and key {key}")
    return RecordId(f"rec_{table:08x}{key:012x}")


def parse_record_id(text: str) -> RecordRef:
    """The table number and key inside a record id. Raises NotFound: a malformed id names no record."""
    match = _RECORD.fullmatch(text)
    if match is None:
        raise NotFound("record", text)
    table, key = int(match[1], 16), int(match[2], 16)
    if table > MAX_TABLE_NUMBER:
        raise NotFound("record", text)
    return RecordRef(table, key)
