"""The consumer that turns changes into runs.

One pass: read a batch of the feed → decide what fires → enter the runs in the log → start their workflows → acknowledge
the batch. Each step may be the last one before a crash, and the next pass, here or in another worker, does the rest:

* nothing entered: the same changes are read and give the same run ids;
* entered, not started: the log ignores ids it has, and every queued run among them is started;
* started, not acknowledged: Temporal refuses a workflow id it knows, for ever;
* two dispatchers at once: as above, all at the same time.

A run that was entered by a pass whose batch no longer gives it (the automation was disabled in between), or by somebody
pressing a button while Temporal was away, stays queued; ``recover`` starts those.
"""

import asyncio
from collections.abc import Sequence

from api.access import people
from api.access.service import Access
from api.automations.firing.active import ActiveAutomation, active
from api.automations.firing.conditions import OwnersView
from api.automations.firing.moments import moments
from api.automations.firing.ownerless import switch_off
from api.automations.firing.planning import Firing, firings, in_workflows, plan_run
from api.automations.guards import OWNER_LOST_ACCESS
from api.automations.log import runs
from api.automations.log.runs import NewRun, QueuedWork
from api.automations.plans import Plans
from api.db.engine import Database
from api.outbox import feed
from api.outbox.feed import FeedRow
from api.tables.schema import Schemas
from core.changes import Operation
from core.errors import NotFound
from core.query.people import mentioned
from core.schema import TableSchema
from workflows.contracts.automation_run import AutomationRunInput
from workflows.gateway import Gateway
from workflows.names import AUTOMATIONS

READ_LIMIT = 500
STARTS_IN_FLIGHT = 20
"""Beyond that only latency grows (perf.md)."""
_RECOVER_LIMIT = 500


class Dispatch:
    def __init__(self, database: Database, access: Access, schemas: Schemas, plans: Plans, gateway: Gateway) -> None:
        self._database = database
        self._schemas = schemas
        self._access = access
        self._plans = plans
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

    async def plan(self, rows: Sequence[FeedRow]) -> list[NewRun]:
        tables = {row.table_number for row in rows if row.change.operation is not Operation.IMPORT}
        async with self._database.records() as conn:
            found = firings(rows, await active(conn, self._plans, tables))
        by_table: dict[int, list[Firing]] = {}
        for firing in found:
            by_table.setdefault(firing.row.table_number, []).append(firing)
        planned = [run for group in by_table.values() for run in await self._plan_table(group)]
        change_sets = {run.id: row.change_set for run, row in planned}
        return in_workflows([run for run, _ in planned], change_sets)

    async def enter(self, planned: Sequence[NewRun]) -> None:
        if planned:
            async with self._database.records() as conn, conn.transaction():
                kept = [run for run in planned if run.error != OWNER_LOST_ACCESS or await switch_off(conn, run)]
                await runs.insert(conn, kept)

    async def start(self, run_ids: Sequence[str]) -> None:
        """Start the workflow of every one of these runs that is still queued. Raises Unavailable."""
        if run_ids:
            async with self._database.records() as conn:
                waiting = await runs.queued(conn, run_ids)
            await self._start_all(waiting)

    async def acknowledge(self, last: FeedRow) -> None:
        async with self._database.records() as conn:
            await feed.acknowledge(conn, AUTOMATIONS, last)

    async def recover(self, *, older_than_seconds: float) -> int:
        """Start what has been queued for so long; how many workflows that were."""
        async with self._database.records() as conn:
            waiting = await runs.forgotten(conn, older_than_seconds=older_than_seconds, limit=_RECOVER_LIMIT)
        await self._start_all(waiting)
        return len(waiting)

    async def _plan_table(self, group: Sequence[Firing]) -> list[tuple[NewRun, FeedRow]]:
        automations = {firing.automation.id: firing.automation for firing in group}
        schema = await self._schema(group[0].automation)
        if schema is None:
            return []
        views = {key: await self._view(automation) for key, automation in automations.items()}
        async with self._database.records() as conn:
            seen = await moments(conn, schema, [firing.row for firing in group])
        planned: list[tuple[NewRun, FeedRow]] = []
        for firing in group:
            moment = seen.get(firing.row.seq)
            run = None if moment is None else plan_run(firing, moment, views[firing.automation.id])
            if run is not None:
                planned.append((run, firing.row))
        return planned

    async def _schema(self, automation: ActiveAutomation) -> TableSchema | None:
        """The table as it is now; None when it went away. What this process remembers may be of last week."""
        number = automation.table_number
        remembered = self._schemas.remembered(number)
        if remembered is not None and remembered.version != automation.table_version:
            self._access.forget_table(number)
        try:
            async with self._database.records() as conn:
                return await self._schemas.by_number(conn, number)
        except NotFound:
            return None

    async def _view(self, automation: ActiveAutomation) -> OwnersView | None:
        """The table through the owner's eyes; None when they cannot see it any more."""
        if automation.owner is None:
            return None
        try:
            access = await self._access.table(automation.owner, automation.table_number)
        except NotFound:
            return None
        async with self._database.records() as conn:
            known = await people.find_people(conn, automation.workspace_id, mentioned(automation.plan.conditions))
        return OwnersView(access, known.numbers)

    async def _start_all(self, waiting: Sequence[QueuedWork]) -> None:
        turn = asyncio.Semaphore(STARTS_IN_FLIGHT)

        async def start(work: QueuedWork) -> None:
            async with turn:
                described = AutomationRunInput(
                    automation_id=work.automation_id, version=work.version, run_ids=tuple(work.run_ids)
                )
                await self._gateway.start_run(work.workflow_id, described)

        await asyncio.gather(*(start(work) for work in waiting))
