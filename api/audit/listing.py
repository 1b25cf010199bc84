"""Reading the log: filtered, newest first, by keyset; or oldest first for an export."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection, sql

from api.audit.entries import INSTALLATION
from api.audit.rows import COLUMNS, Row, row_of
from api.db.engine import Database

_EXPORT_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Seen:
    """The place of an entry in a list."""

    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Filters:
    """None does not ask. ``chain`` is a workspace's id or ``INSTALLATION``; ``action`` is a name, or its beginning up
    to a dot. ``since`` is the first moment, ``until`` the first one after."""

    chain: str | None = None
    actor: str | None = None
    action: str | None = None
    target: str | None = None
    base: str | None = None
    table: str | None = None
    request: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None


_CONDITIONS: Mapping[str, str] = {
    "chain": "l.chain = %(chain)s",
    "actor": "l.actor_id = %(actor)s",
    "action": "(l.action = %(action)s OR starts_with(l.action, %(action)s || '.'))",
    "target": "l.targets @> ARRAY[%(target)s::text]",
    "base": "l.base_id = %(base)s",
    "table": "l.table_id = %(table)s",
    "request": "l.request_id = %(request)s",
    "outcome": "l.outcome = %(outcome)s",
    "since": "l.at >= %(since)s",
    "until": "l.at < %(until)s",
}


async def page(conn: AsyncConnection, filters: Filters, *, after: Seen | None, limit: int) -> list[Row]:
    """Newest first; behind ``after``."""
    return await _rows(conn, filters, after, limit, newest_first=True)


async def everything(database: Database, filters: Filters) -> AsyncIterator[Sequence[Row]]:
    """Oldest first, in pages; each has a connection for a moment only, so a slow reader holds none."""
    after: Seen | None = None
    while True:
        async with database.records() as conn:
            rows = await _rows(conn, filters, after, _EXPORT_PAGE, newest_first=False)
        if rows:
            yield rows
        if len(rows) < _EXPORT_PAGE:
            return
        after = Seen(rows[-1].at, rows[-1].seq)


async def _rows(
    conn: AsyncConnection, filters: Filters, after: Seen | None, limit: int, *, newest_first: bool
) -> list[Row]:
    values: dict[str, object] = {name: getattr(filters, name) for name in _CONDITIONS}
    parts = [_CONDITIONS[name] for name in _CONDITIONS if values[name] is not None]
    if after is not None:
        parts.append(f"(l.at, l.seq) {'<' if newest_first else '>'} (%(at)s, %(seq)s)")
        values |= {"at": after.at, "seq": after.seq}
    where = " AND ".join(parts) or "true"
    way = "DESC" if newest_first else "ASC"
    statement = (
        f"SELECT {COLUMNS} FROM dataos.audit_log l WHERE {where} ORDER BY l.at {way}, l.seq {way} LIMIT %(limit)s"
    )
    cursor = await conn.execute(sql.SQL(statement), {**values, "limit": limit})  # pyright: ignore[reportArgumentType]
    return [row_of(row) for row in await cursor.fetchall()]


def chain_of(workspace: str | None) -> str:
    return workspace or INSTALLATION
