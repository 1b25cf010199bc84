"""About how many records a table has, so that small ones are simply counted and skipped through."""

from psycopg import AsyncConnection

from api.kit import clock
from core.schema import TableSchema

SMALL = 10_000
"""Below this OFFSET and count(*) cost a few milliseconds, less than a snapshot is worth."""
_SECONDS = 60.0
_KNOWN = 20_000
# Like PostgreSQL's planner: the density of the last ANALYZE times the file of today. Before any, some 25 to a page.
_ESTIMATE = b"""
SELECT CASE WHEN c.reltuples >= 0 AND c.relpages > 0 THEN c.reltuples / c.relpages ELSE 25 END
       * pg_relation_size(c.oid) / current_setting('block_size')::int
  FROM pg_class c WHERE c.oid = to_regclass(%s)
"""


class Sizes:
    """Remembered for a minute."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, float]] = {}

    async def of(self, conn: AsyncConnection, schema: TableSchema) -> int:
        now = clock.monotonic()
        size, until = self._known.get(schema.number, (0, 0.0))
        if until <= now:
            row = await (await conn.execute(_ESTIMATE, [schema.relation], prepare=True)).fetchone()
            size = 0 if row is None else round(row[0])
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[schema.number] = size, now + _SECONDS
        return size
