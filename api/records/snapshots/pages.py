"""Pages by row number, totals, and where a record stands: from a view snapshot where the table is large.

Three ways to answer. **Live**: the whole query, as for every small table, every cursor, and every page of named
records. **Exact**: out of a snapshot, read and checked in one statement (``snapshot.py`` tells why that is right).
**Estimated**, and said to be so: while a snapshot is built or built anew, out of the old one, or by a jump to where a
random sample of the table puts the row number. The first page is never any of the three's guess: it is read live.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

import orjson
from psycopg import AsyncConnection
from psycopg.errors import QueryCanceled

from api.access.service import TableAccess
from api.kit import clock
from api.records.fetch import fetch_row
from api.records.read import PageAnswer, ReadContext
from api.records.slow import SlowQuestions
from api.records.snapshots.guess import far_page, first_page
from api.records.snapshots.listed import exact_page, old_page
from api.records.snapshots.question import Question
from api.records.snapshots.sizes import SMALL, Sizes
from api.records.snapshots.snapshot import OutOfDate
from api.records.snapshots.store import Snapshots
from api.records.sql.fragment import compiled
from api.records.sql.listed import rank_statement, seen_statement
from api.records.sql.project import Shape
from api.records.sql.scope import Scope, scope_of
from core.errors import NotFound
from core.ids import record_id
from core.query.ast import Query

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
        question = Question(conn, access, query, context, shape)
        named = query.only is not None or len(query.without) > _MAX_WITHOUT
        if query.page.cursor is not None or named or not (question.offset or query.count):
            return await question.live()
        size = await self._sizes.of(conn, access.schema)
        if size < self._small:
            return await question.live()
        scope = scope_of(access.schema, access.policy, query, context)
        if not scope.lasting:
            return await question.live()
        snapshot = self._snapshots.find(scope)
        if snapshot is not None and not snapshot.stale:
            answer = await exact_page(question, snapshot, self._snapshots)
            if answer is not None:
                return answer
        if snapshot is None or snapshot.stale:
            self._snapshots.start(scope)
        if question.offset == 0:
            return await first_page(question, scope, size)
        if not last:
            return Cold(scope)
        snapshot = self._snapshots.find(scope)
        return await (far_page(question, scope, size) if snapshot is None else old_page(question, snapshot))

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


async def _rank(conn: AsyncConnection, scope: Scope, key: int) -> PageAnswer:
    row = await fetch_row(conn, scope.schema, compiled(rank_statement(scope, key)), {})
    _, place, total = cast("tuple[bool, int | None, int]", row)
    return _placed(place, total)


def _placed(place: int | None, total: int) -> PageAnswer:
    return PageAnswer(orjson.dumps({"position": place, "total": total}))
