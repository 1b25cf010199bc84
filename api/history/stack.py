"""Undo stacks, computed from the feed: nothing is stored for them.

What one person did in one browser tab is a list of change sets. Reading it from the oldest on gives two stacks of
**change sets whose taking back is on offer**:

* an ordinary change set goes onto the undo stack, and empties the redo stack;
* an undo takes the change set it undoes off the undo stack, and goes itself onto the redo stack: redoing it is taking
  the undo back;
* a redo takes the undo off the redo stack, and goes itself onto the undo stack.

So undo and redo are the same deed, done to the top of different stacks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core.actor import CauseKind


@dataclass(frozen=True, slots=True)
class Done:
    """One change set of a tab. ``undoes`` is what an undo or redo took back."""

    change_set: UUID
    cause: CauseKind
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stacks:
    """The last element is the top."""

    undo: tuple[UUID, ...]
    redo: tuple[UUID, ...]


def stacks(history: Iterable[Done]) -> Stacks:
    """``history`` oldest first. What it takes back may have dropped off its beginning; then nothing is taken off."""
    undo: list[UUID] = []
    redo: list[UUID] = []
    for done in history:
        match done.cause:
            case CauseKind.UNDO:
                _take(undo, done.undoes)
                redo.append(done.change_set)
            case CauseKind.REDO:
                _take(redo, done.undoes)
                undo.append(done.change_set)
            case _:
                undo.append(done.change_set)
                redo.clear()
    return Stacks(tuple(undo), tuple(redo))


def _take(stack: list[UUID], change_set: UUID | None) -> None:
    if change_set is not None and change_set in stack:
        stack.remove(change_set)
