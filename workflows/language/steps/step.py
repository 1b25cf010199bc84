"""What every step has. One file per step type beside this one; ``language.model`` lists them."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from workflows.language.node import Planned, StepId, Written
from workflows.language.scope import Scope


class PlannedStep(Planned):
    id: StepId


P_co = TypeVar("P_co", bound=PlannedStep, covariant=True)


class WrittenStep(Written, ABC, Generic[P_co]):
    id: StepId

    @abstractmethod
    def bind(self, scope: Scope, path: str) -> P_co:
        """The step for the plan: names resolved, values parsed, faults noted in ``scope`` under ``path``."""

    def blocks(self) -> "list[tuple[str, Sequence[WrittenStep[PlannedStep]]]]":
        """The blocks inside this step with the path of each, from the step."""
        return []


def bind_block(steps: Sequence[WrittenStep[P_co]], scope: Scope, path: str) -> tuple[P_co, ...]:
    """The steps of one block, each seeing those before it."""
    return tuple(step.bind(scope, f"{path}[{index}]") for index, step in enumerate(steps))
