"""``condition``: goes on only while the trigger's record, as of its change, meets it; else its block ends quietly."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue, model_validator

from workflows.language.node import without_config
from workflows.language.scope import Scope
from workflows.language.steps.step import PlannedStep, WrittenStep


class PlannedCondition(PlannedStep):
    """No ``when`` (an empty filter) always holds."""

    type: Literal["condition"] = "condition"
    when: dict[str, JsonValue] | None


class ConditionStep(WrittenStep[PlannedCondition]):
    type: Literal["condition"]
    when: Annotated[dict[str, JsonValue], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _config_is_the_step(cls, written: object) -> object:
        return without_config(written)

    def bind(self, scope: Scope, path: str) -> PlannedCondition:
        scope.define(self.id)
        return PlannedCondition(id=self.id, when=scope.when(self.when, f"{path}.when"))
