"""One table's cells under a new data key, as a job: batch by batch, each with its place in one transaction.

Two passes. A process that has not heard of the new key yet seals with the old one for some seconds; the second pass
begins when that time is over, and takes those cells too. What undo puts back later is under the key that it had then,
which is why retired keys are kept.
"""

import asyncio
from collections.abc import Callable

from psycopg import AsyncConnection

from api.db.engine import Database
from api.encryption import cells, repository
from api.encryption.vault import FRESH_SECONDS, Keys, Vault
from api.jobs import repository as jobs
from api.jobs.repository import Job, JobStatus
from api.tables.keys import last_key
from core.values import JsonValue

_SLOW = b"SET LOCAL statement_timeout = '60s'"


class ReencryptionRun:
    def __init__(self, database: Database, vault: Vault, wait: float = FRESH_SECONDS + 1) -> None:
        self._database = database
        self._vault = vault
        self._wait = wait

    async def run(self, job_id: str, stopping: Callable[[], bool] = lambda: False) -> bool:
        """Until the job is over (True), or ``stopping`` says to leave it to another. Raises Unavailable."""
        while not stopping():
            async with self._database.records() as conn, conn.transaction():
                await conn.execute(_SLOW)
                job = await jobs.find(conn, job_id)
                if job is None or job.status.over:
                    return True
                again = await self._step(conn, job)
            if again is None:
                return True
            await asyncio.sleep(again)
        return False

    async def _step(self, conn: AsyncConnection, job: Job) -> float | None:
        """One transaction's work; the seconds until the next, None when the job is over."""
        place, turn = _number(job, "place"), _number(job, "pass")
        schema = await repository.sealed_table(conn, job.table_id)
        if schema is None:
            await jobs.finish(conn, job.id, JobStatus.SUCCEEDED, result={})
            return None
        keys = await self._keys(conn, schema.workspace_id, job)
        end = await last_key(conn, schema)
        if place < end:
            upto = min(end, place + cells.BATCH)
            done, skipped = _number(job, "resealed"), _number(job, "skipped")
            for field in schema.sealed:
                found = await cells.reseal(conn, schema, field, keys, place, upto)
                done, skipped = done + found.done, skipped + (found.skipped if turn else 0)
            noted: dict[str, JsonValue] = {"place": upto, "resealed": done, "skipped": skipped}
            passed = upto * job.total // end // 2 + (job.total // 2 if turn else 0)
            return 0 if await jobs.progress(conn, job.id, passed, noted) else None
        if not turn:
            await jobs.progress(conn, job.id, job.total // 2, {"place": 0, "pass": 1})
            return self._wait
        result: dict[str, JsonValue] = {"resealed": _number(job, "resealed"), "skipped": _number(job, "skipped")}
        await jobs.finish(conn, job.id, JobStatus.SUCCEEDED, result=result)
        return None

    async def _keys(self, conn: AsyncConnection, workspace: str, job: Job) -> Keys:
        """With the key that the job was made for, or a still newer one. Raises Unavailable."""
        keys = await self._vault.sealing(conn, workspace)
        if job.spec.get("key") not in keys.by_id:
            self._vault.forget(workspace)
            keys = await self._vault.sealing(conn, workspace)
        return keys


def _number(job: Job, name: str) -> int:
    value = job.spec.get(name)
    return value if isinstance(value, int) else 0
