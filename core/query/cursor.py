"""Keyset cursors: where a page ended, as opaque text.

A cursor holds the last record's stored values of the sorted fields and its key, and a digest of the table, the sorts
and the values. So a cursor of another list, a cut one or an edited one is told apart from a good one. It keeps no
secret and grants nothing: the page after it is read under the caller's own policy like any other.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import Invalid
from core.ids import MAX_RECORD_KEY
from core.query.ast import Query, Sort
from core.values import StoredValue

MAX_CURSOR = 1_000_000
"""Characters. A cursor on a long text field carries that text."""


@dataclass(frozen=True)
class Position:
    """``values`` are the stored values of the sorts' fields in order; ``key`` is the record's key."""

    values: tuple[StoredValue, ...]
    key: int


@dataclass(frozen=True)
class GroupPosition:
    """``keys`` are the stored values of the last group that was shown, ``place`` its place in the order.

    When that group is gone by the next page, the place says where to go on.
    """

    place: int
    keys: tuple[StoredValue, ...]


def encode(position: Position, table_id: str, sorts: Sequence[Sort]) -> str:
    values = () if by_key(sorts) else position.values
    return _pack([position.key, *values], _said(table_id, sorts))


def decode(cursor: str, table_id: str, sorts: Sequence[Sort]) -> Position:
    """Raises Invalid at ``cursor`` unless ``encode`` made it for this table and these sorts."""
    match _unpack(cursor, _said(table_id, sorts)):
        case [int(key), *values] if 0 <= key <= MAX_RECORD_KEY and len(values) == (0 if by_key(sorts) else len(sorts)):
            return Position(tuple(values), key)
        case _:
            raise _stale()


def by_key(sorts: Sequence[Sort]) -> bool:
    """Whether a cursor has the record's key alone, because the reader may not see what the list is sorted by. Who goes
    on from there looks the values up: what a client sends might be a guess at them."""
    return any(sort.concealed for sort in sorts)


def encode_group(position: GroupPosition, table_id: str, query: Query) -> str:
    return _pack([position.place, *position.keys], _said_of_groups(table_id, query))


def decode_group(cursor: str, table_id: str, query: Query) -> GroupPosition:
    """Raises Invalid at ``cursor`` unless ``encode_group`` made it for this table and these groups."""
    match _unpack(cursor, _said_of_groups(table_id, query)):
        case [int(place), *keys] if 0 < place < 2**63:
            return GroupPosition(place, tuple(keys))
        case _:
            raise _stale()


def _pack(body: list[StoredValue], said: StoredValue) -> str:
    text = json.dumps([_digest(body, said), *body], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _unpack(cursor: str, said: StoredValue) -> list[StoredValue]:
    try:
        padded = cursor[: MAX_CURSOR + 1].encode("ascii") + b"=" * (-len(cursor) % 4)
        read: StoredValue = json.loads(base64.b64decode(padded, b"-_", validate=True), parse_constant=_refuse)
    except (binascii.Error, ValueError, RecursionError):
        raise _stale() from None
    match read:
        case [str(digest), *body] if digest == _digest(body, said):
            return body
        case _:
            raise _stale()


def _said(table_id: str, sorts: Sequence[Sort]) -> StoredValue:
    return [table_id, [[sort.field.id, sort.direction] for sort in sorts], *(["key"] if by_key(sorts) else [])]


def _said_of_groups(table_id: str, query: Query) -> StoredValue:
    groups: list[StoredValue] = [[group.field.id, group.bucket, group.direction] for group in query.groups]
    return [table_id, groups, query.subtotals, [[sort.field.id, sort.direction] for sort in query.sorts]]


def _digest(body: Sequence[StoredValue], said: StoredValue) -> str:
    return hashlib.sha256(json.dumps([said, list(body)]).encode()).hexdigest()[:16]


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _stale() -> Invalid:
    return Invalid.one(
        "cursor", "invalid_cursor", "This cursor belongs to another list or order; start from the first page."
    )
