"""The run log as people see it: all SQL that reads it for the API."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from psycopg import AsyncConnection
from psycopg.rows import class_row

from core.errors import NotFound
from core.values import JsonValue


@dataclass(frozen=True)
class RunRow:
    id: str
    automation_id: str
    automation_name: str
    table_id: str
    table_number: int
    version: int
    status: str
    trigger_type: str
    record_key: int | None
    workflow_id: str
    error: dict[str, JsonValue] | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class StepRow:
    path: str
    step_id: str
    type: str
    status: str
    input: JsonValue
    output: JsonValue
    error: dict[str, JsonValue] | None
    started_at: datetime
    finished_at: datetime | None


_SELECT = """
SELECT r.id, r.automation_id, a.name AS automation_name, a.table_id, t.number AS table_number, r.version, r.status,
       r.trigger_type, r.record_key, r.workflow_id, r.error, r.created_at, r.started_at, r.finished_at
FROM dataos.runs r JOIN dataos.automations a ON a.id = r.automation_id JOIN dataos.tables t ON t.id = a.table_id
"""
_PAGE = f"""{_SELECT}
WHERE r.automation_id = %(automation)s AND (%(after)s::text IS NULL OR r.id < %(after)s)
ORDER BY r.id DESC LIMIT %(limit)s
"""
_LAST = f"""{_SELECT}
WHERE r.id = ANY(ARRAY(
  SELECT (SELECT max(l.id) FROM dataos.runs l WHERE l.automation_id = wanted.id) FROM unnest(%s::text[]) AS wanted(id)))
"""
_STEPS = """
SELECT path, step_id, type, status, input, output -> 'value' AS output, error, started_at, finished_at
FROM dataos.run_steps WHERE run_id = %s ORDER BY started_at, path
"""


async def page(conn: AsyncConnection, automation_id: str, *, after: str | None, limit: int) -> list[RunRow]:
    """Newest first."""
    return await _rows(conn, _PAGE, {"automation": automation_id, "after": after, "limit": limit})


async def last_of(conn: AsyncConnection, automation_ids: Collection[str]) -> dict[str, RunRow]:
    """The newest run of each automation that has one, by the automation's id."""
    return {row.automation_id: row for row in await _rows(conn, _LAST, (list(automation_ids),))}


async def get(conn: AsyncConnection, run_id: str) -> RunRow:
    """Raises NotFound."""
    found = await _rows(conn, f"{_SELECT} WHERE r.id = %s AND a.deleted_at IS NULL", (run_id,))
    if not found:
        raise NotFound("run", run_id[:100])
    return found[0]


async def steps(conn: AsyncConnection, run_id: str) -> list[StepRow]:
    """In the order in which they ran."""
    async with conn.cursor(row_factory=class_row(StepRow)) as cursor:
        await cursor.execute(_STEPS, (run_id,))
        return await cursor.fetchall()


async def _rows(
    conn: AsyncConnection, statement: LiteralString, values: Sequence[object] | dict[str, object]
) -> list[RunRow]:
    async with conn.cursor(row_factory=class_row(RunRow)) as cursor:
        await cursor.execute(statement, values)
        return await cursor.fetchall()
