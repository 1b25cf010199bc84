"""Pages by row number, totals, and where a record stands: from a view snapshot where the table is large.

Three ways to answer. **Live**: the whole query, as for every small table, every cursor, and every page of named
records. **Exact**: out of a snapshot, read and checked in one statement (``snapshot.py`` tells why that is right).
**Estimated**, and said to be so: while a snapshot is built or built anew, out of the old one, or by a jump to where a
random sample of the table puts the row number. The first page is never any of the three's guess: it is read live.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import cast

import orjson
from psycopg import AsyncConnection
from psycopg.errors import QueryCanceled

from api.access.service import TableAccess
from api.kit import clock
from api.records import read
from api.records.fetch import fetch_row
from api.records.read import PageAnswer, ReadContext
from api.records.slow import SlowQuestions
from api.records.snapshots.keys import Keys
from api.records.snapshots.sizes import SMALL, Sizes
from api.records.snapshots.snapshot import OutOfDate, ViewSnapshot
from api.records.snapshots.store import Snapshots
from api.records.sql.compiled import statement_for
from api.records.sql.fragment import array, compiled
from api.records.sql.listed import (
    LOOKED_AT,
    listed_page_statement,
    rank_statement,
    sample_statement,
    seen_statement,
)
from api.records.sql.project import Shape
from api.records.sql.scope import Scope, scope_of
from core.errors import NotFound
from core.ids import record_id
from core.query.ast import Query
from core.query.cursor import Position, encode
from core.values import StoredValue

_COUNTED_LIVE = 200_000
"""Up to here the first page's total is counted while its snapshot is made: some 30 ms."""
_SAMPLED = 10_000
_ENOUGH = 100
"""With fewer records in the sample a guess says nothing, and few enough match to skip through them."""
_ROUNDS = 3
_MAX_WITHOUT = 100


@dataclass(frozen=True, slots=True)
class Cold:
    """Waiting a moment for this scope's snapshot would make the answer exact."""

    scope: Scope


class Pages:
    """``small``: tables of fewer records than this are always read live."""

    def __init__(self, snapshots: Snapshots, *, small: int = SMALL) -> None:
        self._snapshots = snapshots
        self._small = small
        self._sizes = Sizes()
        self._slow = SlowQuestions(self._sizes)

    async def wait(self, cold: Cold, seconds: float) -> None:
        await self._snapshots.wait(cold.scope, seconds)

    @asynccontextmanager
    async def watched(self, conn: AsyncConnection, access: TableAccess, query: Query) -> AsyncGenerator[None]:
        """Notes what is asked in the block if it takes long, for the indexes of large tables."""
        started = clock.monotonic()
        try:
            yield
        except QueryCanceled:
            self._slow.give_up(access, query)
            raise
        await self._slow.note(conn, access, query, clock.monotonic() - started)

    async def page(
        self,
        conn: AsyncConnection,
        access: TableAccess,
        query: Query,
        context: ReadContext,
        shape: Shape,
        *,
        last: bool,
    ) -> PageAnswer | Cold:
        """Cold only unless ``last``. Raises like ``read.page``."""
        offset = query.page.offset or 0
        named = query.only is not None or len(query.without) > _MAX_WITHOUT
        if query.page.cursor is not None or named or not (offset or query.count):
            return await read.page(conn, access, query, context, shape)
        size = await self._sizes.of(conn, access.schema)
        if size < self._small:
            return await read.page(conn, access, query, context, shape)
        scope = scope_of(access.schema, access.policy, query, context)
        if not scope.lasting:
            return await read.page(conn, access, query, context, shape)
        snapshot = self._snapshots.find(scope)
        if snapshot is not None and not snapshot.stale:
            answer = await self._exact(conn, access, query, snapshot, shape)
            if answer is not None:
                return answer
        if snapshot is None or snapshot.stale:
            self._snapshots.start(scope)
        if offset == 0:
            return await self._first(conn, access, query, context, shape, scope, size)
        if not last:
            return Cold(scope)
        return await self._guess(conn, access, query, context, shape, scope, size)

    async def position(
        self, conn: AsyncConnection, access: TableAccess, query: Query, context: ReadContext, key: int, *, last: bool
    ) -> PageAnswer | Cold:
        """``{"position", "total"}``: how many records stand before this one, null when the view does not show it.

        Raises StaleSchema, NotFound.
        """
        seen = compiled(seen_statement(access.schema, access.policy, key, context))
        if not (await fetch_row(conn, access.schema, seen, {}))[1]:
            raise NotFound("record", record_id(access.schema.number, key))
        size = await self._sizes.of(conn, access.schema)
        scope = scope_of(access.schema, access.policy, query, context)
        if not scope.lasting or size < self._small:
            return await _rank(conn, scope, key)
        snapshot = self._snapshots.find(scope)
        if snapshot is not None and not snapshot.stale:
            try:
                await snapshot.refresh(conn)
            except OutOfDate:
                self._snapshots.mark_stale(snapshot)
            else:
                return _placed(snapshot.keys.find(key), len(snapshot.keys))
        self._snapshots.start(scope)
        return await _rank(conn, scope, key) if last else Cold(scope)

    async def _exact(
        self, conn: AsyncConnection, access: TableAccess, query: Query, snapshot: ViewSnapshot, shape: Shape
    ) -> PageAnswer | None:
        """None when the snapshot has fallen behind too far, or the table is changed faster than it is read."""
        for _ in range(_ROUNDS):
            keys, kept = snapshot.keys, _left_out(snapshot.keys, query)
            wanted = kept.cut(query)
            row = await _listed(conn, access, query, snapshot, shape, wanted)
            _, text, looked_at, moved, items, count, position = row
            if looked_at < LOOKED_AT and not moved:
                if count != len(wanted):
                    # Never seen; a wrong page would be worse than a slow one.
                    break
                snapshot.confirm(keys, text)
                return _answer(access, query, items, position, kept.total)
            try:
                await snapshot.refresh(conn)
            except OutOfDate:
                break
        else:
            return None
        self._snapshots.mark_stale(snapshot)
        return None

    async def _first(
        self,
        conn: AsyncConnection,
        access: TableAccess,
        query: Query,
        context: ReadContext,
        shape: Shape,
        scope: Scope,
        size: int,
    ) -> PageAnswer:
        """The first page with a total, while there is no snapshot."""
        if size < _COUNTED_LIVE:
            return await read.page(conn, access, query, context, shape)
        total, _ = await _sampled(conn, access, query, scope, size, 0)
        if total is None:
            return await read.page(conn, access, query, context, shape)
        page = await read.page(conn, access, replace(query, count=False), context, shape)
        return PageAnswer(page.body[:-1] + b',"total":%d,"estimated":true}' % max(total, query.page.limit))

    async def _guess(
        self,
        conn: AsyncConnection,
        access: TableAccess,
        query: Query,
        context: ReadContext,
        shape: Shape,
        scope: Scope,
        size: int,
    ) -> PageAnswer:
        """About the page that was asked for."""
        snapshot = self._snapshots.find(scope)
        if snapshot is not None:
            kept = _left_out(snapshot.keys, query)
            row = await _listed(conn, access, query, snapshot, shape, kept.cut(query))
            return _answer(access, query, row[4], row[6], kept.total, estimated=True)
        total, position = await _sampled(conn, access, query, scope, size, query.page.offset or 0)
        if total is None or position is None:
            return await read.page(conn, access, query, context, shape)
        cursor = encode(position, access.schema.id, query.sorts)
        there = replace(query, page=replace(query.page, cursor=cursor, offset=None), count=False)
        page = await read.page(conn, access, there, context, shape)
        counted = b',"total":%d' % total if query.count else b""
        return PageAnswer(page.body[:-1] + counted + b',"estimated":true}')


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """Keys without those that the query leaves out, which stand at ``places``."""

    keys: Keys
    places: tuple[int, ...]

    @property
    def total(self) -> int:
        return len(self.keys) - len(self.places)

    def cut(self, query: Query) -> list[int]:
        first = query.page.offset or 0
        last = first + query.page.limit
        gone = set(self.places)
        # Each place that is left out before a row moves it one on.
        for place in self.places:
            if place <= first:
                first += 1
        found = self.keys.cut(first, last + len(self.places))
        return [key for at, key in enumerate(found, first) if at not in gone][: query.page.limit]


def _left_out(keys: Keys, query: Query) -> _LeftOut:
    places = (keys.find(key) for key in query.without)
    return _LeftOut(keys, tuple(sorted({place for place in places if place is not None})))


_Listed = tuple[bool, str, int, bool, bytes, int, list[StoredValue] | None]


async def _listed(
    conn: AsyncConnection,
    access: TableAccess,
    query: Query,
    snapshot: ViewSnapshot,
    shape: Shape,
    keys: list[int],
) -> _Listed:
    # A list is shared by all who may see the same records; of what is in them each sees what is theirs.
    scope = replace(snapshot.scope, policy=access.policy)
    fields = access.policy.visible_fields(access.schema) if query.fields is None else query.fields
    # The scope's key has its text and parameters, so the statement is the same until one of them is another.
    shown = (scope.key, tuple(field.number for field in fields), shape)
    sorts = tuple((sort.field.number, sort.direction) for sort in query.sorts)
    statement = statement_for(
        scope.schema,
        scope.policy,
        ("listed", *shown, sorts),
        lambda: listed_page_statement(scope, fields, query.sorts, shape),
    )
    slots = {**snapshot.slots, **access.file_slots(), "keys": array(keys)}
    return cast("_Listed", await fetch_row(conn, access.schema, statement, slots))


async def _sampled(
    conn: AsyncConnection, access: TableAccess, query: Query, scope: Scope, size: int, offset: int
) -> tuple[int | None, Position | None]:
    """About how many records there are, and a record about ``offset`` from the first; None where nobody can tell."""
    percent = min(100.0, 100 * _SAMPLED / max(size, 1))
    statement = compiled(sample_statement(scope, query.sorts, percent, offset))
    row = await fetch_row(conn, access.schema, statement, {})
    _, count, found = cast("tuple[bool, int, list[StoredValue] | None]", row)
    if count < _ENOUGH or found is None:
        return None, None
    key, *values = found
    return round(count * 100 / percent), Position(tuple(values), cast("int", key))


async def _rank(conn: AsyncConnection, scope: Scope, key: int) -> PageAnswer:
    row = await fetch_row(conn, scope.schema, compiled(rank_statement(scope, key)), {})
    _, place, total = cast("tuple[bool, int | None, int]", row)
    return _placed(place, total)


def _placed(place: int | None, total: int) -> PageAnswer:
    return PageAnswer(orjson.dumps({"position": place, "total": total}))


def _answer(
    access: TableAccess,
    query: Query,
    items: bytes,
    position: list[StoredValue] | None,
    total: int,
    *,
    estimated: bool = False,
) -> PageAnswer:
    following = b"null"
    if position is not None and (query.page.offset or 0) + query.page.limit < total:
        key, *values = position
        following = orjson.dumps(encode(Position(tuple(values), cast("int", key)), access.schema.id, query.sorts))
    counted = b',"total":%d' % total if query.count else b""
    guessed = b',"estimated":true' if estimated else b""
    return PageAnswer(b'{"items":' + items + b',"nextCursor":' + following + counted + guessed + b"}")
