"""Evaluates a condition on the trigger's record as of its change."""

from activities.steps.context import StepContext, StepDone
from api.access import people
from api.automations.firing.conditions import Filter, OwnersView, met
from core.query.people import mentioned
from workflows.contracts.automation_run import OutcomeKind, StepOutcome
from workflows.language.steps.condition import PlannedCondition


async def condition(step: PlannedCondition, context: StepContext) -> StepDone:
    """Raises Invalid when the condition names a field or an option that is gone."""
    held = await holds_now(step.when, context)
    kind = OutcomeKind.DONE if held else OutcomeKind.STOPPED
    return StepDone(output={"held": held}, outcome=StepOutcome(kind=kind))


async def holds_now(when: Filter | None, context: StepContext) -> bool:
    """Dates count from when the run was entered, so that a retry decides the same."""
    known = await people.find_people(
        context.conn, context.run.workspace_id, mentioned(None if when is None else dict(when))
    )
    return met(when, context.moment, OwnersView(context.own, known.numbers), context.run.created_at)
