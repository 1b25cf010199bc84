"""SQL of run steps: the lock that makes a step happen once, and its entry in the log."""

from dataclasses import dataclass

from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from core.values import JsonValue


@dataclass(frozen=True)
class OpenStep:
    """``outcome`` is what the step came to when an earlier attempt already succeeded, else None."""

    outcome: JsonValue


_OPEN = """
INSERT INTO dataos.run_steps AS s (run_id, path, step_id, type, status, started_at)
VALUES (%s, %s, %s, %s, 'running', clock_timestamp())
ON CONFLICT (run_id, path) DO UPDATE SET attempt = s.attempt + 1
RETURNING CASE WHEN status = 'succeeded' THEN output -> 'outcome' END
"""
_SUCCEED = """
UPDATE dataos.run_steps SET status = 'succeeded', input = %s, output = %s, error = NULL, finished_at = clock_timestamp()
WHERE run_id = %s AND path = %s
"""
_FAIL = """
INSERT INTO dataos.run_steps AS s (run_id, path, step_id, type, status, input, error, started_at, finished_at)
VALUES (%(run)s, %(path)s, %(step)s, %(type)s, 'failed', %(input)s, %(error)s, clock_timestamp(), clock_timestamp())
ON CONFLICT (run_id, path) DO UPDATE
SET status = 'failed', error = excluded.error, input = coalesce(excluded.input, s.input),
    finished_at = clock_timestamp()
WHERE s.status <> 'succeeded'
"""
_OUTCOME = "SELECT output -> 'outcome' FROM dataos.run_steps WHERE run_id = %s AND path = %s AND status = 'succeeded'"
_FAIL_LATER = """
UPDATE dataos.run_steps SET status = 'failed', error = %s, finished_at = clock_timestamp()
WHERE run_id = %s AND path = %s
"""
_ERROR = """
SELECT step_id, error ->> 'code', error ->> 'message' FROM dataos.run_steps
WHERE run_id = %s AND path = %s AND status = 'failed'
"""


async def open_step(conn: AsyncConnection, run_id: str, path: str, step_id: str, type: str) -> OpenStep:
    """Take the step for this transaction; whoever else tries waits for its end."""
    row = await (await conn.execute(_OPEN, (run_id, path, step_id, type))).fetchone()
    return OpenStep(row[0] if row else None)


async def succeed(
    conn: AsyncConnection, run_id: str, path: str, *, input: JsonValue, output: JsonValue, outcome: JsonValue
) -> None:
    """``output`` is what later steps refer to, ``outcome`` what the workflow is told, now and if it asks again."""
    log = {"value": output, "outcome": outcome}
    await conn.execute(_SUCCEED, (Jsonb(input), Jsonb(log), run_id, path))


async def fail(
    conn: AsyncConnection,
    *,
    run_id: str,
    path: str,
    step_id: str,
    type: str,
    code: str,
    message: str,
    input: JsonValue = None,
) -> bool:
    """False when the step succeeded meanwhile, which stays."""
    values = {
        "run": run_id,
        "path": path,
        "step": step_id,
        "type": type,
        "input": None if input is None else Jsonb(input),
        "error": Jsonb({"code": code, "message": message}),
    }
    return (await conn.execute(_FAIL, values)).rowcount == 1


async def outcome(conn: AsyncConnection, run_id: str, path: str) -> JsonValue:
    """What a step that succeeded came to; None while it has not."""
    row = await (await conn.execute(_OUTCOME, (run_id, path))).fetchone()
    return row[0] if row else None


async def failure(conn: AsyncConnection, run_id: str, path: str) -> tuple[str, str, str] | None:
    """(step id, code, message) of a step that failed."""
    return await (await conn.execute(_ERROR, (run_id, path))).fetchone()


async def fail_succeeded(conn: AsyncConnection, run_id: str, path: str, code: str, message: str) -> None:
    """A step whose own part went well, but whose message could not be delivered afterwards."""
    await conn.execute(_FAIL_LATER, (Jsonb({"code": code, "message": message}), run_id, path))
