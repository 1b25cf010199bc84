"""Derived values that are too many for one request: noted here, worked out by a workflow.

A row of ``dataos.calculations`` is a field and which of its records are stale. It is written in the transaction that
made them stale, so it is there exactly if they are. While there is one the field is **calculating**, and so is all
that is made of it. The workflow (``workflows/recompute.py``) takes batch after batch; each is a transaction that works
out some records, what they make stale downstream, and how far it came. So a killed worker costs one batch, which is
done again; doing it again changes nothing, since only differences are written. Batches read what is there when they
run, under the same locks as writers: whoever edits meanwhile is never overwritten by older values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from psycopg import AsyncConnection

from api.records.recompute.plan import Step
from api.records.sql.fragment import execute
from api.tables.rows import LIVE, TABLE_JOINS
from core.computed.graph import Node

_DEFER = b"""
INSERT INTO dataos.calculations
  (workspace_number, table_number, field_id, own, others, downstream, logged, context, total)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s)
"""
_SIZE = b"SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass"
_TAKE = b"""
SELECT c.number, c.field_id, t.id, c.table_number, f.number, c.own, c.others, c.logged, c.context, c.after_key, c.done,
       c.total
  FROM dataos.calculations c
  JOIN dataos.tables t ON t.number = c.table_number JOIN dataos.fields f ON f.id = c.field_id
 WHERE c.number = %s FOR UPDATE OF c
"""
_PROGRESS = b"""
UPDATE dataos.calculations SET after_key = %s, done = done + %s, total = greatest(total, done + %s) WHERE number = %s
"""
_DROP = b"DELETE FROM dataos.calculations WHERE number = %s"
_OF_FIELD = f"{TABLE_JOINS} JOIN dataos.fields f ON f.table_id = t.id"
_PUT_AWAY = f"f.purged_at IS NULL AND NOT (f.deleted_at IS NULL AND {LIVE})"
_WAITING = f"""
SELECT c.number FROM dataos.calculations c
 WHERE NOT EXISTS (SELECT FROM {_OF_FIELD} WHERE f.id = c.field_id AND {_PUT_AWAY}) ORDER BY c.number LIMIT %s
""".encode()
_IN_TRASH = f"SELECT EXISTS (SELECT FROM {_OF_FIELD} WHERE f.id = %s AND {_PUT_AWAY})".encode()


@dataclass(frozen=True, slots=True)
class Calculation:
    """``others`` None: all records of the table. ``slots``: what change rows say of the act that made them stale."""

    number: int
    field_id: str
    table_id: str
    node: Node
    own: list[int]
    others: list[int] | None
    logged: bool
    slots: Mapping[str, object]
    after: int
    done: int
    total: int


async def defer(
    conn: AsyncConnection,
    step: Step,
    own: Sequence[int],
    others: Sequence[int] | None,
    slots: Mapping[str, object],
    *,
    logged: bool,
) -> None:
    """Note that these records of the step's field are stale."""
    if others is None:
        cursor = await conn.execute(_SIZE, [step.schema.relation])
    else:
        sources = {"own": list(own), "others": list(others)}
        cursor = await execute(conn, step.size, sources)
    [(total,)] = await cursor.fetchall()
    values = [
        step.schema.workspace_number,
        step.node.table,
        step.field.id,
        list(own),
        None if others is None else list(others),
        list(step.downstream),
        logged,
        orjson.dumps(slots, default=str).decode(),
        total,
    ]
    await conn.execute(_DEFER, values)


async def take(conn: AsyncConnection, number: int) -> Calculation | None:
    """The calculation, held until commit; None when it is done."""
    row = await (await conn.execute(_TAKE, [number])).fetchone()
    if row is None:
        return None
    found, field_id, table_id, table, field, own, others, logged, context, after, done, total = row
    slots = {**context, "change_set": UUID(context["change_set"]) if context["change_set"] else None}
    return Calculation(found, field_id, table_id, Node(table, field), own, others, logged, slots, after, done, total)


async def in_trash(conn: AsyncConnection, field: str) -> bool:
    """Whether the field, its table or its base is, and may come back."""
    row = await (await conn.execute(_IN_TRASH, [field])).fetchone()
    return row is not None and bool(row[0])


async def progress(conn: AsyncConnection, number: int, after: int, more: int) -> None:
    await conn.execute(_PROGRESS, [after, more, more, number])


async def drop(conn: AsyncConnection, number: int) -> None:
    await conn.execute(_DROP, [number])


async def waiting(conn: AsyncConnection, limit: int) -> list[int]:
    """Calculations that are not done, oldest first, but for those of fields in the trash, which wait there with them:
    their columns hold what is not true any more."""
    return [row[0] for row in await (await conn.execute(_WAITING, [limit])).fetchall()]
