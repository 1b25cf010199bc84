"""One automation run, or up to 50 of one bulk change: begin, steps, finish. Each run of a batch stands alone."""

import asyncio

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, FailureError, is_cancelled_exception

from workflows import policies, stubs
from workflows.contracts.automation_run import (
    AutomationRunInput,
    AutomationRunResult,
    DeliverInput,
    FinishInput,
    OutcomeKind,
    OutlineStep,
    RunResult,
    StepCall,
    StepOutcome,
)
from workflows.interpreter import Execute, Finished, next_step

_ABREAST = 8
"""Runs of one batch in flight at once: more would only queue for the worker's database connections."""
_CANCELLED_MAIL = "cancelled-mail-is-given-up"
"""Runs from before it left the message of a cancelled run queued."""


@workflow.defn(name="AutomationRun")
class AutomationRun:
    @workflow.run
    async def run(self, work: AutomationRunInput) -> AutomationRunResult:
        try:
            begun = await workflow.execute_local_activity(stubs.begin_runs, work, **policies.RUN_LOG)
        except (asyncio.CancelledError, FailureError) as error:
            await self._none_begun(work, error)
            raise
        turn = asyncio.Semaphore(_ABREAST)
        results = await asyncio.gather(*(self._in_turn(turn, run_id, begun.steps) for run_id in begun.run_ids))
        return AutomationRunResult(
            succeeded=results.count(RunResult.SUCCEEDED),
            failed=results.count(RunResult.FAILED),
            cancelled=results.count(RunResult.CANCELLED),
        )

    async def _none_begun(self, work: AutomationRunInput, error: asyncio.CancelledError | FailureError) -> None:
        """Cancelled before the first step, or the plan went away with its automation."""
        result, code = RunResult.CANCELLED, None
        if isinstance(error, FailureError) and not is_cancelled_exception(error):
            result, code = RunResult.FAILED, _code(error)
        for run_id in work.run_ids:
            await self._finish(FinishInput(run_id=run_id, result=result, code=code))

    async def _in_turn(self, turn: asyncio.Semaphore, run_id: str, steps: tuple[OutlineStep, ...]) -> RunResult:
        """One run from its first step to its closed entry; never raises, so a failure stays its own."""
        try:
            async with turn:
                end, code = await self._execute(run_id, steps)
        except asyncio.CancelledError:
            end, code = Finished(RunResult.CANCELLED), None
        await self._finish(FinishInput(run_id=run_id, result=end.result, failed_path=end.failed_path, code=code))
        return end.result

    async def _execute(self, run_id: str, steps: tuple[OutlineStep, ...]) -> tuple[Finished, str | None]:
        outcomes: dict[str, StepOutcome] = {}
        code: str | None = None
        while isinstance(todo := next_step(steps, outcomes), Execute):
            try:
                outcomes[todo.path] = await self._step(run_id, todo.path)
            except FailureError as error:
                if is_cancelled_exception(error):
                    raise asyncio.CancelledError from error
                code = _code(error)
                outcomes[todo.path] = StepOutcome(kind=OutcomeKind.FAILED)
        return todo, code

    async def _step(self, run_id: str, path: str) -> StepOutcome:
        call = StepCall(run_id=run_id, path=path)
        outcome = await workflow.execute_local_activity(stubs.run_step, call, **policies.LOCAL_STEP)
        if outcome.mail_id is not None:
            await self._deliver(DeliverInput(mail_id=outcome.mail_id, run_id=run_id, path=path))
        return outcome

    async def _deliver(self, mail: DeliverInput) -> None:
        try:
            await workflow.execute_activity(stubs.deliver_mail, mail, **policies.OUTSIDE_CALL)
        except (asyncio.CancelledError, FailureError) as error:
            if is_cancelled_exception(error):
                if workflow.patched(_CANCELLED_MAIL):
                    given_up = mail.model_copy(update={"cancelled": True})
                    await _to_the_end(workflow.start_local_activity(stubs.give_up_mail, given_up, **policies.RUN_LOG))
                raise
            await workflow.execute_local_activity(stubs.give_up_mail, mail, **policies.RUN_LOG)
            raise

    async def _finish(self, work: FinishInput) -> None:
        """Close the entry even when the workflow is cancelled meanwhile."""
        await _to_the_end(workflow.start_local_activity(stubs.finish_run, work, **policies.RUN_LOG))


async def _to_the_end(closing: workflow.ActivityHandle[None]) -> None:
    """Wait for it even when the workflow is cancelled meanwhile."""
    try:
        await asyncio.shield(closing)
    except asyncio.CancelledError:
        await closing
        raise


def _code(error: FailureError) -> str:
    """A local activity's failure comes bare, a regular one's inside an ActivityError."""
    failure = error.cause if isinstance(error, ActivityError) else error
    return (failure.type if isinstance(failure, ApplicationError) else None) or "step_failed"
