"""When an automation fires.

``match`` decides on one record change alone, without I/O: the dispatcher calls it for every change and automation.
Conditions are a separate filter, evaluated on the record as of the change.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.changes import Operation, RecordChange


class TriggerType(StrEnum):
    RECORD_CREATED = "record_created"
    RECORD_UPDATED = "record_updated"
    FIELD_CHANGED = "field_changed"
    MANUAL = "manual"


@dataclass(frozen=True)
class TriggerSpec:
    """``table`` is the table's number. ``fields`` narrows record_updated and field_changed to these field numbers.

    An empty ``fields`` means any field for record_updated; field_changed always names at least one.
    """

    type: TriggerType
    table: int
    fields: frozenset[int] = frozenset()


def match(spec: TriggerSpec, change: RecordChange) -> bool:
    """Whether this change fires this trigger.

    A field counts as changed when its value differs; creating a record changes no field. Imports fire nothing here:
    they are dispatched as ranges.
    """
    if spec.table != change.table:
        return False
    match spec.type:
        case TriggerType.RECORD_CREATED:
            return change.operation is Operation.CREATE
        case TriggerType.RECORD_UPDATED:
            # One that touched nothing only says that the version rose: the titles behind a link are others.
            counts = spec.fields & _changed(change) if spec.fields else change.touched
            return change.operation is Operation.UPDATE and bool(counts)
        case TriggerType.FIELD_CHANGED:
            return change.operation is Operation.UPDATE and bool(spec.fields & _changed(change))
        case TriggerType.MANUAL:
            return False


def _changed(change: RecordChange) -> frozenset[int]:
    return frozenset(n for n in change.touched if change.before.get(n) != change.after.get(n))
