"""The step machine: an outline and what its steps came to → what happens next. Pure; the workflow does as it says.

Steps run one after the other. A branch decides which of its blocks runs, then the block's steps run, then what
follows the branch. A condition that does not hold ends its own block, so what follows an enclosing branch still runs;
at the top it ends the run, successfully. The first failed step ends the run as failed.

Outcomes are keyed by path, so asking again with the same outcomes gives the same answer: nothing here remembers, and a
replayed history cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from workflows.contracts.automation_run import OutcomeKind, OutlineStep, RunResult, StepOutcome


@dataclass(frozen=True)
class Execute:
    """The step to run now."""

    path: str
    step: OutlineStep


@dataclass(frozen=True)
class Finished:
    result: RunResult
    failed_path: str | None = None


class _EndOfBlock:
    pass


_END = _EndOfBlock()


def next_step(steps: tuple[OutlineStep, ...], outcomes: Mapping[str, StepOutcome]) -> Execute | Finished:
    """What follows ``outcomes``, which are keyed by path."""
    found = _walk(steps, "steps", outcomes)
    return Finished(RunResult.SUCCEEDED) if isinstance(found, _EndOfBlock) else found


def _walk(
    block: tuple[OutlineStep, ...], prefix: str, outcomes: Mapping[str, StepOutcome]
) -> Execute | Finished | _EndOfBlock:
    for index, step in enumerate(block):
        path = f"{prefix}.{index}"
        outcome = outcomes.get(path)
        if outcome is None:
            return Execute(path, step)
        match outcome.kind:
            case OutcomeKind.DONE:
                inner = _END
            case OutcomeKind.STOPPED:
                return _END
            case OutcomeKind.TOOK_BRANCH:
                chosen = outcome.branch or 0
                inner = _walk(step.branches[chosen], f"{path}.branches.{chosen}.steps", outcomes)
            case OutcomeKind.TOOK_ELSE:
                inner = _walk(step.otherwise, f"{path}.else", outcomes)
            case OutcomeKind.FAILED:
                return Finished(RunResult.FAILED, path)
            case OutcomeKind.HALTED:
                return Finished(RunResult.CANCELLED)
            case _:
                assert_never(outcome.kind)
        if not isinstance(inner, _EndOfBlock):
            return inner
    return _END
