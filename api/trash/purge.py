"""What has been in the trash for longer than it is kept goes for good, a limited amount each round of upkeep.

Rows of ``dataos`` that others name (fields, tables, bases) stay, marked as purged: the feed and messages about what was
deleted still find their names. Columns, tables, pairs and records are dropped, each thing in a transaction of its own
that gives way to everybody else: what is busy waits for the next round.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from psycopg import AsyncConnection, sql
from psycopg.errors import DeadlockDetected, LockNotAvailable

from api.db import physical
from api.db.engine import Database
from api.records.sql.fragment import compiled, execute
from api.records.sql.trash import any_trashed, purge_statement
from core.errors import Unavailable

MOST_THINGS = 20
MOST_RECORDS = 20_000
_BATCH = 2_000
_ASKED = 200
_log = structlog.get_logger(__name__)

_TABLES = b"""
SELECT t.id FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id
 WHERE t.purged_at IS NULL AND (t.deleted_at < %(before)s OR b.purged_at IS NOT NULL)
 ORDER BY t.number LIMIT %(most)s
"""
_HOLD_TABLE = b"""
SELECT t.number, w.number FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id
  JOIN dataos.workspaces w ON w.id = b.workspace_id
 WHERE t.id = %(key)s AND t.purged_at IS NULL AND (t.deleted_at < %(before)s OR b.purged_at IS NOT NULL)
   FOR UPDATE OF t, b
"""
_FIELDS = b"""
SELECT f.id FROM dataos.fields f JOIN dataos.tables t ON t.id = f.table_id
 WHERE f.deleted_at < %(before)s AND f.purged_at IS NULL AND t.purged_at IS NULL
   AND NOT EXISTS (SELECT FROM dataos.field_forms m JOIN dataos.fields o ON o.id = m.field_id
                    WHERE m.config ->> 'symmetricFieldId' = f.id AND o.purged_at IS NULL
                      AND (o.deleted_at IS NULL OR o.deleted_at >= %(before)s))
 ORDER BY f.deleted_at LIMIT %(most)s
"""
_HOLD_TABLE_OF_FIELD = b"""
SELECT t.id, t.number, w.number FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id
  JOIN dataos.workspaces w ON w.id = b.workspace_id
 WHERE t.id = (SELECT f.table_id FROM dataos.fields f WHERE f.id = %(key)s) FOR UPDATE OF t
"""
_HOLD_FIELD = b"""
SELECT f.number FROM dataos.fields f
 WHERE f.id = %(key)s AND f.deleted_at < %(before)s AND f.purged_at IS NULL FOR UPDATE
"""
_FORMS = b"DELETE FROM dataos.field_forms WHERE field_id = %s RETURNING number"
_FORMS_OF_TABLE = b"""
DELETE FROM dataos.field_forms m USING dataos.fields f WHERE f.id = m.field_id AND f.table_id = %s
"""
_FORMS_OF_LINK = b"DELETE FROM dataos.field_forms WHERE type = 'link' AND config ->> 'link' = %s::text"
_LINKS_OF_TABLE = b"DELETE FROM dataos.links WHERE %(key)s IN (table_a, table_b) RETURNING number, field_a, field_b"
_LINK_OF_FIELD = b"DELETE FROM dataos.links WHERE %(key)s IN (field_a, field_b) RETURNING number, field_a, field_b"
_MARK_FIELDS = b"UPDATE dataos.fields SET purged_at = now() WHERE id = ANY(%s) AND deleted_at IS NOT NULL"
_MARK_TABLE = b"UPDATE dataos.tables SET purged_at = now(), deleted_at = coalesce(deleted_at, now()) WHERE id = %s"
_VIEWS = b"""
DELETE FROM dataos.views WHERE id IN (SELECT id FROM dataos.views WHERE deleted_at < %s ORDER BY deleted_at LIMIT %s)
"""
_BASES = b"""
UPDATE dataos.bases SET purged_at = now() WHERE id IN (
    SELECT id FROM dataos.bases WHERE deleted_at < %s AND purged_at IS NULL ORDER BY deleted_at LIMIT %s
       FOR UPDATE SKIP LOCKED)
"""
_ALL_TABLES = b"""
SELECT w.number, t.number, t.id FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id
  JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE t.purged_at IS NULL AND t.ready ORDER BY t.number
"""
_SIDES = b"""
SELECT number, 'a' FROM dataos.links WHERE table_a = %(key)s
UNION ALL SELECT number, 'b' FROM dataos.links WHERE table_b = %(key)s
"""

_Work = Callable[[AsyncConnection, str, datetime], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Purged:
    """``things`` are tables, fields, views and bases."""

    things: int = 0
    records: int = 0


async def purge(
    database: Database, before: datetime, *, things: int = MOST_THINGS, records: int = MOST_RECORDS
) -> Purged:
    """Everything that was deleted before then, up to so much of it."""
    async with database.records() as conn:
        # First, so that nobody gets a base back of which some tables are gone; those follow, in later rounds too.
        done = (await conn.execute(_BASES, [before, things])).rowcount
        for statement, work in ((_TABLES, _table), (_FIELDS, _field)):
            cursor = await conn.execute(statement, {"before": before, "most": things - done})
            for (key,) in await cursor.fetchall():
                done += await _one(conn, work, key, before)
        done += (await conn.execute(_VIEWS, [before, max(0, things - done)])).rowcount
        return Purged(done, await _records(conn, before, records))


async def _one(conn: AsyncConnection, work: _Work, key: str, before: datetime) -> bool:
    try:
        async with conn.transaction():
            await conn.execute(b"SET LOCAL lock_timeout = '2s'")
            return await work(conn, key, before)
    except (Unavailable, LockNotAvailable, DeadlockDetected):
        _log.info("left in the trash for now", thing=key)
        return False


async def _table(conn: AsyncConnection, key: str, before: datetime) -> bool:
    row = await (await conn.execute(_HOLD_TABLE, {"key": key, "before": before})).fetchone()
    if row is None:
        return False
    number, workspace = row
    await _drop_links(conn, _LINKS_OF_TABLE, key, workspace)
    await _drop(conn, workspace, f"t_{number}")
    await conn.execute(b"DELETE FROM dataos.index_uses WHERE table_number = %s", [number])
    await conn.execute(b"DELETE FROM dataos.calculations WHERE table_number = %s", [number])
    await conn.execute(_FORMS_OF_TABLE, [key])
    await conn.execute(_MARK_TABLE, [key])
    return True


async def _field(conn: AsyncConnection, key: str, before: datetime) -> bool:
    table = await (await conn.execute(_HOLD_TABLE_OF_FIELD, {"key": key})).fetchone()
    row = await (await conn.execute(_HOLD_FIELD, {"key": key, "before": before})).fetchone()
    if row is None or table is None:
        return False
    _, number, workspace = table
    former = [each for (each,) in await (await conn.execute(_FORMS, [key])).fetchall()]
    relation = f"ws_{workspace}.t_{number}"
    columns = sql.SQL(", ").join(
        sql.SQL("DROP COLUMN IF EXISTS {}").format(sql.Identifier(f"f_{each}")) for each in (row[0], *former)
    )
    statement = sql.SQL("ALTER TABLE {} {}").format(sql.Identifier(f"ws_{workspace}", f"t_{number}"), columns)
    await physical.alter(conn, relation, statement)
    await _drop_links(conn, _LINK_OF_FIELD, key, workspace)
    await conn.execute(_MARK_FIELDS, [[key]])
    return True


async def _drop_links(conn: AsyncConnection, statement: bytes, key: str, workspace: int) -> None:
    """The pairs; a field at the other end that is in the trash has nothing to come back to, and neither has one that
    was this link before it was converted."""
    for link, *ends in await (await conn.execute(statement, {"key": key})).fetchall():
        await _drop(conn, workspace, f"l_{link}")
        await conn.execute(_FORMS_OF_LINK, [str(link)])
        await conn.execute(_MARK_FIELDS, [ends])


async def _drop(conn: AsyncConnection, workspace: int, name: str) -> None:
    it = sql.Identifier(f"ws_{workspace}", name)
    await physical.alter(conn, f"ws_{workspace}.{name}", sql.SQL("DROP TABLE IF EXISTS {}").format(it))


async def _records(conn: AsyncConnection, before: datetime, most: int) -> int:
    tables = await (await conn.execute(_ALL_TABLES)).fetchall()
    ids = {number: (workspace, key) for workspace, number, key in tables}
    done = 0
    for at in range(0, len(tables), _ASKED):
        part: Sequence[tuple[int, int]] = [(workspace, number) for workspace, number, _ in tables[at : at + _ASKED]]
        cursor = await execute(conn, compiled(any_trashed(part, before)), {})
        for (number,) in await cursor.fetchall():
            workspace, key = ids[number]
            sides = await (await conn.execute(_SIDES, {"key": key})).fetchall()
            links = [(f"ws_{workspace}.l_{link}", side) for link, side in sides]
            while done < most:
                limit = min(_BATCH, most - done)
                statement = purge_statement(f"ws_{workspace}.t_{number}", links, before, limit)
                found = await (await execute(conn, compiled(statement), {})).fetchone()
                removed = 0 if found is None else int(found[0])
                done += removed
                if removed < limit:
                    break
    return done
