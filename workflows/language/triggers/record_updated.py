"""``record_updated``: fires when a record's fields change; ``fields`` narrows it to some of them."""

from typing import Annotated, Literal

from pydantic import Field

from core.triggers import TriggerType
from workflows.language.node import Written
from workflows.language.scope import Scope
from workflows.language.triggers.trigger import PlannedTrigger, WrittenTrigger, bind_fields


class RecordUpdatedConfig(Written):
    fields: Annotated[tuple[str, ...], Field(max_length=500)] = ()


class RecordUpdated(WrittenTrigger):
    type: Literal["record_updated"]
    config: RecordUpdatedConfig = RecordUpdatedConfig()

    def bind(self, scope: Scope) -> PlannedTrigger:
        keys = [(key, f"trigger.config.fields[{index}]") for index, key in enumerate(self.config.fields)]
        numbers = bind_fields(keys, scope)
        return PlannedTrigger(type=TriggerType.RECORD_UPDATED, table=scope.tables.own.schema.number, fields=numbers)
