"""Cursor pages of lists ordered by id, newest first."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query

from api.http.body import Answer
from core.errors import Invalid

DEFAULT_LIMIT = 50
MAX_LIMIT = 200

Item = TypeVar("Item")


class Page(Answer, Generic[Item]):
    """One page; ``nextCursor`` is null on the last one."""

    items: Sequence[Item]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """``after`` is the last id that the caller has seen; ask the database for ``limit + 1`` rows."""

    limit: int
    after: str | None


def encode_cursor(last_id: str) -> str:
    return base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> str:
    """The id inside a cursor. Raises Invalid."""
    try:
        found = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        found = ""
    if not found.isprintable() or not 0 < len(found) <= 64:
        raise Invalid.one("cursor", "invalid_value", "This is not a cursor of ours: use nextCursor of the last page.")
    return found


async def _page_request(
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = DEFAULT_LIMIT,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> PageRequest:
    return PageRequest(limit, None if cursor is None else decode_cursor(cursor))


Paging = Annotated[PageRequest, Depends(_page_request)]


def split_page(rows: Sequence[Item], limit: int, ids: Sequence[str]) -> tuple[Sequence[Item], str | None]:
    """The page and its next cursor from up to ``limit + 1`` rows and their ids."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], encode_cursor(ids[limit - 1])
