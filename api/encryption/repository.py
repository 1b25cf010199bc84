"""SQL of data keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from psycopg import AsyncConnection

from api.tables.rows import FIELD_COLUMNS, TABLE_COLUMNS, TABLE_JOINS, FieldRow, TableRow, field_of, schema_of
from core.schema import TableSchema

_OF = b"""
SELECT id, wrapped, master_id, retired_at IS NOT NULL, created_at < now() FROM dataos.data_keys
 WHERE workspace_id = %s ORDER BY created_at, id
"""
_ADD = b"""
INSERT INTO dataos.data_keys (id, workspace_id, wrapped, master_id) VALUES (%s, %s, %s, %s)
ON CONFLICT (workspace_id) WHERE retired_at IS NULL DO NOTHING
"""
_RETIRE = b"UPDATE dataos.data_keys SET retired_at = now() WHERE workspace_id = %s AND retired_at IS NULL"
_HOLD = b"SELECT pg_advisory_xact_lock(hashtextextended(%s, 43))"
_OTHERS = b"""
SELECT id, workspace_id, wrapped, master_id FROM dataos.data_keys
 WHERE master_id <> %s AND (%s::text IS NULL OR workspace_id = %s) ORDER BY id FOR UPDATE
"""
_REWRAP = b"UPDATE dataos.data_keys SET wrapped = %s, master_id = %s WHERE id = %s"
_STAND = b"SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 43))"
_TABLES = b"""
SELECT DISTINCT t.id, t.number FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id
  JOIN dataos.fields f ON f.table_id = t.id
 WHERE b.workspace_id = %s AND b.purged_at IS NULL AND t.purged_at IS NULL AND t.ready AND f.purged_at IS NULL
   AND f.reveal_to IS NOT NULL ORDER BY t.number
"""
_TABLE = f"""
SELECT {TABLE_COLUMNS} FROM {TABLE_JOINS}
 WHERE t.id = %s AND t.purged_at IS NULL AND b.purged_at IS NULL AND t.ready FOR KEY SHARE OF t
""".encode()
_SEALED = f"""
SELECT {FIELD_COLUMNS} FROM dataos.fields f
 WHERE f.table_id = %s AND f.purged_at IS NULL AND f.reveal_to IS NOT NULL ORDER BY f.number
""".encode()


@dataclass(frozen=True, slots=True)
class KeyRow:
    """``settled``: it was there before this transaction began, so no rollback takes it away."""

    id: str
    wrapped: bytes
    master_id: str
    retired: bool
    settled: bool


async def keys_of(conn: AsyncConnection, workspace: str) -> list[KeyRow]:
    """Oldest first."""
    return [KeyRow(*row) for row in await (await conn.execute(_OF, [workspace])).fetchall()]


async def add(conn: AsyncConnection, key_id: str, workspace: str, wrapped: bytes, master: str) -> None:
    """Nothing where the workspace has a current key by now."""
    await conn.execute(_ADD, [key_id, workspace, wrapped, master])


async def hold(conn: AsyncConnection, workspace: str) -> None:
    """Rotations of one workspace happen one after another.

    A lock of their own: this is taken before tables are held, the workspace's row after them by whoever raises the
    policy version, so that with the row each could wait for the other.
    """
    await conn.execute(_HOLD, [workspace])


async def retire(conn: AsyncConnection, workspace: str) -> None:
    await conn.execute(_RETIRE, [workspace])


async def wrapped_by_others(
    conn: AsyncConnection, master: str, workspace: str | None
) -> Sequence[tuple[str, str, bytes, str]]:
    """(id, workspace, wrapped, master id) of the keys that this master key does not wrap; of all workspaces where none
    is named. They are held until commit."""
    rows = await (await conn.execute(_OTHERS, [master, workspace, workspace])).fetchall()
    return cast("list[tuple[str, str, bytes, str]]", rows)


async def rewrap(conn: AsyncConnection, key_id: str, wrapped: bytes, master: str) -> None:
    await conn.execute(_REWRAP, [wrapped, master, key_id])


async def stand(conn: AsyncConnection, workspace: str) -> None:
    """No rotation happens until commit: it sees what is sealed here, or this sees its key. Before tables are held."""
    await conn.execute(_STAND, [workspace])


async def tables_with_secrets(conn: AsyncConnection, workspace: str) -> list[str]:
    """Ids of the tables that have encrypted fields, of both those in the trash too: they may come back."""
    return [row[0] for row in await (await conn.execute(_TABLES, [workspace])).fetchall()]


async def sealed_table(conn: AsyncConnection, table: str) -> TableSchema | None:
    """The table with its encrypted fields only, wherever they are but purged; its columns stay until commit."""
    row = await (await conn.execute(_TABLE, [table])).fetchone()
    if row is None:
        return None
    fields = await (await conn.execute(_SEALED, [table])).fetchall()
    return schema_of(TableRow(*row), tuple(field_of(FieldRow(*each)) for each in fields))
