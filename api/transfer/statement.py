"""Running SQL that is composed at run time of our own numbers, constants and quoted literals."""

from collections.abc import Sequence

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

Connection = AsyncConnection[TupleRow]


async def execute(conn: Connection, statement: str) -> None:
    await conn.execute(statement.encode())


async def fetch(conn: Connection, statement: str, parameters: Sequence[int | str] | None = None) -> list[TupleRow]:
    """All rows. Without parameters a percent sign in the statement is just one."""
    return await (await conn.execute(statement.encode(), parameters)).fetchall()


async def fetch_one(conn: Connection, statement: str, parameters: Sequence[int | str] | None = None) -> TupleRow:
    """The one row that there is."""
    (row,) = await fetch(conn, statement, parameters)
    return row
