"""One import at a time per workspace, and nothing left of one that failed or was killed.

Whoever imports holds an advisory lock for as long as its connection lives. So whoever gets the lock knows that tables
that are not ready belong to nobody: it may remove them.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus

from api.db import physical
from api.transfer.statement import Connection, fetch, fetch_one
from core.errors import Conflict
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import TableSchema

_ATTEMPTS = 100
_PAUSE_SECONDS = 0.05
_LOCK = 0x696D70  # the first key of our advisory locks: "imp"


@asynccontextmanager
async def importing(url: str, workspace_number: int) -> AsyncGenerator[Connection]:
    """A connection of its own, in autocommit and without time limit, that holds the workspace's import lock.

    What an earlier import left is removed before, and what this one left, after. Raises Conflict while another runs.
    """
    async with await connect(url) as conn:
        if not await _lock(conn, workspace_number):
            raise Conflict(
                "import_running", "Another file is being imported into this workspace. Wait until it is done."
            )
        await discard(conn, workspace_number)
        try:
            yield conn
        finally:
            if conn.info.transaction_status is TransactionStatus.IDLE:
                await discard(conn, workspace_number)
            elif not conn.broken:
                # Cancelled while it sent data: this connection can do nothing any more.
                await conn.close()
                await _discard_once_free(url, workspace_number)


async def _discard_once_free(url: str, workspace_number: int) -> None:
    """When the server has noticed that the connection with the lock is closed; else the next import does it."""
    async with await connect(url) as conn:
        for _ in range(_ATTEMPTS):
            if await _lock(conn, workspace_number):
                await discard(conn, workspace_number)
                return
            await asyncio.sleep(_PAUSE_SECONDS)


async def sweep(url: str) -> list[TableId]:
    """Removes what killed imports left in all workspaces, where none runs now. Returns the tables removed."""
    async with await connect(url) as conn:
        rows = await fetch(
            conn,
            "SELECT w.number FROM dataos.workspaces w WHERE EXISTS (SELECT FROM dataos.bases b JOIN dataos.tables t"
            " ON t.base_id = b.id AND NOT t.ready WHERE b.workspace_id = w.id)",
        )
        removed: list[TableId] = []
        for (workspace_number,) in rows:
            if await _lock(conn, workspace_number):
                removed += await discard(conn, workspace_number)
                await fetch(conn, f"SELECT pg_advisory_unlock({_LOCK}, {workspace_number})")
        return removed


async def connect(url: str) -> Connection:
    """A connection for import work, in autocommit and without time limit."""
    # Sessions read times and write numbers the same way whatever the server's defaults are.
    options = "-c search_path=public -c TimeZone=UTC -c DateStyle=ISO,MDY -c statement_timeout=0 -c jit=off"
    # What is lost with the server's power was not visible yet; ``release`` waits for all of it to be on disk.
    options += " -c synchronous_commit=off"
    return await AsyncConnection.connect(url, autocommit=True, application_name="dataos import", options=options)


async def _lock(conn: Connection, workspace_number: int) -> bool:
    (locked,) = await fetch_one(conn, f"SELECT pg_try_advisory_lock({_LOCK}, {workspace_number})")
    return locked


async def discard(conn: Connection, workspace_number: int) -> list[TableId]:
    """Removes tables that are not ready, with their changes; for whoever holds the lock."""
    unready = await fetch(
        conn,
        "SELECT t.id, t.number, t.name, t.base_id, b.workspace_id FROM dataos.tables t JOIN dataos.bases b"
        " ON b.id = t.base_id JOIN dataos.workspaces w ON w.id = b.workspace_id"
        f" WHERE NOT t.ready AND w.number = {workspace_number}",
    )
    for table_id, number, name, base_id, workspace_id in unready:
        table = TableSchema(
            id=TableId(table_id),
            number=number,
            name=name,
            version=0,
            base_id=BaseId(base_id),
            workspace_id=WorkspaceId(workspace_id),
            workspace_number=workspace_number,
            primary_field_id=FieldId(""),
        )
        async with conn.transaction():
            await physical.drop_table(conn, table)
            await fetch(conn, "DELETE FROM dataos.changes WHERE table_number = %s RETURNING seq", [number])
            await fetch(conn, "DELETE FROM dataos.tables WHERE id = %s RETURNING id", [table_id])
    return [TableId(row[0]) for row in unready]
