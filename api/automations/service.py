"""Rules of automations.

Editors of the base see automations and their runs, and press the button of manual ones (``pressing``); creators write
them and run any by hand. A run acts as the automation's owner with the role they have at that moment. The owner is
whoever published it last: so nobody can make somebody else's automation do what they could not do themselves.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.repository import TableGrant
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.automations import repository
from api.automations.answers import tables_in, tables_of
from api.automations.compiling import Compiler
from api.automations.firing import moments
from api.automations.log import reading, runs
from api.automations.log.reading import RunRow, StepRow
from api.automations.log.runs import NewRun
from api.automations.plans import Plans, UnreadablePlan
from api.automations.pressing import find_button
from api.automations.repository import Definition, StoredAutomation
from api.automations.sight import Sight, masked_steps, named
from api.db.engine import Database, WriteSession
from api.kit import clock
from api.kit.newid import new_id
from api.records import read
from api.tables.schema import Schemas
from core.access.levels import TableLevel
from core.access.roles import BaseRole
from core.errors import Forbidden, Invalid, LimitExceeded, NotFound, Unavailable
from core.ids import PREFIXES, is_id, parse_record_id
from core.schema import TableSchema
from core.triggers import TriggerType
from workflows.contracts.automation_run import AutomationRunInput
from workflows.gateway import Gateway
from workflows.language.model import parse_definition
from workflows.language.plan import Plan

MAX_PER_TABLE = 100


@dataclass(frozen=True)
class SeenAutomation:
    automation: StoredAutomation
    last_run: RunRow | None


@dataclass(frozen=True)
class SeenRun:
    """``schemas`` are those of the tables whose records its steps gave, by number; no ``plan``: it cannot be read."""

    run: RunRow
    steps: Sequence[StepRow]
    plan: Plan | None
    schemas: dict[int, TableSchema]


class Automations:
    def __init__(self, database: Database, access: Access, schemas: Schemas, plans: Plans, gateway: Gateway) -> None:
        self._database = database
        self._access = access
        self._schemas = schemas
        self._plans = plans
        self._gateway = gateway
        self._compiler = Compiler(access, schemas)

    async def list_of_table(self, user: CurrentUser, table_id: str) -> list[SeenAutomation]:
        grant = await self._access.table_now(user, table_id, BaseRole.EDITOR)
        async with self._database.records() as conn:
            found = await repository.list_of_table(conn, grant.id)
            last = await reading.last_of(conn, [item.id for item in found])
            sight = await self._sight(conn, user, grant, found)
            shown = await sight.runs(conn, list(last.values()))
        by_automation = {row.automation_id: row for row in shown}
        return [SeenAutomation(sight.automation(item), by_automation.get(item.id)) for item in found]

    async def create(
        self, session: WriteSession, user: CurrentUser, table_id: str, name: str, draft: Definition
    ) -> SeenAutomation:
        """Raises Invalid for a definition of the wrong shape; names are checked when it is published."""
        grant = await self._access.table_now(user, table_id, BaseRole.CREATOR)
        parse_definition(draft)
        automation_id = new_id("aut")
        conn = await self._database.driver(session)
        if await repository.count_of_table(conn, grant.id) >= MAX_PER_TABLE:
            raise LimitExceeded(
                "too_many_automations",
                f"A table has at most {MAX_PER_TABLE} automations. Delete one first.",
                "tableId",
            )
        await repository.add(
            conn, automation_id=automation_id, table_id=grant.id, owner_number=user.number, name=name, draft=draft
        )
        return SeenAutomation(await repository.get(conn, automation_id), None)

    async def _sight(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        grant: TableGrant,
        about: Sequence[StoredAutomation] = (),
        *drafts: Definition,
    ) -> Sight:
        """With the tables that these definitions name."""
        own = await self._access.current(user, grant.number, conn)
        others: dict[str | int, TableAccess | None] = {}
        if not grant.base.rights.plain:
            definitions = [*drafts, *(each for item in about for each in (item.draft, item.published) if each)]
            for key in sorted(set[str | int]().union(*map(named, definitions)), key=str):
                others[key] = None
                with suppress(NotFound):
                    others[key] = await self._access.current(user, key, conn)
        return Sight(own, others)

    async def get(self, user: CurrentUser, automation_id: str) -> SeenAutomation:
        automation, grant = await self._open(user, automation_id, BaseRole.EDITOR)
        async with self._database.records() as conn:
            return await self._seen(conn, user, automation.id, grant)

    async def update(
        self, session: WriteSession, user: CurrentUser, automation_id: str, name: str | None, changes: Definition
    ) -> SeenAutomation:
        """``changes`` replace those parts of the draft. Raises Invalid."""
        automation, grant = await self._open(user, automation_id, BaseRole.CREATOR)
        conn = await self._database.driver(session)
        draft = {**await repository.lock_draft(conn, automation.id), **changes}
        parse_definition(draft)
        await repository.update(conn, automation.id, name=name, draft=draft if changes else None)
        return await self._seen(conn, user, automation.id, grant)

    async def publish(self, session: WriteSession, user: CurrentUser, automation_id: str) -> SeenAutomation:
        """Check the draft, make it the version that fires, and act as ``user`` from now on. Raises Invalid."""
        automation, grant = await self._open(user, automation_id, BaseRole.CREATOR)
        _check_not_narrowed(grant)
        others = await self._compiler.neighbours(user, automation.draft)
        conn = await self._database.driver(session)
        version = await self._version_of_draft(conn, user, grant, others, automation.id)
        await repository.publish(conn, automation.id, version=version, owner_number=user.number)
        return await self._seen(conn, user, automation.id, grant)

    async def disable(self, session: WriteSession, user: CurrentUser, automation_id: str) -> SeenAutomation:
        """It fires no more; runs that are under way go on."""
        automation, grant = await self._open(user, automation_id, BaseRole.CREATOR)
        conn = await self._database.driver(session)
        await repository.disable(conn, automation.id)
        return await self._seen(conn, user, automation.id, grant)

    async def delete(self, session: WriteSession, user: CurrentUser, automation_id: str) -> None:
        automation, _ = await self._open(user, automation_id, BaseRole.CREATOR)
        await repository.delete(await self._database.driver(session), automation.id)

    async def run(
        self, session: WriteSession, user: CurrentUser, automation_id: str, record_id: str | None
    ) -> AutomationRunInput:
        """A run of the published version by hand, on a record of its table or on none; ``start`` it after the commit.

        A draft that was never published runs for creators, who become its owner as by publishing. What is published
        acts as its owner: whoever may not build here, or does not see all of the table, has its button only. Raises
        NotFound for the record, Invalid for a draft with faults, Forbidden and Conflict for what ``pressing`` refuses.
        """
        automation, grant = await self._open(user, automation_id, BaseRole.EDITOR)
        _check_not_narrowed(grant)
        others: set[int] = set()
        draft = automation.published_version is None and grant.level.covers(TableLevel.ADMIN)
        if draft:
            others = await self._compiler.neighbours(user, automation.draft)
        run_id = new_id("run")
        conn = await self._database.driver(session)
        version, button = automation.published_version, None
        if not draft and not await self._free(conn, user, grant):
            button = await find_button(conn, self._access, self._plans, automation, grant.number)
            version = button.automation.version
        if version is None:
            version = await self._version_of_draft(conn, user, grant, others, automation.id)
            await repository.set_owner(conn, automation.id, user.number)
        record_key, context = None, {"actor": user.number}
        if record_id is not None:
            record_key = self._key(record_id, grant)
            moment = await moments.present(conn, await self._schemas.fresh(conn, grant.number), record_key)
            seen = await self._access.current(user, grant.number, conn)
            if moment is None or record_key not in await read.readable(conn, seen, [record_key]):
                raise NotFound("record", record_id)
            if button is not None:
                button.require_met(moment, clock.now())
            context |= moment.as_json()
        run = NewRun(
            id=run_id,
            automation_id=automation.id,
            version=version,
            trigger_type=TriggerType.MANUAL.value,
            workflow_id=run_id,
            record_key=record_key,
            context=context,
        )
        await runs.insert(conn, [run])
        return AutomationRunInput(automation_id=automation.id, version=version, run_ids=(run_id,))

    async def _free(self, conn: AsyncConnection, user: CurrentUser, grant: TableGrant) -> bool:
        """Whether the person may start what was published as they like, since they see all that it may tell of."""
        return grant.level.covers(TableLevel.ADMIN) and (await self._sight(conn, user, grant)).whole

    async def start(self, work: AutomationRunInput) -> None:
        """What ``run`` gave. While Temporal is away it waits, and the dispatcher starts it later."""
        with suppress(Unavailable):
            await self._gateway.start_run(work.run_ids[0], work)

    async def list_runs(self, user: CurrentUser, automation_id: str, *, after: str | None, limit: int) -> list[RunRow]:
        automation, grant = await self._open(user, automation_id, BaseRole.EDITOR)
        async with self._database.records() as conn:
            found = await reading.page(conn, automation.id, after=after, limit=limit)
            return await (await self._sight(conn, user, grant)).runs(conn, found)

    async def get_run(self, user: CurrentUser, run_id: str) -> SeenRun:
        run, grant = await self._open_run(user, run_id, BaseRole.EDITOR)
        async with self._database.records() as conn:
            steps = await reading.steps(conn, run.id)
            plan = None
            with suppress(UnreadablePlan):
                plan = await self._plans.get(conn, run.automation_id, run.version)
            schemas: dict[int, TableSchema] = {}
            for number in tables_of(steps):
                with suppress(NotFound):
                    schemas[number] = await self._schemas.fresh(conn, number)
            sight = await self._sight(conn, user, grant)
            whole = grant.base.rights.plain
            if not whole and sight.whole and plan is not None:
                whole = await self._whole(conn, user, tables_of(steps) | tables_in(plan))
            [run] = await sight.runs(conn, [run])
        return SeenRun(run, steps if whole else masked_steps(steps), plan, schemas)

    async def _whole(self, conn: AsyncConnection, user: CurrentUser, tables: set[int]) -> bool:
        """Whether nothing of these tables is hidden from the person."""
        try:
            return all([Sight(await self._access.current(user, number, conn)).whole for number in sorted(tables)])
        except NotFound:
            return False

    async def cancel_run(self, session: WriteSession, user: CurrentUser, run_id: str) -> str | None:
        """No further step is begun; what was done stays. A finished run is left alone.

        Gives the workflow to ``stop`` after the commit, if the run has one of its own.
        """
        run, _ = await self._open_run(user, run_id, BaseRole.EDITOR)
        closed = await runs.finish(await self._database.driver(session), run.id, "cancelled", None)
        return run.workflow_id if closed and run.workflow_id == run.id else None

    async def stop(self, workflow_id: str) -> None:
        with suppress(Unavailable):  # its next step finds the entry closed and stops
            await self._gateway.cancel(workflow_id)

    async def _version_of_draft(
        self, conn: AsyncConnection, user: CurrentUser, grant: TableGrant, others: set[int], automation_id: str
    ) -> int:
        draft = await repository.lock_draft(conn, automation_id)
        try:
            plan = await self._compiler.plan(conn, grant, others, draft)
        except Invalid as refused:
            raise (await self._sight(conn, user, grant, (), draft)).refusal(refused) from None
        return await repository.add_version(
            conn, automation_id, definition=draft, plan=plan.model_dump(mode="json"), by=user.number
        )

    async def _seen(
        self, conn: AsyncConnection, user: CurrentUser, automation_id: str, grant: TableGrant
    ) -> SeenAutomation:
        automation = await repository.get(conn, automation_id)
        sight, last = await self._sight(conn, user, grant, [automation]), await reading.last_of(conn, [automation_id])
        runs = await sight.runs(conn, list(last.values()))
        return SeenAutomation(sight.automation(automation), runs[0] if runs else None)

    async def _open(
        self, user: CurrentUser, automation_id: str, needed: BaseRole
    ) -> tuple[StoredAutomation, TableGrant]:
        """Raises NotFound ``automation_not_found``, Forbidden."""
        _require_id("automation", automation_id)
        async with self._database.records() as conn:
            automation = await repository.get(conn, automation_id)
        try:
            grant = await self._access.table_now(user, automation.table_id, needed)
        except NotFound as error:
            raise NotFound("automation", automation_id) from error
        return automation, grant

    async def _open_run(self, user: CurrentUser, run_id: str, needed: BaseRole) -> tuple[RunRow, TableGrant]:
        """Raises NotFound ``run_not_found``, Forbidden."""
        _require_id("run", run_id)
        async with self._database.records() as conn:
            run = await reading.get(conn, run_id)
        try:
            grant = await self._access.table_now(user, run.table_id, needed)
        except NotFound as error:
            raise NotFound("run", run_id) from error
        return run, grant

    def _key(self, record_id: str, grant: TableGrant) -> int:
        ref = parse_record_id(record_id)
        if ref.table != grant.number:
            raise NotFound("record", record_id)
        return ref.key


def _check_not_narrowed(grant: TableGrant) -> None:
    """A run acts as the whole person. Raises Forbidden ``token_narrowed``."""
    if grant.base.rights.narrowed:
        raise Forbidden(
            "Automations act as the whole person, and this access token is limited by bases, grants or rules. Use one"
            " that is not.",
            "token_narrowed",
        )


def _require_id(noun: str, key: str) -> None:
    """A malformed id names nothing, and must not reach the database."""
    if not is_id(PREFIXES[noun], key):
        raise NotFound(noun, key[:100])
