"""Fields in the database, on a connection of the driver's: for work that is no request and has no session."""

from collections.abc import Sequence

import orjson
from psycopg import AsyncConnection, errors

from api.tables.rows import LINKING
from core.errors import Unavailable
from core.schema import FieldDef, TableSchema

_NAMES = b"SELECT id, name FROM dataos.fields WHERE id = ANY(%s)"
_CONFIG = b"UPDATE dataos.fields SET config = %s::jsonb WHERE id = %s"
_RAISE = f"""
UPDATE dataos.tables SET version = version + 1 WHERE id = %(id)s OR id IN ({LINKING.format(id="%(id)s")})
""".encode()


async def names(conn: AsyncConnection, fields: Sequence[str]) -> dict[str, str]:
    """What these fields are or were called, by id; deleted ones too."""
    return dict(await (await conn.execute(_NAMES, [list(fields)])).fetchall()) if fields else {}


async def write_config(conn: AsyncConnection, field: FieldDef) -> None:
    await conn.execute(_CONFIG, [orjson.dumps(dict(field.config.wire())).decode(), field.id])


async def raise_version(conn: AsyncConnection, table: str) -> None:
    """That of the table and of what links to it."""
    await conn.execute(_RAISE, {"id": table})


async def hold_records(conn: AsyncConnection, schema: TableSchema) -> None:
    """No record of the table is written until commit; a writer that waited sees the new version and starts again.

    Raises Unavailable when others hold them for two seconds.
    """
    await conn.execute(b"SET LOCAL lock_timeout = '2s'")
    try:
        await conn.execute(f"LOCK TABLE {schema.relation} IN SHARE ROW EXCLUSIVE MODE".encode())
    except errors.LockNotAvailable as error:
        raise Unavailable("table_busy", "The table is busy with a long operation. Try again in a moment.") from error
    await conn.execute(b"SET LOCAL lock_timeout TO DEFAULT")
