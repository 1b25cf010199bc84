"""Chooses the first branch whose condition holds."""

from activities.steps.condition import holds_now
from activities.steps.context import StepContext, StepDone
from workflows.contracts.automation_run import OutcomeKind, StepOutcome
from workflows.language.steps.branch import PlannedBranch


async def branch(step: PlannedBranch, context: StepContext) -> StepDone:
    """Raises Invalid when a condition names a field or an option that is gone."""
    for index, arm in enumerate(step.branches):
        if await holds_now(arm.when, context):
            return StepDone(output={"branch": index}, outcome=StepOutcome(kind=OutcomeKind.TOOK_BRANCH, branch=index))
    return StepDone(output={"branch": "else"}, outcome=StepOutcome(kind=OutcomeKind.TOOK_ELSE))
