"""Months that are old enough are dropped whole; an anchor keeps the end of every chain in them."""

import re
from dataclasses import dataclass
from datetime import date

from psycopg import AsyncConnection, sql
from psycopg.errors import LockNotAvailable, UndefinedTable

_PARTITIONS = b"""
SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
 WHERE i.inhparent = 'dataos.audit_log'::regclass ORDER BY c.relname
"""
_MONTH = re.compile(r"audit_log_(\d{4})_(\d{2})")


@dataclass(frozen=True, slots=True)
class Dropped:
    month: str
    entries: int


async def drop_old(conn: AsyncConnection, *, today: date, months: int) -> list[Dropped]:
    """Drop the months that ended ``months`` whole months before this one. Nothing that waits to be sealed is dropped:
    the next round finds it sealed. A clock that runs ahead drops nothing: the database's must agree."""
    row = await (await conn.execute(b"SELECT least(%s, (now() AT TIME ZONE 'UTC')::date)", [today])).fetchone()
    today = today if row is None else row[0]
    oldest = today.year * 12 + today.month - 1 - months
    dropped: list[Dropped] = []
    for (name,) in await (await conn.execute(_PARTITIONS)).fetchall():
        found = _MONTH.fullmatch(name)
        if found is None or int(found[1]) * 12 + int(found[2]) - 1 >= oldest:
            continue
        entries = await _drop(conn, name, f"{found[1]}-{found[2]}")
        if entries is not None:
            dropped.append(Dropped(f"{found[1]}-{found[2]}", entries))
    return dropped


async def _drop(conn: AsyncConnection, name: str, month: str) -> int | None:
    """How many entries went; None when it has to wait."""
    relation = sql.Identifier("dataos", name)
    try:
        async with conn.transaction():
            await conn.execute(b"SET LOCAL lock_timeout = '1s'")
            await conn.execute(sql.SQL("LOCK TABLE dataos.audit_log, {} IN ACCESS EXCLUSIVE MODE").format(relation))
            counted = sql.SQL("SELECT count(*), count(*) FILTER (WHERE hash IS NULL) FROM {}").format(relation)
            row = await (await conn.execute(counted)).fetchone()
            if row is None or row[1] > 0:
                return None
            anchored = sql.SQL(
                "INSERT INTO dataos.audit_anchors (chain, position, hash, month, entries)"
                " SELECT DISTINCT ON (l.chain) l.chain, l.position, l.hash, {month},"
                " count(*) OVER (PARTITION BY l.chain) FROM {relation} l ORDER BY l.chain, l.position DESC"
                " ON CONFLICT DO NOTHING"
            )
            await conn.execute(anchored.format(month=sql.Literal(month), relation=relation))
            await conn.execute(sql.SQL("DROP TABLE {}").format(relation))
            return int(row[0])
    except (LockNotAvailable, UndefinedTable):
        # Somebody reads it, or another worker was faster.
        return None
