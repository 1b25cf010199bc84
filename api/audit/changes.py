"""Records in the audit log: entries made from the change feed, one for each act on a table.

The write path adds no statement for them, and no value is copied: an entry names the change set, whose before and after
are in the history of the records. Reading, writing and moving the cursor are one transaction, so every change is in
exactly one entry. What an act changed in more than a thousand records may be told in several entries.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from psycopg import AsyncConnection

from api.audit import repository
from api.audit.entries import Entry
from core.actor import SYSTEM, Actor, ActorKind
from core.ids import PREFIXES, encode, record_id
from core.values import JsonValue

CONSUMER = "audit"
_BATCH = 1_000
_NAMED = 20
_ACTIONS = {
    "create": "record.created",
    "update": "record.updated",
    "delete": "record.deleted",
    "restore": "record.restored",
    "import": "record.imported",
}
_HELD = b"SELECT pg_try_advisory_xact_lock(hashtext('dataos.audit.changes'))"
_READ = b"""
WITH batch AS MATERIALIZED (
  SELECT c.* FROM dataos.changes c, dataos.cursors k
   WHERE k.consumer = %s AND (c.xid, c.seq) > (k.xid, k.seq) AND c.xid < pg_snapshot_xmin(pg_current_snapshot())
   ORDER BY c.xid, c.seq LIMIT %s),
moved AS (
  UPDATE dataos.cursors k SET (xid, seq) = (SELECT b.xid, b.seq FROM batch b ORDER BY b.xid DESC, b.seq DESC LIMIT 1),
    updated_at = now() WHERE k.consumer = %s AND EXISTS (SELECT FROM batch))
SELECT b.change_set, b.table_number, b.operation, b.actor_kind, b.actor_number, b.cause, b.cause_detail,
  max(b.at), coalesce(sum((b.after ->> 'count')::bigint) FILTER (WHERE b.operation = 'import'), count(*))::bigint,
  (array_agg(b.record_key ORDER BY b.seq) FILTER (WHERE b.record_key IS NOT NULL))[1:20], u.id, u.name, a.name
  FROM batch b LEFT JOIN dataos.users u ON u.number = b.actor_number
  LEFT JOIN dataos.automations a ON a.id = b.cause_detail ->> 'automationId'
 WHERE b.operation IN ('create', 'update', 'delete', 'restore', 'import')
 GROUP BY b.change_set, b.table_number, b.operation, b.actor_kind, b.actor_number, b.cause, b.cause_detail, u.id,
  u.name, a.name
 ORDER BY min(b.seq)
"""
_LEFT = b"""
SELECT EXISTS (SELECT FROM dataos.changes c, dataos.cursors k WHERE k.consumer = %s AND (c.xid, c.seq) > (k.xid, k.seq)
  AND c.xid < pg_snapshot_xmin(pg_current_snapshot()))
"""


async def record_changes(conn: AsyncConnection, limit: int = _BATCH) -> int:
    """Entries for the next changes of the feed; how many were written, 0 while another process is at it."""
    async with conn.transaction():
        held = await (await conn.execute(_HELD)).fetchone()
        if held is None or not held[0]:
            return 0
        found = await (await conn.execute(_READ, [CONSUMER, limit, CONSUMER])).fetchall()
        await repository.add_all(conn, map(_entry, found))
    return len(found)


async def record_all(conn: AsyncConnection) -> int:
    """Until the feed is read."""
    total = 0
    while True:
        total += await record_changes(conn)
        left = await (await conn.execute(_LEFT, [CONSUMER])).fetchone()
        if left is None or not left[0]:
            return total


def _entry(row: tuple[object, ...]) -> Entry:
    change_set, table, operation, kind, number, cause, raw_detail, at, count, keys, *names = row
    detail = cast("Mapping[str, str]", raw_detail or {})
    user_id, user_name, automation_name = cast("Sequence[str | None]", names)
    named = [record_id(cast("int", table), key) for key in cast("Sequence[int]", keys or ())]
    told: dict[str, JsonValue] = {
        "changeSet": encode(PREFIXES["change_set"], cast("UUID", change_set)),
        "records": cast("int", count),
        "cause": cast("str", cause),
    }
    for name in ("automationId", "runId", "stepId", "undoes"):
        if name in detail:
            told[name] = detail[name]
    actor, on_behalf = SYSTEM, None
    if kind == ActorKind.USER:
        actor = Actor(ActorKind.USER, cast("int | None", number), user_id or "", user_name or "")
    elif kind == ActorKind.AUTOMATION:
        name = automation_name or user_name or ""
        actor = Actor(ActorKind.AUTOMATION, cast("int | None", number), detail.get("automationId", ""), name)
        on_behalf = user_id
    elif kind == ActorKind.FORM:
        actor = Actor(ActorKind.FORM, None, detail.get("linkId", ""), "")
    return Entry(
        action=_ACTIONS[cast("str", operation)],
        actor=actor,
        table_number=cast("int", table),
        targets=named[:_NAMED],
        detail=told,
        on_behalf=on_behalf,
        address=detail.get("address", ""),
        request_id=detail.get("requestId"),
        at=cast("datetime", at),
    )
