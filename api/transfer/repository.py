"""SQL of tables that an import is filling."""

from psycopg.errors import UniqueViolation
from sqlalchemy import text

from api.db.engine import WriteSession
from api.transfer.statement import Connection, fetch
from core.ids import BaseId, TableId
from core.schema import TableSchema


async def free_name(conn: Connection, base: BaseId, wanted: str, longest: int) -> str:
    """``wanted``, or with a number after it when the base has such a table already."""
    rows = await fetch(
        conn, "SELECT lower(name) FROM dataos.tables WHERE base_id = %s AND deleted_at IS NULL AND ready", [base]
    )
    taken = {row[0] for row in rows}
    name, again = wanted[:longest], 1
    while name.lower() in taken:
        again += 1
        ending = f" {again}"
        name = wanted[: longest - len(ending)] + ending
    return name


async def hold_back(session: WriteSession, table: TableId) -> None:
    """In the transaction that makes the table: nobody sees it before ``release``."""
    await session.execute(text("UPDATE dataos.tables SET ready = false WHERE id = :id"), {"id": table})


async def release(conn: Connection, table: TableSchema, longest: int) -> str:
    """Everybody sees the table from now on. Returns its name, another one when its own was given away meanwhile."""
    name = table.name
    while True:
        try:
            await fetch(
                conn, "UPDATE dataos.tables SET ready = true, name = %s WHERE id = %s RETURNING id", [name, table.id]
            )
        except UniqueViolation:
            name = await free_name(conn, table.base_id, table.name, longest)
        else:
            return name
