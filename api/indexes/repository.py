"""SQL of ``dataos.index_uses`` and of the tables that are large enough for indexes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection

from core.values import JsonValue

_COLUMNS = "want, slow, slow_at, scans, scanned_at, dropped_at, failed_at, error"


@dataclass(frozen=True, slots=True)
class Use:
    """A row of ``dataos.index_uses``."""

    want: str
    slow: int = 0
    slow_at: datetime | None = None
    scans: int = 0
    scanned_at: datetime | None = None
    dropped_at: datetime | None = None
    failed_at: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """What PostgreSQL counts of a table; ``unvacuumed`` are rows that an index-only scan must look up."""

    records: int
    unvacuumed: int


async def list_large(conn: AsyncConnection, least: int) -> Sequence[tuple[int, int]]:
    """(number, about how many records) of ready tables of ``least`` records and more, the largest first."""
    cursor = await conn.execute(
        "SELECT t.number, c.reltuples::bigint FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
        " JOIN dataos.workspaces w ON w.id = b.workspace_id"
        " JOIN pg_class c ON c.oid = to_regclass('ws_' || w.number || '.t_' || t.number)"
        " WHERE t.ready AND t.deleted_at IS NULL AND b.deleted_at IS NULL AND w.deleted_at IS NULL"
        " AND c.reltuples >= %s ORDER BY c.reltuples DESC",
        [least],
    )
    return [(number, records) for number, records in await cursor.fetchall()]


async def activity(conn: AsyncConnection, relation: str) -> Activity:
    cursor = await conn.execute(
        "SELECT greatest(c.reltuples, 0)::bigint, coalesce(s.n_dead_tup + s.n_ins_since_vacuum, 0) FROM pg_class c"
        " LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid WHERE c.oid = to_regclass(%s)",
        [relation],
    )
    row = await cursor.fetchone()
    return Activity(0, 0) if row is None else Activity(*row)


async def list_view_configs(conn: AsyncConnection, table_id: str) -> Sequence[Mapping[str, JsonValue]]:
    """The oldest first."""
    cursor = await conn.execute(
        "SELECT config FROM dataos.views WHERE table_id = %s AND deleted_at IS NULL ORDER BY position, id LIMIT 200",
        [table_id],
    )
    return [row[0] for row in await cursor.fetchall()]


async def list_uses(conn: AsyncConnection, table_number: int) -> Sequence[Use]:
    """Those that were asked for most come first."""
    cursor = await conn.execute(
        f"SELECT {_COLUMNS} FROM dataos.index_uses WHERE table_number = %s ORDER BY slow DESC, want".encode(),
        [table_number],
    )
    return [Use(*row) for row in await cursor.fetchall()]


async def note_scans(conn: AsyncConnection, table_number: int, want: str, scans: int, now: datetime) -> None:
    """``scanned_at`` moves only when the count has changed, so it tells when the index was last of use."""
    await conn.execute(
        "INSERT INTO dataos.index_uses AS u (table_number, want, scans, scanned_at) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (table_number, want) DO UPDATE SET scans = excluded.scans, scanned_at = CASE"
        " WHEN u.scanned_at IS NULL OR u.scans <> excluded.scans THEN excluded.scanned_at ELSE u.scanned_at END,"
        " error = NULL, failed_at = NULL, dropped_at = NULL",
        [table_number, want, scans, now],
    )


async def note_dropped(conn: AsyncConnection, table_number: int, want: str, now: datetime) -> None:
    await conn.execute(
        "UPDATE dataos.index_uses SET dropped_at = %s, slow = 0, scanned_at = NULL, scans = 0"
        " WHERE table_number = %s AND want = %s",
        [now, table_number, want],
    )


async def note_failed(conn: AsyncConnection, table_number: int, want: str, error: str, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO dataos.index_uses (table_number, want, failed_at, error) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (table_number, want) DO UPDATE SET failed_at = excluded.failed_at, error = excluded.error",
        [table_number, want, now, error[:500]],
    )
