"""SQL of tables that an import is filling."""

from sqlalchemy import text

from api.db.engine import WriteSession
from api.transfer.statement import Connection, fetch
from core.ids import BaseId, TableId


async def free_name(conn: Connection, base: BaseId, wanted: str, longest: int) -> str:
    """``wanted``, or with a number after it when the base has such a table already."""
    rows = await fetch(conn, "SELECT lower(name) FROM dataos.tables WHERE base_id = %s AND deleted_at IS NULL", [base])
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


async def release(conn: Connection, table: TableId) -> None:
    await fetch(conn, "UPDATE dataos.tables SET ready = true WHERE id = %s RETURNING id", [table])
