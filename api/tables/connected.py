"""All tables that are linked with each other, directly or not: what values can depend on each other across."""

from collections.abc import Sequence

from psycopg import AsyncConnection

from api.tables.rows import FIELD_COLUMNS, LIVE, TABLE_COLUMNS, TABLE_JOINS, FieldRow, TableRow, field_of, schema_of
from core.ids import TableId
from core.schema import FieldDef, TableSchema

_COLUMNS = TABLE_COLUMNS.count(",") + 1
NEAR = """
  WITH RECURSIVE near(id) AS (
    SELECT unnest(%(ids)s::text[])
    UNION
    SELECT CASE WHEN l.table_a = n.id THEN l.table_b ELSE l.table_a END
      FROM near n JOIN dataos.links l ON n.id IN (l.table_a, l.table_b)
  )
  SELECT id FROM near
"""
"""The ids of the tables ``ids`` and of all that are connected with them, in the trash too."""
_CONNECTED = f"""
SELECT {TABLE_COLUMNS}, {FIELD_COLUMNS}
  FROM {TABLE_JOINS} JOIN dataos.fields f ON f.table_id = t.id AND f.deleted_at IS NULL
 WHERE {LIVE} AND t.id IN ({NEAR}) ORDER BY t.number, f.position, f.number
""".encode()
_HOLD = f"SELECT id, deleted_at IS NULL FROM dataos.tables WHERE id IN ({NEAR}) ORDER BY id FOR UPDATE".encode()


async def load_connected(conn: AsyncConnection, table: TableId, *others: str) -> list[TableSchema]:
    """These tables and all that links lead to from them, as of one moment, in the order of their numbers."""
    fields: dict[TableRow, list[FieldDef]] = {}
    for row in await (await conn.execute(_CONNECTED, {"ids": [table, *others]})).fetchall():
        fields.setdefault(TableRow(*row[:_COLUMNS]), []).append(field_of(FieldRow(*row[_COLUMNS:])))
    return [schema_of(row, tuple(found)) for row, found in fields.items()]


async def hold(conn: AsyncConnection, tables: Sequence[str]) -> set[str]:
    """Holds the rows of these tables, and of all that are connected with them, until commit, in one order for all who
    do; the ids of those that are not deleted."""
    held: set[str] = set()
    while True:
        rows = await (await conn.execute(_HOLD, {"ids": list(tables)})).fetchall()
        found = {key for key, _ in rows}
        # Somebody who was waited for may have linked further tables.
        if found <= held:
            return {key for key, live in rows if live}
        held = found
