"""An automation checked and ready to run: names are ids, conditions are bound, constants are parsed.

A plan belongs to one published version and never changes; a run reads the plan of the version it was started with, so
editing an automation never bends a run in flight, and renaming a field never breaks one.
"""

from typing import Annotated

from pydantic import Field, JsonValue

from core.errors import Invalid
from core.triggers import TriggerType
from workflows.language.model import Definition
from workflows.language.node import Planned
from workflows.language.places import with_places
from workflows.language.scope import Scope
from workflows.language.steps.branch import PlannedArm, PlannedBranch
from workflows.language.steps.condition import PlannedCondition
from workflows.language.steps.create_record import PlannedCreateRecord
from workflows.language.steps.send_email import PlannedSendEmail
from workflows.language.steps.send_notification import PlannedSendNotification
from workflows.language.steps.step import bind_block
from workflows.language.steps.update_record import PlannedUpdateRecord
from workflows.language.tables import Tables
from workflows.language.triggers.trigger import PlannedTrigger

AnyPlannedStep = Annotated[
    PlannedUpdateRecord
    | PlannedCreateRecord
    | PlannedSendNotification
    | PlannedSendEmail
    | PlannedBranch
    | PlannedCondition,
    Field(discriminator="type"),
]
PlannedArm.model_rebuild(_types_namespace={"AnyPlannedStep": AnyPlannedStep})
PlannedBranch.model_rebuild(_types_namespace={"AnyPlannedStep": AnyPlannedStep})


class Plan(Planned):
    """``field_names`` says what the fields that texts refer to were called, for messages."""

    trigger: PlannedTrigger
    conditions: dict[str, JsonValue] | None
    steps: tuple[AnyPlannedStep, ...]
    field_names: dict[str, str]

    def step(self, path: str) -> AnyPlannedStep:
        """The step at ``steps.1.branches.0.steps.2``. Raises KeyError."""
        return self.all_steps()[path]

    def all_steps(self) -> dict[str, AnyPlannedStep]:
        """Every step by its path, in the order of the definition."""
        return _steps(self.steps, "steps")


def compile_plan(definition: Definition, tables: Tables) -> Plan:
    """The plan of ``definition``. Raises Invalid with every fault of its names, references, values and conditions."""
    scope = Scope(tables, TriggerType(definition.trigger.type))
    trigger = definition.trigger.bind(scope)
    conditions = scope.when(definition.conditions, "conditions")
    steps = bind_block(definition.steps, scope, "steps")
    if not steps:
        scope.fault("steps", "missing", "An automation needs at least one step.")
    if scope.faults:
        raise Invalid(with_places(scope.faults, definition.model_dump(mode="json", by_alias=True)))
    return Plan(trigger=trigger, conditions=conditions, steps=steps, field_names=scope.field_names)


def _steps(block: tuple[AnyPlannedStep, ...], prefix: str) -> dict[str, AnyPlannedStep]:
    found: dict[str, AnyPlannedStep] = {}
    for index, step in enumerate(block):
        path = f"{prefix}.{index}"
        found[path] = step
        if isinstance(step, PlannedBranch):
            for number, arm in enumerate(step.branches):
                found |= _steps(arm.steps, f"{path}.branches.{number}.steps")
            found |= _steps(step.otherwise, f"{path}.else")
    return found
