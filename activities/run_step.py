"""One step of a run, exactly once.

Everything a step does happens in one transaction that begins by taking the step's row in the run log: whoever else
tries waits, and finds the outcome of the one that committed. A worker that dies before the commit has done nothing;
one that dies after it is asked again by Temporal and answers from the row.

A step acts as the automation's owner with the role they have at that moment. A DomainError is the step's failure: it is
noted in a transaction of its own and not tried again.
"""

from typing import assert_never

import structlog
from psycopg import AsyncConnection
from temporalio import activity

from activities import scope
from activities.deps import ActivityDeps
from activities.errors import final, told_to_temporal
from activities.secrets import secrets_of
from activities.steps.branch import branch
from activities.steps.condition import condition
from activities.steps.context import StepContext, StepDone, StepLog
from activities.steps.create_record import create_record
from activities.steps.send_email import send_email
from activities.steps.send_notification import send_notification
from activities.steps.update_record import update_record
from api.access import people
from api.access.service import TableAccess
from api.automations.guards import OWNER_LOST_ACCESS
from api.automations.log import runs, steps
from api.automations.log.loading import LoadedRun, load
from api.automations.log.masking import loggable, untold, without
from api.records import read
from api.records.stale import StaleSchema
from core.errors import DomainError, Forbidden, Invalid, NotFound, Unavailable
from workflows import stubs
from workflows.contracts.automation_run import OutcomeKind, StepCall, StepOutcome
from workflows.language.plan import AnyPlannedStep, Plan
from workflows.language.steps.branch import PlannedBranch
from workflows.language.steps.condition import PlannedCondition
from workflows.language.steps.create_record import PlannedCreateRecord
from workflows.language.steps.send_email import PlannedSendEmail
from workflows.language.steps.send_notification import PlannedSendNotification
from workflows.language.steps.update_record import PlannedUpdateRecord

_ATTEMPTS = 5
"""For what is neither a step's fault nor an outage, such as a deadlock; more than this is a defect of ours."""

_log = structlog.get_logger(__name__)


class StepActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._deps = deps

    @activity.defn(name=stubs.RUN_STEP)
    async def run_step(self, call: StepCall) -> StepOutcome:
        with told_to_temporal(f"run {call.run_id}, {call.path}"):
            async with self._deps.database.records() as conn:
                # Before anything is checked: what is done is done, whatever became of the owner since.
                done = await steps.outcome(conn, call.run_id, call.path)
                if done is not None:
                    return StepOutcome.model_validate(done)
                run = await load(conn, call.run_id)
                plan = await self._deps.plans.get(conn, run.automation_id, run.version)
            step, log = plan.step(call.path), StepLog()
            try:
                return await self._current(run, plan, step, call.path, log)
            except Unavailable:
                raise
            except DomainError as error:
                message = untold(error.code, [each.path for each in error.faults]) if log.secrets else error.detail
                done = await self._note(run, call.path, step, log, error.code, message)
                if done is not None:
                    return done
                raise
            except Exception:
                # Raised again until the last attempt; then the run must end with an entry instead of retrying for ever.
                if activity.info().attempt < _ATTEMPTS:
                    raise
                _log.exception("a step failed unexpectedly", run=run.id, path=call.path)
                message = "Something went wrong on our side. Tell your administrator the id of this run."
                done = await self._note(run, call.path, step, log, "internal_error", message)
                if done is not None:
                    return done
                raise final("internal_error", f"run {run.id}") from None

    async def _current(self, run: LoadedRun, plan: Plan, step: AnyPlannedStep, path: str, log: StepLog) -> StepOutcome:
        """Once more with a fresh schema when the table was changed meanwhile."""
        try:
            return await self._once(run, plan, step, path, log)
        except StaleSchema as stale:
            self._deps.access.forget_table(stale.table)
            return await self._once(run, plan, step, path, log)
        except Invalid:
            # A field that is new would be called unknown by the schema that this process remembers.
            if not await self._was_stale(run, step):
                raise
            return await self._once(run, plan, step, path, log)

    async def _was_stale(self, run: LoadedRun, step: AnyPlannedStep) -> bool:
        number = step.table if isinstance(step, PlannedUpdateRecord | PlannedCreateRecord) else run.table_number
        used = self._deps.schemas.remembered(number)
        self._deps.access.forget_table(number)
        fresh = await self._table(run, number)
        return used is None or used.version != fresh.schema.version

    async def _once(self, run: LoadedRun, plan: Plan, step: AnyPlannedStep, path: str, log: StepLog) -> StepOutcome:
        own = await self._own(run)
        target = own
        if isinstance(step, PlannedUpdateRecord | PlannedCreateRecord) and step.table != own.schema.number:
            target = await self._table(run, step.table)
        async with self._deps.database.records() as conn, conn.transaction():
            if not await runs.hold(conn, run.id):
                done = await steps.outcome(conn, run.id, path)
                return StepOutcome(kind=OutcomeKind.HALTED) if done is None else StepOutcome.model_validate(done)
            opened = await steps.open_step(conn, run.id, path, step.id, step.type)
            if opened.outcome is not None:
                return StepOutcome.model_validate(opened.outcome)
            await _check_seen(conn, own, run)
            shown = await people.shown(conn, scope.user_numbers(run, own.schema, step.model_dump_json()))
            now = self._deps.now()
            secrets = await secrets_of(self._deps.vault, conn, run, (own, target), step.model_dump_json())
            log.secrets = secrets.seen
            context = StepContext(
                conn=conn,
                run=run,
                path=path,
                own=own,
                target=target,
                renderer=scope.renderer(run, own, shown, plan.field_names, now, secrets, own.file_links),
                now=now,
                sends_mail=self._deps.mailer is not None,
                log=log,
                vault=self._deps.vault,
            )
            acted = await _act(step, context)
            await self._close(conn, run.id, path, log, acted)
            return acted.outcome

    async def _own(self, run: LoadedRun) -> TableAccess:
        remembered = self._deps.schemas.remembered(run.table_number)
        if remembered is not None and remembered.version != run.table_version:
            self._deps.access.forget_table(run.table_number)
        # Texts are made of what the owner sees of the record, and no guarded statement need follow.
        return await self._table(run, run.table_number, now=True)

    async def _table(self, run: LoadedRun, number: int, *, now: bool = False) -> TableAccess:
        access = self._deps.access
        try:
            if run.owner_disabled:
                raise NotFound("table", str(number))
            return await (access.current if now else access.table)(run.owner, number)
        except NotFound as error:
            raise Forbidden(OWNER_LOST_ACCESS.message, OWNER_LOST_ACCESS.code) from error

    @staticmethod
    async def _close(conn: AsyncConnection, run_id: str, path: str, log: StepLog, done: StepDone) -> None:
        outcome = done.outcome.model_dump(mode="json", exclude_none=True)
        await steps.succeed(
            conn, run_id, path, input=loggable(without(log.input, log.secrets)), output=done.output, outcome=outcome
        )

    async def _note(
        self, run: LoadedRun, path: str, step: AnyPlannedStep, log: StepLog, code: str, message: str
    ) -> StepOutcome | None:
        """Enter the failure; the outcome instead when another attempt succeeded meanwhile."""
        async with self._deps.database.records() as conn:
            noted = await steps.fail(
                conn,
                run_id=run.id,
                path=path,
                step_id=step.id,
                type=step.type,
                code=code,
                message=message,
                input=loggable(without(log.input, log.secrets)),
            )
            done = None if noted else await steps.outcome(conn, run.id, path)
        return None if done is None else StepOutcome.model_validate(done)


async def _check_seen(conn: AsyncConnection, own: TableAccess, run: LoadedRun) -> None:
    """Raises Forbidden where the automation's owner may not read the record that it runs for."""
    if run.record_key is None or own.policy.read_filter is None:
        return
    if run.record_key not in await read.readable(conn, own, [run.record_key]):
        raise Forbidden(OWNER_LOST_ACCESS.message, OWNER_LOST_ACCESS.code)


async def _act(step: AnyPlannedStep, context: StepContext) -> StepDone:
    match step:
        case PlannedUpdateRecord():
            return await update_record(step, context)
        case PlannedCreateRecord():
            return await create_record(step, context)
        case PlannedSendNotification():
            return await send_notification(step, context)
        case PlannedSendEmail():
            return await send_email(step, context)
        case PlannedCondition():
            return await condition(step, context)
        case PlannedBranch():
            return await branch(step, context)
        case _:
            assert_never(step)
