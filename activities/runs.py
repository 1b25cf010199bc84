"""Beginning and closing a run's entry in the log."""

from temporalio import activity

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from api.automations.guards import UNREADABLE_PLAN, RunError
from api.automations.log import runs, steps
from workflows import stubs
from workflows.contracts.automation_run import (
    AutomationRunInput,
    Begun,
    FinishInput,
    OutlineStep,
    RunResult,
)
from workflows.language.plan import AnyPlannedStep
from workflows.language.steps.branch import PlannedBranch


class RunActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._database = deps.database
        self._plans = deps.plans

    @activity.defn(name=stubs.BEGIN_RUNS)
    async def begin_runs(self, work: AutomationRunInput) -> Begun:
        with told_to_temporal(f"automation {work.automation_id}"):
            async with self._database.records() as conn:
                plan = await self._plans.get(conn, work.automation_id, work.version)
                begun = await runs.begin(conn, work.run_ids)
            return Begun(run_ids=tuple(begun), steps=outline(plan.steps))

    @activity.defn(name=stubs.FINISH_RUN)
    async def finish_run(self, work: FinishInput) -> None:
        with told_to_temporal(f"run {work.run_id}"):
            async with self._database.records() as conn:
                error = None
                if work.result is RunResult.FAILED:
                    failed = await steps.failure(conn, work.run_id, work.failed_path or "")
                    error = RunError(failed[1], failed[2], failed[0]) if failed else _unrecorded(work)
                await runs.finish(conn, work.run_id, work.result.value, error)


def outline(steps: tuple[AnyPlannedStep, ...]) -> tuple[OutlineStep, ...]:
    """The plan without its settings: what the workflow may know."""
    return tuple(
        OutlineStep(
            id=step.id,
            type=step.type,
            branches=tuple(outline(arm.steps) for arm in step.branches),
            otherwise=outline(step.otherwise),
        )
        if isinstance(step, PlannedBranch)
        else OutlineStep(id=step.id, type=step.type)
        for step in steps
    )


def _unrecorded(work: FinishInput) -> RunError:
    if work.code == UNREADABLE_PLAN.code:
        return UNREADABLE_PLAN
    code = work.code or "step_failed"
    where = "The run could not begin" if work.failed_path is None else f"The step at {work.failed_path} failed"
    return RunError(code, f"{where} and could not say why; the worker's log may.")
