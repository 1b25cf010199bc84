"""The ways through each workflow whose histories are kept."""

import asyncio
from dataclasses import dataclass, field

from tests.workflows.scripted import Script, refused
from workflows.contracts.automation_run import OutcomeKind, OutlineStep, StepOutcome

UPDATE = OutlineStep(id="u", type="update_record")
MAIL = OutlineStep(id="m", type="send_email")
GATE = OutlineStep(id="g", type="condition")
FORK = OutlineStep(id="f", type="branch", branches=((UPDATE, GATE, UPDATE), (MAIL,)), otherwise=(UPDATE,))

_MAIL = StepOutcome(kind=OutcomeKind.DONE, mail_id="mal_1")
_STOPPED = StepOutcome(kind=OutcomeKind.STOPPED)


@dataclass
class Case:
    """``cancel``: the workflow is cancelled while its first step runs."""

    script: Script
    run_ids: tuple[str, ...] = ("run_1",)
    cancel: bool = False


@dataclass
class Cases:
    """Made anew for every recording: scripts remember what they saw."""

    automation_run: dict[str, Case] = field(default_factory=dict)


def make_cases() -> Cases:
    first, second = (StepOutcome(kind=OutcomeKind.TOOK_BRANCH, branch=at) for at in (0, 1))
    batch = tuple(f"run_{at}" for at in range(20))
    return Cases(
        {
            "one_step": Case(Script((UPDATE,))),
            "three_steps": Case(Script((UPDATE, UPDATE, UPDATE))),
            "step_refused": Case(Script((UPDATE, UPDATE), {"steps.0": refused()})),
            "condition_stops": Case(Script((GATE, UPDATE), {"steps.0": _STOPPED})),
            "first_branch_stopped_inside": Case(
                Script((FORK, UPDATE), {"steps.0": first, "steps.0.branches.0.steps.1": _STOPPED})
            ),
            "second_branch_with_mail": Case(
                Script((FORK, UPDATE), {"steps.0": second, "steps.0.branches.1.steps.0": _MAIL})
            ),
            "else": Case(Script((FORK,), {"steps.0": StepOutcome(kind=OutcomeKind.TOOK_ELSE)})),
            "mail_retried": Case(Script((MAIL, UPDATE), {"steps.0": _MAIL}, mail_failures=1)),
            "batch_with_failures": Case(
                Script((UPDATE, MAIL, UPDATE), {("run_3", "steps.0"): refused(), "steps.1": _MAIL}), batch
            ),
            "halted": Case(Script((UPDATE, UPDATE), {"steps.0": StepOutcome(kind=OutcomeKind.HALTED)})),
            "cancelled": Case(Script((UPDATE, UPDATE), hold=asyncio.Event()), ("run_1", "run_2"), cancel=True),
            "plan_gone": Case(Script((UPDATE,), begin_error=refused("automation_not_found"))),
        }
    )
