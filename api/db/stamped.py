"""The columns of a table that tell of changes (``core.stamps``): DDL beside ``physical``.

What a column was filled for stands in its comment, ids of fields; without one nobody has kept it up to date.
"""

from psycopg import AsyncConnection, sql

from api.db import physical
from core.schema import TableSchema
from core.stamps import Stamp

_FOUND = b"""
SELECT a.attname, col_description(a.attrelid, a.attnum) FROM pg_attribute a
 WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
   AND (starts_with(a.attname, 'm_') OR col_description(a.attrelid, a.attnum) IS NOT NULL)
"""


async def found(conn: AsyncConnection, table: TableSchema) -> dict[str, str | None]:
    """By name what each was filled for."""
    return dict(await (await conn.execute(_FOUND, [table.relation])).fetchall())


async def add(conn: AsyncConnection, table: TableSchema, stamp: Stamp) -> None:
    """The column, empty; a limited field has its own already. Raises LimitExceeded ``too_many_fields``."""
    if stamp.field is None:
        await physical.check_room(conn, table)
        add_column = sql.SQL("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} timestamptz")
        await physical.alter(conn, table.relation, add_column.format(_relation(table), sql.Identifier(stamp.column)))


async def drop(conn: AsyncConnection, table: TableSchema, column: str) -> None:
    drop_column = sql.SQL("ALTER TABLE {} DROP COLUMN IF EXISTS {}")
    await physical.alter(conn, table.relation, drop_column.format(_relation(table), sql.Identifier(column)))


async def note(conn: AsyncConnection, table: TableSchema, column: str, filled_for: str | None) -> None:
    place = sql.Identifier(f"ws_{table.workspace_number}", f"t_{table.number}", column)
    statement = sql.SQL("COMMENT ON COLUMN {} IS {}").format(place, sql.Literal(filled_for))
    await physical.alter(conn, table.relation, statement)


def _relation(table: TableSchema) -> sql.Identifier:
    return sql.Identifier(f"ws_{table.workspace_number}", f"t_{table.number}")
