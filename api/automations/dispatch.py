"""The consumer that turns changes into runs.

One pass: read a batch of the feed → decide what fires → enter the runs in the log → start their workflows → acknowledge
the batch. Each step may be the last one before a crash, and the next pass, here or in another worker, does the rest:

* nothing entered: the same changes are read and give the same run ids;
* entered, not started: the log ignores ids it has, and every queued run among them is started;
* started, not acknowledged: Temporal refuses a workflow id it knows, for ever;
* two dispatchers at once: as above, all at the same time.

A run that was entered by a pass whose batch no longer gives it (the automation was disabled in between), or by somebody
pressing a button while Temporal was away, stays queued; ``recover`` starts those.

No automation, table or change holds the others up: whatever is wrong with one becomes a failed run (``Planner``), and
the batch is acknowledged. While the database or Temporal is away nothing is: the batch is read again.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import psycopg
import structlog

from api.access.service import Access
from api.automations.firing.ownerless import switch_off
from api.automations.firing.planner import Planner
from api.automations.guards import OWNER_LOST_ACCESS, UNEXPECTED
from api.automations.log import runs
from api.automations.log.runs import NewRun, QueuedWork
from api.automations.plans import Plans
from api.db.engine import Database
from api.outbox import feed
from api.outbox.feed import FeedRow, UnreadableRow
from api.tables.schema import Schemas
from workflows.contracts.automation_run import AutomationRunInput
from workflows.gateway import Gateway
from workflows.names import AUTOMATIONS

_log = structlog.get_logger(__name__)

READ_LIMIT = 500
STARTS_IN_FLIGHT = 20
"""Beyond that only latency grows (perf.md)."""
_RECOVER_LIMIT = 500


class Dispatch:
    def __init__(self, database: Database, access: Access, schemas: Schemas, plans: Plans, gateway: Gateway) -> None:
        self._database = database
        self._planner = Planner(database, access, schemas, plans)
        self._gateway = gateway

    async def once(self) -> int:
        """One pass; how many changes it read."""
        async with self._database.records() as conn:
            rows = await feed.read(conn, AUTOMATIONS, READ_LIMIT)
        if not rows:
            return 0
        planned = await self.plan(rows)
        await self.enter(planned)
        await self.start([run.id for run in planned if run.error is None])
        await self.acknowledge(rows[-1])
        return len(rows)

    async def plan(self, rows: Sequence[FeedRow | UnreadableRow]) -> list[NewRun]:
        return await self._planner.plan(rows)

    async def enter(self, planned: Sequence[NewRun]) -> None:
        """All in one transaction; what the database refuses to keep becomes a failed run without its details."""
        try:
            await self._enter(planned)
        except (psycopg.DataError, psycopg.IntegrityError):
            _log.exception("the log refuses a run; entering them one workflow at a time")
            together: dict[str, list[NewRun]] = {}
            for run in planned:
                together.setdefault(run.workflow_id, []).append(run)
            for group in together.values():
                await self._enter_or_fail(group)

    async def start(self, run_ids: Sequence[str]) -> None:
        """Start the workflow of every one of these runs that is still queued. Raises Unavailable."""
        if run_ids:
            async with self._database.records() as conn:
                waiting = await runs.queued(conn, run_ids)
            await self._start_all(waiting)

    async def acknowledge(self, last: FeedRow | UnreadableRow) -> None:
        async with self._database.records() as conn:
            await feed.acknowledge(conn, AUTOMATIONS, last)

    async def recover(self, *, older_than_seconds: float) -> int:
        """Start what has been queued for so long; how many workflows that were."""
        async with self._database.records() as conn:
            waiting = await runs.forgotten(conn, older_than_seconds=older_than_seconds, limit=_RECOVER_LIMIT)
        await self._start_all(waiting)
        return len(waiting)

    async def _enter(self, planned: Sequence[NewRun]) -> None:
        if planned:
            async with self._database.records() as conn, conn.transaction():
                kept = [run for run in planned if run.error != OWNER_LOST_ACCESS or await switch_off(conn, run)]
                await runs.insert(conn, kept)

    async def _enter_or_fail(self, group: Sequence[NewRun]) -> None:
        """The runs of one workflow. One whose automation was purged meanwhile has no log to stand in."""
        try:
            await self._enter(group)
        except (psycopg.DataError, psycopg.IntegrityError):
            for run in group:
                with suppress(psycopg.IntegrityError):
                    await self._enter([replace(run, context={}, error=run.error or UNEXPECTED)])

    async def _start_all(self, waiting: Sequence[QueuedWork]) -> None:
        """At the first failure the others are stopped too, before the caller hears of it and comes again."""
        turn = asyncio.Semaphore(STARTS_IN_FLIGHT)

        async def start(work: QueuedWork) -> None:
            async with turn:
                described = AutomationRunInput(
                    automation_id=work.automation_id, version=work.version, run_ids=tuple(work.run_ids)
                )
                await self._gateway.start_run(work.workflow_id, described)

        try:
            async with asyncio.TaskGroup() as group:
                for work in waiting:
                    group.create_task(start(work))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed
