"""What taking a change set back would do to the records as they are now.

A cell is taken back only while it still holds what the change set left in it. What somebody changed since stays as they
left it and is listed as a conflict; the rest of the change set is taken back all the same.

Computed cells are no part of it: taking back what they are made of makes them what they were, or what they ought to be.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.changes import Cells, Operation, RecordChange, RecordState, merge
from core.fields.base import InvalidValue
from core.schema import FieldDef, TableSchema
from core.values import StoredValue


@dataclass(frozen=True, slots=True)
class Conflict:
    """``field_number`` None is about the whole record, ``key`` None about the field in all records."""

    table: int
    key: int | None
    field_number: int | None
    reason: str


@dataclass
class Plan:
    """For one table. ``edits`` are values by key."""

    edits: dict[int, dict[int, StoredValue]] = field(default_factory=dict[int, dict[int, StoredValue]])
    deletes: list[int] = field(default_factory=list[int])
    restores: list[int] = field(default_factory=list[int])
    conflicts: list[Conflict] = field(default_factory=list[Conflict])

    @property
    def keys(self) -> list[int]:
        return [*self.edits, *self.deletes, *self.restores]


Equal = Callable[[int, StoredValue, StoredValue], bool]
"""Whether two cells of the field with this number hold the same."""


def alike(_number: int, left: StoredValue, right: StoredValue) -> bool:
    return left == right


def plan(
    changes: Sequence[RecordChange],
    schema: TableSchema,
    now: Mapping[int, RecordState],
    equal: Equal = alike,
    left: frozenset[int] = frozenset(),
) -> Plan:
    """``changes`` are one table's part of a change set, in order; ``now`` its records, empty cells left out; ``left``
    are fields whose cells are left as they are.

    An encrypted value may be sealed anew under another key without being changed: ``equal`` looks inside.
    """
    found = Plan()
    computed = left | {number for number, field in schema.by_number.items() if field.type.computed}
    for change in merge([own for change in changes if (own := _without(change, computed)) is not None]):
        state = _written(now.get(change.key), computed)
        conflict = _whole(change, state, equal)
        if conflict is not None or state is None:
            found.conflicts.append(Conflict(change.table, change.key, None, conflict or "gone"))
            continue
        match change.operation:
            case Operation.CREATE | Operation.RESTORE:
                found.deletes.append(change.key)
            case Operation.DELETE:
                found.restores.append(change.key)
            case Operation.UPDATE:
                _cells(change, schema, state.cells, found, equal)
            case Operation.IMPORT | Operation.CONVERT | Operation.SCHEMA:
                continue
    return found


def _without(change: RecordChange, computed: frozenset[int]) -> RecordChange | None:
    """What the change did itself; None where it was all worked out from other records."""
    if computed.isdisjoint(change.touched):
        return change
    before, after = _other(change.before, computed), _other(change.after, computed)
    if change.operation is Operation.UPDATE and not before and not after:
        return None
    return replace(change, before=before, after=after)


def _written(state: RecordState | None, computed: frozenset[int]) -> RecordState | None:
    return None if state is None else RecordState(state.live, _other(state.cells, computed))


def _other(cells: Cells, computed: frozenset[int]) -> Cells:
    return {number: value for number, value in cells.items() if number not in computed}


def _whole(change: RecordChange, state: RecordState | None, equal: Equal) -> str | None:
    """Why the record as a whole stands against it."""
    if not change.operation.of_one_record:
        return f"what {change.operation} did is not taken back record by record"
    if state is None:
        return "the record was deleted for good"
    if change.operation is Operation.DELETE:
        return "the record was restored since" if state.live else None
    if not state.live:
        return "the record was deleted since"
    if change.operation is Operation.UPDATE or _same(change.after, state.cells, equal):
        return None
    return "the record was changed since"


def _cells(change: RecordChange, schema: TableSchema, cells: Cells, found: Plan, equal: Equal) -> None:
    values: dict[int, StoredValue] = {}
    for number in sorted(change.touched):
        definition = schema.by_number.get(number)
        if definition is None:
            found.conflicts.append(Conflict(change.table, change.key, number, "the field was deleted since"))
        elif not equal(number, cells.get(number), change.after.get(number)):
            found.conflicts.append(Conflict(change.table, change.key, number, "the value was changed since"))
        elif not _fits(change.before.get(number), definition):
            found.conflicts.append(Conflict(change.table, change.key, number, "the field takes that value no more"))
        else:
            values[number] = change.before.get(number)
    if values:
        found.edits[change.key] = values


def _fits(value: StoredValue, definition: FieldDef) -> bool:
    """Whether the field still takes it: its options may have gone, its limits may have become narrower since."""
    if value is None or definition.encrypted:
        return True
    try:
        again = definition.type.parse(definition.type.wire(value, definition), definition)
    except InvalidValue:
        return False
    if isinstance(value, list):
        return isinstance(again, list) and len(again) == len(value)
    return again is not None


def _same(left: Cells, right: Cells, equal: Equal) -> bool:
    numbers: Iterable[int] = left.keys() | right.keys()
    return all(equal(number, left.get(number), right.get(number)) for number in numbers)
