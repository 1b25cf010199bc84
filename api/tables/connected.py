"""All tables that are linked with each other, directly or not: what values can depend on each other across."""

from psycopg import AsyncConnection

from api.tables.rows import FIELD_COLUMNS, LIVE, TABLE_COLUMNS, TABLE_JOINS, FieldRow, TableRow, field_of, schema_of
from core.ids import TableId
from core.schema import FieldDef, TableSchema

_COLUMNS = TABLE_COLUMNS.count(",") + 1
_CONNECTED = f"""
WITH RECURSIVE near(id) AS (
  SELECT %s::text
  UNION
  SELECT CASE WHEN l.table_a = n.id THEN l.table_b ELSE l.table_a END
    FROM near n JOIN dataos.links l ON n.id IN (l.table_a, l.table_b)
)
SELECT {TABLE_COLUMNS}, {FIELD_COLUMNS}
  FROM {TABLE_JOINS} JOIN near ON near.id = t.id JOIN dataos.fields f ON f.table_id = t.id AND f.deleted_at IS NULL
 WHERE {LIVE} ORDER BY t.number, f.position, f.number
""".encode()


async def load_connected(conn: AsyncConnection, table: TableId) -> list[TableSchema]:
    """This table and all that links lead to from it, as of one moment, in the order of their numbers."""
    fields: dict[TableRow, list[FieldDef]] = {}
    for row in await (await conn.execute(_CONNECTED, [table])).fetchall():
        fields.setdefault(TableRow(*row[:_COLUMNS]), []).append(field_of(FieldRow(*row[_COLUMNS:])))
    return [schema_of(row, tuple(found)) for row, found in fields.items()]
