"""``branch``: the first branch whose condition the trigger's record meets as of its change, else the ``else`` block."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, JsonValue, model_validator

from workflows.language.node import Planned, Written, without_config
from workflows.language.scope import Scope
from workflows.language.steps.step import PlannedStep, WrittenStep, bind_block

if TYPE_CHECKING:
    from workflows.language.model import Step
    from workflows.language.plan import AnyPlannedStep


class BranchArm(Written):
    when: Annotated[dict[str, JsonValue], Field(min_length=1)]
    steps: "tuple[Step, ...]"


class PlannedArm(Planned):
    when: dict[str, JsonValue] | None
    steps: "tuple[AnyPlannedStep, ...]"


class PlannedBranch(PlannedStep):
    type: Literal["branch"] = "branch"
    branches: tuple[PlannedArm, ...]
    otherwise: "tuple[AnyPlannedStep, ...]"


class Branch(WrittenStep[PlannedBranch]):
    type: Literal["branch"]
    branches: Annotated[tuple[BranchArm, ...], Field(min_length=1, max_length=20)]
    otherwise: "tuple[Step, ...]" = Field(default=(), alias="else")

    @model_validator(mode="before")
    @classmethod
    def _config_is_the_step(cls, written: object) -> object:
        return without_config(written)

    def blocks(self) -> "list[tuple[str, Sequence[WrittenStep[PlannedStep]]]]":
        arms = [(f"branches[{index}].steps", arm.steps) for index, arm in enumerate(self.branches)]
        return [*arms, ("else", self.otherwise)]

    def bind(self, scope: Scope, path: str) -> PlannedBranch:
        arms: list[PlannedArm] = []
        for index, arm in enumerate(self.branches):
            at = f"{path}.branches[{index}]"
            when = scope.when(arm.when, f"{at}.when")
            arms.append(PlannedArm(when=when, steps=bind_block(arm.steps, scope.inner(), f"{at}.steps")))
        otherwise = bind_block(self.otherwise, scope.inner(), f"{path}.else")
        scope.define(self.id)
        return PlannedBranch(id=self.id, branches=tuple(arms), otherwise=otherwise)
