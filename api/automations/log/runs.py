"""The run log: what the dispatcher and the workflow write. ``reading`` is what people see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from api.automations.guards import RunError
from core.values import JsonValue

UNFINISHED = ("queued", "running", "waiting")


@dataclass(frozen=True)
class NewRun:
    """``context`` is the trigger's record as of its change; with an ``error`` the run failed before it began."""

    id: str
    automation_id: str
    version: int
    trigger_type: str
    workflow_id: str
    record_key: int | None = None
    context: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    depth: int = 0
    change_seq: int | None = None
    error: RunError | None = None


@dataclass(frozen=True)
class QueuedWork:
    """The runs of one workflow that has yet to begin."""

    workflow_id: str
    automation_id: str
    version: int
    run_ids: list[str]


@dataclass(frozen=True)
class OpenRuns:
    """The unfinished runs of one workflow: those it has yet to begin, and those that run or wait."""

    workflow_id: str
    queued: list[str]
    begun: list[str]


_INSERT = """
INSERT INTO dataos.runs (id, automation_id, version, status, trigger_type, record_key, context, depth, change_seq,
                         workflow_id, error, finished_at)
SELECT r.id, r.automation_id, r.version, CASE WHEN r.error IS NULL THEN 'queued' ELSE 'failed' END, r.trigger_type,
       r.record_key, r.context, r.depth, r.change_seq, r.workflow_id, r.error,
       CASE WHEN r.error IS NULL THEN NULL ELSE now() END
FROM jsonb_to_recordset(%s) AS r(id text, automation_id text, version int, trigger_type text, record_key bigint,
     context jsonb, depth smallint, change_seq bigint, workflow_id text, error jsonb)
ON CONFLICT (id) DO NOTHING
"""
_WORK = """
SELECT workflow_id, min(automation_id) AS automation_id, min(version) AS version, array_agg(id ORDER BY id) AS run_ids
FROM dataos.runs
WHERE status = 'queued' AND {which}
GROUP BY workflow_id ORDER BY min(id) LIMIT %(limit)s
"""
_WORK_OF = _WORK.format(which="workflow_id = ANY(SELECT workflow_id FROM dataos.runs WHERE id = ANY(%(ids)s))")
_WORK_WAITING = _WORK.format(which="created_at < now() - make_interval(secs => %(seconds)s)")
_SAMPLE_OPEN = """
SELECT workflow_id, coalesce(array_agg(id) FILTER (WHERE status = 'queued'), '{}') AS queued,
       coalesce(array_agg(id) FILTER (WHERE status <> 'queued'), '{}') AS begun
FROM dataos.runs
WHERE status IN ('queued', 'running', 'waiting') AND coalesce(started_at, created_at) < %s
GROUP BY workflow_id ORDER BY random() LIMIT %s
"""
_BEGIN = """
WITH begun AS (
  UPDATE dataos.runs SET status = 'running', started_at = coalesce(started_at, clock_timestamp())
  WHERE id = ANY(%s) AND status IN ('queued', 'running') RETURNING id
)
SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM begun
"""
_HOLD = "SELECT status FROM dataos.runs WHERE id = %s FOR SHARE"
_FINISH = """
UPDATE dataos.runs SET status = %(status)s, finished_at = clock_timestamp(), error = %(error)s
WHERE id = %(id)s AND status IN ('queued', 'running', 'waiting')
"""


async def insert(conn: AsyncConnection, runs: Sequence[NewRun]) -> None:
    """Enter runs; one that is entered already stays as it is. All of a workflow's runs come in one call."""
    if runs:
        rows = [{**asdict(run), "error": error_json(run.error)} for run in runs]
        await conn.execute(_INSERT, (Jsonb(rows),))


async def queued(conn: AsyncConnection, run_ids: Sequence[str]) -> list[QueuedWork]:
    """The workflows to start for these runs, each with all its queued runs."""
    async with conn.cursor(row_factory=class_row(QueuedWork)) as cursor:
        await cursor.execute(_WORK_OF, {"ids": list(run_ids), "limit": None})
        return await cursor.fetchall()


async def forgotten(conn: AsyncConnection, *, older_than_seconds: float, limit: int) -> list[QueuedWork]:
    """Workflows whose runs have waited for so long that nobody may have started them; oldest first."""
    async with conn.cursor(row_factory=class_row(QueuedWork)) as cursor:
        await cursor.execute(_WORK_WAITING, {"seconds": older_than_seconds, "limit": limit})
        return await cursor.fetchall()


async def sample_open(conn: AsyncConnection, *, before: datetime, limit: int) -> list[OpenRuns]:
    """Unfinished runs from before this time: any, so that runs that take days cannot hide the others behind them."""
    async with conn.cursor(row_factory=class_row(OpenRuns)) as cursor:
        await cursor.execute(_SAMPLE_OPEN, (before, limit))
        return await cursor.fetchall()


async def begin(conn: AsyncConnection, run_ids: Sequence[str]) -> list[str]:
    """Mark them as running; gives those that are neither finished nor cancelled."""
    row = await (await conn.execute(_BEGIN, (list(run_ids),))).fetchone()
    return [] if row is None else row[0]


async def hold(conn: AsyncConnection, run_id: str) -> bool:
    """Keep an open entry from being closed until this transaction ends; False when it is closed already."""
    row = await (await conn.execute(_HOLD, (run_id,))).fetchone()
    return row is not None and row[0] in UNFINISHED


async def finish(conn: AsyncConnection, run_id: str, status: str, error: RunError | None) -> bool:
    """Close the entry; False when it was closed before."""
    values = {"id": run_id, "status": status, "error": None if error is None else Jsonb(error_json(error))}
    return (await conn.execute(_FINISH, values)).rowcount == 1


def error_json(error: RunError | None) -> JsonValue:
    """The error as the log keeps it and the wire shows it."""
    return None if error is None else {"code": error.code, "message": error.message, "stepId": error.step_id}
