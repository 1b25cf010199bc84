"""``manual``: a person starts it, on one record or on none."""

from typing import Literal

from core.triggers import TriggerType
from workflows.language.scope import Scope
from workflows.language.triggers.trigger import NoConfig, PlannedTrigger, WrittenTrigger


class Manual(WrittenTrigger):
    type: Literal["manual"]
    config: NoConfig = NoConfig()

    def bind(self, scope: Scope) -> PlannedTrigger:
        return PlannedTrigger(type=TriggerType.MANUAL, table=scope.tables.own.schema.number)
