"""What every trigger has. One file per trigger type beside this one; ``language.model`` lists them."""

from abc import ABC, abstractmethod

from core.schema import FieldDef
from core.triggers import TriggerType
from workflows.language.node import Planned, Written
from workflows.language.scope import Scope


class PlannedTrigger(Planned):
    """``table`` and ``fields`` are numbers: what ``core.triggers`` matches changes by."""

    type: TriggerType
    table: int
    fields: tuple[int, ...] = ()


class NoConfig(Written):
    pass


class WrittenTrigger(Written, ABC):
    @abstractmethod
    def bind(self, scope: Scope) -> PlannedTrigger:
        """The trigger for the plan; faults noted in ``scope``."""


def bind_fields(keys: list[tuple[str, str]], scope: Scope) -> tuple[int, ...]:
    """The numbers of the fields named by (key, path) pairs, in order and once each."""
    found: dict[int, FieldDef] = {}
    for key, path in keys:
        field = scope.field(key, scope.tables.own, path)
        if field is not None:
            found[field.number] = field
    return tuple(found)
