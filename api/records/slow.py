"""Slow questions on large tables, noted for ``api/indexes``: counted in memory, written now and then in one statement.

What is not yet written when the process ends is lost, and does no harm: the next slow question says the same.
"""

from collections import Counter

import psycopg
import structlog
from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.kit import clock
from api.records.snapshots.sizes import Sizes
from api.records.wants import title_wants, wants
from core.query.ast import Query

SLOW_SECONDS = 0.05
NOTED_FROM = 100_000
"""Records; smaller tables get no indexes."""
_FLUSH_SECONDS = 10.0
_MOST_GIVEN_UP = 100
_INSERT = b"""
INSERT INTO dataos.index_uses AS u (table_number, want, slow, slow_at)
SELECT n.number, n.want, n.slow, now() FROM unnest(%s::bigint[], %s::text[], %s::int[]) AS n(number, want, slow)
  JOIN dataos.tables t ON t.number = n.number
ON CONFLICT (table_number, want) DO UPDATE SET slow = u.slow + excluded.slow, slow_at = excluded.slow_at
"""
_log = structlog.get_logger(__name__)


class SlowQuestions:
    """``least``: records of a table that may get indexes."""

    def __init__(self, sizes: Sizes, *, least: int = NOTED_FROM) -> None:
        self._sizes = sizes
        self._least = least
        self._seen: Counter[tuple[int, str]] = Counter()
        self._given_up: list[tuple[TableAccess, Query]] = []
        self._written = 0.0

    def give_up(self, access: TableAccess, query: Query) -> None:
        """A question that took longer than a statement may, noted with the next one: its connection is of no use."""
        if len(self._given_up) < _MOST_GIVEN_UP:
            self._given_up.append((access, query))

    async def note(self, conn: AsyncConnection, access: TableAccess, query: Query, seconds: float) -> None:
        """A question that had its answer after so long."""
        slow = [(access, query)] if seconds > SLOW_SECONDS else []
        slow, self._given_up = [*slow, *self._given_up], []
        for item in slow:
            await self._count(conn, *item)
        if self._seen and clock.monotonic() - self._written > _FLUSH_SECONDS:
            self._written = clock.monotonic()
            seen, self._seen = self._seen, Counter()
            numbers, texts = [number for number, _ in seen], [text for _, text in seen]
            try:
                await conn.execute(_INSERT, [numbers, texts, list(seen.values())])
            except psycopg.Error as error:
                # The question itself has its answer.
                _log.warning("slow questions could not be noted", reason=str(error).strip())

    async def _count(self, conn: AsyncConnection, access: TableAccess, query: Query) -> None:
        schema = access.schema
        searched = access.policy.visible_fields(schema)
        own = ((schema, want) for want in wants(query, schema, searched))
        for table, want in [*own, *title_wants(query, schema, searched)]:
            if await self._sizes.of(conn, table) >= self._least:
                self._seen[table.number, str(want)] += 1
