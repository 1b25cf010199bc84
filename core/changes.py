"""The spine's noun: what changed.

A **RecordChange** says what one operation did to one record: the touched fields with their stored values before and
after. A **ChangeSet** is everything that one act did (one request, one automation step, one import), in order.
The same rows are version history, undo source, audit source and outbox, so three laws must hold:

* ``apply(inverse(c), apply(c, state)) == state``   undo after do restores;
* ``merge(a, b)`` applied once equals a then b applied, and nets out to nothing where b takes a back;
* the inverse of the inverse is the change itself.

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
        """The change that takes this one back. Raises ValueError for imports, which are undone as a range."""
        if self.operation is Operation.IMPORT:
            raise ValueError("an import is undone as a range, not record by record")
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
    """The state after ``change``. A create and a restore make the record live; a delete keeps its cells for restore."""
    cells: dict[int, StoredValue] = dict(state.cells) if state else {}
    match change.operation:
        case Operation.CREATE | Operation.UPDATE | Operation.IMPORT:
            cells.update(change.after)
            for number in change.before.keys() - change.after.keys():
                cells.pop(number, None)
            return RecordState(True, cells)
        case Operation.RESTORE:
            return RecordState(True, cells | dict(change.after))
        case Operation.DELETE:
            return RecordState(False, cells)


def rewind(cells: Cells, later: Iterable[RecordChange]) -> Cells:
    """The cells as they were before ``later`` (oldest first): how a trigger sees the record as of its change."""
    state: dict[int, StoredValue] = dict(cells)
    for change in reversed(list(later)):
        state.update(change.before)
    return state


def merge(changes: Sequence[RecordChange]) -> tuple[RecordChange, ...]:
    """One net change per record, in order of first touch; updates that net out to nothing disappear."""
    merged: dict[tuple[int, int], RecordChange] = {}
    for change in changes:
        at = (change.table, change.key)
        merged[at] = _follow(merged[at], change) if at in merged else change
    return tuple(change for change in merged.values() if not _is_nothing(change))


def _follow(first: RecordChange, then: RecordChange) -> RecordChange:
    before = {**then.before, **first.before}
    after = {**first.after, **then.after}
    operation = then.operation
    if first.operation is Operation.CREATE and then.operation is Operation.UPDATE:
        return RecordChange(first.table, first.key, Operation.CREATE, first.before, after)
    return RecordChange(first.table, first.key, operation, before, after)


def _is_nothing(change: RecordChange) -> bool:
    return change.operation is Operation.UPDATE and all(
        change.before.get(number) == change.after.get(number) for number in change.touched
    )
