"""The step machine, without Temporal: outlines and outcomes in, the next thing out."""

import pytest

from workflows.contracts.automation_run import OutcomeKind, OutlineStep, RunResult, StepOutcome
from workflows.interpreter import Execute, Finished, next_step

A = OutlineStep(id="a", type="update_record")
B = OutlineStep(id="b", type="update_record")
C = OutlineStep(id="c", type="update_record")
GATE = OutlineStep(id="gate", type="condition")
FORK = OutlineStep(id="fork", type="branch", branches=((A, GATE, B), (C,)), otherwise=(A,))
EMPTY_FORK = OutlineStep(id="fork", type="branch", branches=((),), otherwise=())

DONE = StepOutcome(kind=OutcomeKind.DONE)
FAILED = StepOutcome(kind=OutcomeKind.FAILED)
STOPPED = StepOutcome(kind=OutcomeKind.STOPPED)
HALTED = StepOutcome(kind=OutcomeKind.HALTED)
TOOK_0 = StepOutcome(kind=OutcomeKind.TOOK_BRANCH, branch=0)
TOOK_1 = StepOutcome(kind=OutcomeKind.TOOK_BRANCH, branch=1)
ELSE = StepOutcome(kind=OutcomeKind.TOOK_ELSE)

SUCCEEDED = Finished(RunResult.SUCCEEDED)

CASES = [
    ("nothing to do", (), {}, SUCCEEDED),
    ("the first step first", (A, B), {}, "steps.0"),
    ("then the second", (A, B), {"steps.0": DONE}, "steps.1"),
    ("all done", (A, B), {"steps.0": DONE, "steps.1": DONE}, SUCCEEDED),
    ("a failure ends the run", (A, B), {"steps.0": FAILED}, Finished(RunResult.FAILED, "steps.0")),
    ("a condition that holds goes on", (GATE, A), {"steps.0": DONE}, "steps.1"),
    ("a condition that does not hold ends the run well", (GATE, A), {"steps.0": STOPPED}, SUCCEEDED),
    ("a cancelled run does no more", (A, B), {"steps.0": HALTED}, Finished(RunResult.CANCELLED)),
    ("a branch goes inside", (FORK, B), {"steps.0": TOOK_0}, "steps.0.branches.0.steps.0"),
    ("the second branch", (FORK, B), {"steps.0": TOOK_1}, "steps.0.branches.1.steps.0"),
    ("else", (FORK, B), {"steps.0": ELSE}, "steps.0.else.0"),
    ("after the branch", (FORK, B), {"steps.0": ELSE, "steps.0.else.0": DONE}, "steps.1"),
    (
        "a condition inside ends only its block",
        (FORK, B),
        {"steps.0": TOOK_0, "steps.0.branches.0.steps.0": DONE, "steps.0.branches.0.steps.1": STOPPED},
        "steps.1",
    ),
    (
        "a failure inside ends the run",
        (FORK, B),
        {"steps.0": TOOK_1, "steps.0.branches.1.steps.0": FAILED},
        Finished(RunResult.FAILED, "steps.0.branches.1.steps.0"),
    ),
    ("an empty block is passed over", (EMPTY_FORK, A), {"steps.0": TOOK_0}, "steps.1"),
    ("an empty else is passed over", (EMPTY_FORK,), {"steps.0": ELSE}, SUCCEEDED),
]


@pytest.mark.parametrize(("steps", "outcomes", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_what_comes_next(
    steps: tuple[OutlineStep, ...], outcomes: dict[str, StepOutcome], expected: str | Finished
) -> None:
    found = next_step(steps, outcomes)
    assert (found.path if isinstance(found, Execute) else found) == expected


def test_a_hundred_steps_run_in_order() -> None:
    steps = tuple(OutlineStep(id=f"s{at}", type="update_record") for at in range(100))
    outcomes: dict[str, StepOutcome] = {}
    order: list[str] = []
    while isinstance(todo := next_step(steps, outcomes), Execute):
        order.append(todo.step.id)
        outcomes[todo.path] = DONE
    assert order == [f"s{at}" for at in range(100)]
    assert todo == SUCCEEDED
