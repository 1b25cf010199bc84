"""The spine's noun: what changed.

A **RecordChange** says what one operation did to one record: the touched fields with their stored values before and
after. A **ChangeSet** is everything that one act did (one request, one automation step, one import), in order.
The same rows are version history, undo source, audit source and outbox, so three laws must hold for changes that fit
the state they are applied to:

* undo after do restores: ``apply(c.inverse(), apply(c, state))`` is ``state``;
* ``merge([a, b])`` applied once shows what a then b show, and is nothing where b takes a back;
* the inverse of the inverse does what the change did.

They are laws about what is *visible*: a record that was never made and a deleted one look the same. So undoing a create
deletes, and redoing it restores: the record keeps its key, and its history goes on.

Values are stored values keyed by field number (``core.values``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.values import StoredValue

Cells = Mapping[int, StoredValue]


class Operation(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    RESTORE = "restore"
    IMPORT = "import"
    """A range of records loaded at once: one row for the whole range, not undone cell by cell."""
    CONVERT = "convert"
    """A field got another type, in all records at once: one row, taken back as a whole (``api/fields/convert``)."""
    SCHEMA = "schema"
    """A table, field or view was made, changed, deleted or restored: one row about no record, taken back as a whole
    (``api/tables/acts.py``)."""

    @property
    def of_one_record(self) -> bool:
        """Whether a change of this kind is about one record and holds its cells."""
        return self not in (Operation.IMPORT, Operation.CONVERT, Operation.SCHEMA)


_INVERSE = {
    Operation.CREATE: Operation.DELETE,
    Operation.DELETE: Operation.RESTORE,
    Operation.RESTORE: Operation.DELETE,
    Operation.UPDATE: Operation.UPDATE,
}


@dataclass(frozen=True)
class RecordChange:
    """``before`` and ``after`` hold exactly the touched fields; a create has an empty ``before``."""

    table: int
    key: int
    operation: Operation
    before: Cells
    after: Cells

    @property
    def touched(self) -> frozenset[int]:
        return frozenset(self.before) | frozenset(self.after)

    def inverse(self) -> "RecordChange":
        """The change that takes this one back. Raises ValueError for those of many records, taken back as a whole."""
        if not self.operation.of_one_record:
            raise ValueError(f"what {self.operation} did is undone as a whole, not record by record")
        return RecordChange(self.table, self.key, _INVERSE[self.operation], before=self.after, after=self.before)


@dataclass(frozen=True)
class ChangeSet:
    id: str
    changes: tuple[RecordChange, ...]

    def inverse(self, new_id: str) -> "ChangeSet":
        """Takes everything back, last change first."""
        return ChangeSet(new_id, tuple(change.inverse() for change in reversed(self.changes)))


@dataclass(frozen=True)
class RecordState:
    """A record as changes see it: live or deleted, and its cells."""

    live: bool
    cells: Cells


def apply(change: RecordChange, state: RecordState | None) -> RecordState:
    """The state after ``change``. A delete keeps the cells for a restore; an update neither revives nor deletes."""
    cells: dict[int, StoredValue] = dict(state.cells) if state else {}
    match change.operation:
        case Operation.DELETE:
            return RecordState(False, cells)
        case Operation.CREATE | Operation.RESTORE | Operation.IMPORT:
            live = True
        case Operation.UPDATE | Operation.CONVERT | Operation.SCHEMA:
            live = state.live if state else True
    for number in change.before.keys() - change.after.keys():
        cells.pop(number, None)
    return RecordState(live, cells | dict(change.after))


def rewind(cells: Cells, later: Iterable[RecordChange]) -> Cells:
    """The cells as they were before ``later`` (oldest first): how a trigger sees the record as of its change."""
    state: dict[int, StoredValue] = dict(cells)
    for change in reversed(list(later)):
        for number in change.after.keys() - change.before.keys():
            state.pop(number, None)
        state.update(change.before)
    return state


def merge(changes: Sequence[RecordChange]) -> tuple[RecordChange, ...]:
    """One net change per record, in order of first touch, holding only the fields that end up different.

    A record that ends as it began, or was made and deleted on the way, disappears. Changes of many records stay as
    they are.
    """
    histories: dict[tuple[int, int], list[RecordChange]] = {}
    whole: list[RecordChange] = []
    for change in changes:
        if not change.operation.of_one_record:
            whole.append(change)
        else:
            histories.setdefault((change.table, change.key), []).append(change)
    net = (_net(history) for history in histories.values())
    return (*whole, *(change for change in net if change is not None))


def _net(history: Sequence[RecordChange]) -> RecordChange | None:
    """What one record's changes come to; None for nothing."""
    first = history[0]
    start = rewind({}, history)
    end = RecordState(first.operation in (Operation.UPDATE, Operation.DELETE), start)
    was_live = end.live
    for change in history:
        end = apply(change, end)
    match was_live, end.live:
        case True, True:
            changed = [n for n in start.keys() | end.cells.keys() if start.get(n) != end.cells.get(n)]
            before = {number: start[number] for number in changed if number in start}
            after = {number: end.cells[number] for number in changed if number in end.cells}
            return RecordChange(first.table, first.key, Operation.UPDATE, before, after) if changed else None
        case True, False:
            return RecordChange(first.table, first.key, Operation.DELETE, start, {})
        case False, True:
            return RecordChange(first.table, first.key, first.operation, {}, end.cells)
        case _:
            return None
