"""SQL of jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import orjson
from psycopg import AsyncConnection

from core.values import JsonValue


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        return self not in (JobStatus.QUEUED, JobStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class Job:
    """``done`` and ``total`` count records. ``spec`` is what to do, ``result`` what came of it."""

    id: str
    kind: str
    table_id: str
    field_id: str | None
    status: JobStatus
    done: int
    total: int
    spec: Mapping[str, JsonValue]
    result: Mapping[str, JsonValue] | None
    error: Mapping[str, JsonValue] | None
    created_by: int
    created_at: datetime
    finished_at: datetime | None


_COLUMNS = "id, kind, table_id, field_id, status, done, total, spec, result, error, created_by, created_at, finished_at"
_BY_ID = f"SELECT {_COLUMNS} FROM dataos.jobs WHERE id = %s".encode()
_ADD = b"""
INSERT INTO dataos.jobs (id, kind, table_id, field_id, status, total, spec, created_by)
VALUES (%s, %s, %s, %s, 'queued', %s, %s::jsonb, %s)
"""
_OF_FIELD = f"""
SELECT {_COLUMNS} FROM dataos.jobs WHERE field_id = %s AND status IN ('queued', 'running') LIMIT 1
""".encode()
_UNFINISHED = f"""
SELECT {_COLUMNS} FROM dataos.jobs WHERE status IN ('queued', 'running') ORDER BY created_at LIMIT %s
""".encode()
_PROGRESS = b"""
UPDATE dataos.jobs SET status = 'running', done = %s, spec = spec || %s::jsonb
 WHERE id = %s AND status IN ('queued', 'running') RETURNING 1
"""
_FINISH = b"""
UPDATE dataos.jobs SET status = %s, result = %s::jsonb, error = %s::jsonb, finished_at = now(),
       done = CASE WHEN %s = 'succeeded' THEN total ELSE done END
 WHERE id = %s AND status IN ('queued', 'running') RETURNING 1
"""


async def add(
    conn: AsyncConnection, *, id: str, kind: str, table: str, field: str | None, total: int,
    spec: Mapping[str, JsonValue], by: int,
) -> None:  # fmt: skip
    await conn.execute(_ADD, [id, kind, table, field, total, _json(spec), by])


async def find(conn: AsyncConnection, job_id: str) -> Job | None:
    row = await (await conn.execute(_BY_ID, [job_id])).fetchone()
    return None if row is None else _job(row)


async def unfinished_of_field(conn: AsyncConnection, field_id: str) -> Job | None:
    """The job that works on this field, if any."""
    row = await (await conn.execute(_OF_FIELD, [field_id])).fetchone()
    return None if row is None else _job(row)


async def unfinished(conn: AsyncConnection, limit: int) -> list[Job]:
    """Oldest first."""
    return [_job(row) for row in await (await conn.execute(_UNFINISHED, [limit])).fetchall()]


async def progress(conn: AsyncConnection, job_id: str, done: int, place: Mapping[str, JsonValue]) -> bool:
    """Note how far the job got; ``place`` is merged into its spec. False when it is over, by somebody's wish."""
    row = await (await conn.execute(_PROGRESS, [done, _json(place), job_id])).fetchone()
    return row is not None


async def finish(
    conn: AsyncConnection,
    job_id: str,
    status: JobStatus,
    *,
    result: Mapping[str, JsonValue] | None = None,
    error: Mapping[str, JsonValue] | None = None,
) -> bool:
    """False when it was over already."""
    values = [status.value, _json(result), _json(error), status.value, job_id]
    return await (await conn.execute(_FINISH, values)).fetchone() is not None


def _json(value: Mapping[str, JsonValue] | None) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _job(row: tuple[object, ...]) -> Job:
    key, kind, table, field, status, *rest = row
    return Job(key, kind, table, field, JobStatus(str(status)), *rest)  # pyright: ignore[reportArgumentType] - a row
