"""Stacks from history alone, without a database."""

from collections.abc import Sequence
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.history.stack import Done, Stacks, stacks
from core.actor import CauseKind

A, B, C, D, E = (UUID(int=n) for n in range(1, 6))


def did(*change_sets: UUID) -> list[Done]:
    return [Done(change_set, CauseKind.REQUEST) for change_set in change_sets]


def test_nothing_done_is_nothing_to_undo() -> None:
    assert stacks([]) == Stacks((), ())


def test_undo_goes_onto_the_redo_stack_and_back() -> None:
    history = [*did(A, B), Done(C, CauseKind.UNDO, B)]
    assert stacks(history) == Stacks((A,), (C,))
    history.append(Done(D, CauseKind.REDO, C))
    assert stacks(history) == Stacks((A, D), ())
    history.append(Done(E, CauseKind.UNDO, D))
    assert stacks(history) == Stacks((A,), (E,))


def test_new_work_ends_redo() -> None:
    assert stacks([*did(A), Done(B, CauseKind.UNDO, A), *did(C)]) == Stacks((C,), ())


def test_undo_of_something_below_the_top_leaves_the_top() -> None:
    assert stacks([*did(A, B), Done(C, CauseKind.UNDO, A)]) == Stacks((B,), (C,))


def test_history_cut_off_at_its_beginning_still_gives_stacks() -> None:
    assert stacks([Done(C, CauseKind.UNDO, A), Done(D, CauseKind.REDO, B)]) == Stacks((D,), (C,))


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_stacks_behave_like_an_editor(deeds: Sequence[str]) -> None:
    """Against the obvious model: a list of what is done and a list of what was undone."""
    history: list[Done] = []
    done: list[int] = []
    undone: list[int] = []
    for number, deed in enumerate(deeds, 1):
        found = stacks(history)
        assert (len(found.undo), len(found.redo)) == (len(done), len(undone))
        match deed:
            case "do":
                history.append(Done(UUID(int=number), CauseKind.REQUEST))
                done.append(number)
                undone.clear()
            case "undo" if found.undo:
                history.append(Done(UUID(int=number), CauseKind.UNDO, found.undo[-1]))
                undone.append(done.pop())
            case "redo" if found.redo:
                history.append(Done(UUID(int=number), CauseKind.REDO, found.redo[-1]))
                done.append(undone.pop())
            case _:
                continue
