"""Is the process alive, and can it do its work?

The worker is asked about through Temporal, so one that was killed counts as there for up to ten seconds more. That
compares Temporal's clock with this machine's, which must agree within two seconds (NTP): see ``workflows.liveness``.
"""

import asyncio
from collections.abc import Awaitable
from typing import Annotated, Literal

from fastapi import APIRouter, Response, status

from api.db import migrate
from api.db.engine import Database
from api.http.body import Answer
from api.http.deps import Db, Provided
from api.kit import clock
from api.kit.storage import BlobStore
from core.errors import Unavailable
from workflows.gateway import Gateway

VERSION = "0.1.0"
_PATIENCE_SECONDS = 3.0

router = APIRouter(tags=["health"])


class Check(Answer):
    """``ms`` is how long the answer took; ``error`` says what is wrong and what to do."""

    ok: bool
    ms: int
    error: str | None = None


class HealthAnswer(Answer):
    status: Literal["ok"] = "ok"
    version: str


class Checks(Answer):
    database: Check
    migrations: Check
    temporal: Check
    worker: Check
    files: Check


class ReadyAnswer(Answer):
    """Ready needs the database and its migrations; without Temporal or a worker only automations wait, and without the
    store of files only those cannot be had."""

    status: Literal["ready", "starting"]
    degraded: bool
    checks: Checks


@router.get("/health")
async def health() -> HealthAnswer:
    """The process is alive."""
    return HealthAnswer(version=VERSION)


@router.get("/ready", responses={503: {"model": ReadyAnswer, "description": "Not ready yet."}})
async def ready(
    response: Response,
    database: Db,
    gateway: Annotated[Gateway, Provided(Gateway)],
    store: Annotated[BlobStore, Provided(BlobStore)],
) -> ReadyAnswer:
    """Every part that this process needs, one by one."""
    found = await asyncio.gather(
        _timed(_database(database)),
        _timed(_migrations(database)),
        _timed(_temporal(gateway)),
        _timed(_worker(gateway)),
        _timed(store.fault()),
    )
    checks = Checks(database=found[0], migrations=found[1], temporal=found[2], worker=found[3], files=found[4])
    works = checks.database.ok and checks.migrations.ok
    if not works:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    degraded = not (checks.temporal.ok and checks.worker.ok and checks.files.ok)
    return ReadyAnswer(status="ready" if works else "starting", degraded=degraded, checks=checks)


async def _timed(check: Awaitable[str | None]) -> Check:
    """``check`` answers what is wrong, None when all is well."""
    started = clock.monotonic()
    try:
        error = await asyncio.wait_for(check, _PATIENCE_SECONDS)
    except TimeoutError:
        error = f"no answer within {_PATIENCE_SECONDS:g} seconds"
    except Unavailable as unavailable:
        error = unavailable.detail
    return Check(ok=error is None, ms=round((clock.monotonic() - started) * 1000), error=error)


async def _database(database: Database) -> str | None:
    async with database.records() as conn:
        await conn.execute("SELECT 1")
    return None


async def _migrations(database: Database) -> str | None:
    async with database.records() as conn:
        there = await (await conn.execute("SELECT to_regclass('dataos.alembic_version') IS NOT NULL")).fetchone()
        if there is None or not there[0]:
            return "the database is empty: run `dataos migrate`"
        row = await (await conn.execute("SELECT version_num FROM dataos.alembic_version")).fetchone()
    head = await asyncio.to_thread(migrate.head)
    if row is None or row[0] != head:
        return f"the database is at {row[0] if row else 'nothing'}, this release needs {head}: run `dataos migrate`"
    return None


async def _temporal(gateway: Gateway) -> str | None:
    return None if await gateway.healthy() else "Temporal does not answer; automations wait until it does"


async def _worker(gateway: Gateway) -> str | None:
    return None if await gateway.polled() else "no worker asks for work; automations wait until one does"
