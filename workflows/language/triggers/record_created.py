"""``record_created``: fires for every new record."""

from typing import Literal

from core.triggers import TriggerType
from workflows.language.scope import Scope
from workflows.language.triggers.trigger import NoConfig, PlannedTrigger, WrittenTrigger


class RecordCreated(WrittenTrigger):
    type: Literal["record_created"]
    config: NoConfig = NoConfig()

    def bind(self, scope: Scope) -> PlannedTrigger:
        return PlannedTrigger(type=TriggerType.RECORD_CREATED, table=scope.tables.own.schema.number)
