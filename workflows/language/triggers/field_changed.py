"""``field_changed``: fires when the value of one of the named fields becomes another."""

from typing import Annotated, Literal

from pydantic import Field

from core.triggers import TriggerType
from workflows.language.node import Written
from workflows.language.scope import Scope
from workflows.language.triggers.trigger import PlannedTrigger, WrittenTrigger, bind_fields


class FieldChangedConfig(Written):
    """``field`` for one, ``fields`` for several."""

    field: str | None = None
    fields: Annotated[tuple[str, ...], Field(max_length=500)] = ()


class FieldChanged(WrittenTrigger):
    type: Literal["field_changed"]
    config: FieldChangedConfig

    def bind(self, scope: Scope) -> PlannedTrigger:
        keys = [(key, f"trigger.config.fields[{index}]") for index, key in enumerate(self.config.fields)]
        if self.config.field is not None:
            keys.insert(0, (self.config.field, "trigger.config.field"))
        if not keys:
            scope.fault("trigger.config.field", "missing", "Name the field to watch.")
        numbers = bind_fields(keys, scope)
        return PlannedTrigger(type=TriggerType.FIELD_CHANGED, table=scope.tables.own.schema.number, fields=numbers)
