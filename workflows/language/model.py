"""An automation as somebody writes it: a trigger, conditions, and a tree of steps (DESIGN §10, wire form).

A tree and never a free graph: it cannot cycle, it draws itself, and it diffs. ``parse_definition`` checks its shape;
``language.plan`` checks what it says against the table.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field, JsonValue, ValidationError

from core.errors import Fault, Invalid
from workflows.language.faults import faults_of
from workflows.language.node import Written
from workflows.language.places import place, with_places
from workflows.language.steps.branch import Branch, BranchArm
from workflows.language.steps.condition import ConditionStep
from workflows.language.steps.create_record import CreateRecord
from workflows.language.steps.send_email import SendEmail
from workflows.language.steps.send_notification import SendNotification
from workflows.language.steps.step import PlannedStep, WrittenStep
from workflows.language.steps.update_record import UpdateRecord
from workflows.language.triggers.field_changed import FieldChanged
from workflows.language.triggers.manual import Manual
from workflows.language.triggers.record_created import RecordCreated
from workflows.language.triggers.record_updated import RecordUpdated

MAX_STEPS = 100
MAX_DEPTH = 8
MAX_BYTES = 64 * 1024
_MAX_NESTING = 64
"""Of JSON as such: refuses hostile input before any recursive code sees it."""

Step = Annotated[
    UpdateRecord | CreateRecord | SendNotification | SendEmail | Branch | ConditionStep, Field(discriminator="type")
]
Trigger = Annotated[RecordCreated | RecordUpdated | FieldChanged | Manual, Field(discriminator="type")]

BranchArm.model_rebuild(_types_namespace={"Step": Step})
Branch.model_rebuild(_types_namespace={"Step": Step})


class Definition(Written):
    trigger: Trigger
    conditions: dict[str, JsonValue] | None = None
    steps: tuple[Step, ...] = ()


def parse_definition(raw: Mapping[str, JsonValue]) -> Definition:
    """The definition in ``raw``. Raises Invalid with all faults of its shape, each with its path."""
    if _nesting(raw) > _MAX_NESTING:
        raise Invalid.one("", "too_deep", f"The definition nests more than {_MAX_NESTING} levels of JSON.")
    written = _as_json(raw)
    if len(written) > MAX_BYTES:
        raise Invalid.one("", "definition_too_large", f"The definition has {len(written)} bytes, at most {MAX_BYTES}.")
    try:
        definition = Definition.model_validate(raw)
    except ValidationError as error:
        raise Invalid(with_places(faults_of(error), raw)) from error
    tree = _Tree(raw)
    tree.visit(definition.steps, "steps", depth=1)
    if tree.faults:
        raise Invalid(with_places(tree.faults, raw))
    return definition


def _as_json(raw: Mapping[str, JsonValue]) -> bytes:
    """Raises Invalid for what JSON can say here and there but PostgreSQL cannot keep."""
    try:
        written = json.dumps(raw, ensure_ascii=False, allow_nan=False)
        encoded = written.encode()
    except ValueError as error:
        raise Invalid.one("", "invalid_value", "The definition holds NaN, Infinity or half a character.") from error
    if "\\u0000" in written:
        raise Invalid.one("", "invalid_value", "The character U+0000 cannot be stored.")
    return encoded


class _Tree:
    """Rules about all steps together: how many, how deep, and no id twice."""

    def __init__(self, raw: Mapping[str, JsonValue]) -> None:
        self._raw = raw
        self.faults: list[Fault] = []
        self._seen: dict[str, str] = {}

    def visit(self, steps: "Sequence[WrittenStep[PlannedStep]]", path: str, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.faults.append(Fault(path, "too_deep", f"Steps may nest {MAX_DEPTH} levels deep. Move some out."))
            return
        for index, step in enumerate(steps):
            at = f"{path}[{index}]"
            if step.id in self._seen:
                other = place(self._seen[step.id], self._raw)
                message = f"The id {step.id!r} is already that of {other[0].lower()}{other[1:]}. Choose another."
                self.faults.append(Fault(f"{at}.id", "duplicate_step_id", message))
            self._seen.setdefault(step.id, at)
            if len(self._seen) == MAX_STEPS + 1:
                self.faults.append(
                    Fault(at, "too_many_steps", f"An automation may have {MAX_STEPS} steps. Split it in two.")
                )
            for inner_path, inner in step.blocks():
                if inner:
                    self.visit(inner, f"{at}.{inner_path}", depth + 1)


def _nesting(raw: Mapping[str, JsonValue]) -> int:
    deepest = 0
    open_values: list[tuple[JsonValue | Mapping[str, JsonValue], int]] = [(raw, 1)]
    while open_values:
        value, depth = open_values.pop()
        deepest = max(deepest, depth)
        if depth > _MAX_NESTING:
            return depth
        match value:
            case dict() | Mapping():
                open_values += [(item, depth + 1) for item in value.values()]
            case list():
                open_values += [(item, depth + 1) for item in value]
            case _:
                pass
    return deepest
