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
from core.query.ast import Sort
from core.values import StoredValue

MAX_CURSOR = 1_000_000
"""Characters. A cursor on a long text field carries that text."""


@dataclass(frozen=True)
class Position:
    """``values`` are the stored values of the sorts' fields in order; ``key`` is the record's key."""

    values: tuple[StoredValue, ...]
    key: int


def encode(position: Position, table_id: str, sorts: Sequence[Sort]) -> str:
    body: list[StoredValue] = [position.key, *position.values]
    text = json.dumps([_digest(body, table_id, sorts), *body], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def decode(cursor: str, table_id: str, sorts: Sequence[Sort]) -> Position:
    """Raises Invalid at ``cursor`` unless ``encode`` made it for this table and these sorts."""
    try:
        padded = cursor[: MAX_CURSOR + 1].encode("ascii") + b"=" * (-len(cursor) % 4)
        read: StoredValue = json.loads(base64.b64decode(padded, b"-_", validate=True), parse_constant=_refuse)
    except (binascii.Error, ValueError, RecursionError):
        raise _stale() from None
    match read:
        case [str(digest), int(key), *values] if (
            0 <= key <= MAX_RECORD_KEY
            and len(values) == len(sorts)
            and digest == _digest([key, *values], table_id, sorts)
        ):
            return Position(tuple(values), key)
        case _:
            raise _stale()


def _digest(body: Sequence[StoredValue], table_id: str, sorts: Sequence[Sort]) -> str:
    said = [table_id, [[sort.field.id, sort.direction] for sort in sorts], list(body)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _stale() -> Invalid:
    return Invalid.one(
        "cursor", "invalid_cursor", "This cursor belongs to another list or order; start from the first page."
    )
