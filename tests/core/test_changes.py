import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.changes import ChangeSet, Operation, RecordChange, RecordState, apply, merge, rewind
from core.values import StoredValue

POOL: list[StoredValue] = [None, 0, 1, "a", "b", True, ["x"]]
VALUES = st.sampled_from(POOL)
CELLS = st.dictionaries(st.integers(1, 4), VALUES, max_size=4)


def seen(state: RecordState | None) -> dict[int, StoredValue] | None:
    """What a reader sees: nothing for a deleted record, and no difference between null and absent."""
    if state is None or not state.live:
        return None
    return {number: value for number, value in state.cells.items() if value is not None}


@st.composite
def fitting_change(draw: st.DrawFn, state: RecordState | None) -> RecordChange:
    """A change that can happen to a record in this state, as the write path would record it."""
    if state is None:
        return RecordChange(1, 7, Operation.CREATE, {}, draw(CELLS))
    if not state.live:
        return RecordChange(1, 7, Operation.RESTORE, {}, state.cells)
    if draw(st.booleans()):
        return RecordChange(1, 7, Operation.DELETE, state.cells, {})
    after = draw(CELLS)
    return RecordChange(1, 7, Operation.UPDATE, {n: state.cells[n] for n in after if n in state.cells}, after)


@st.composite
def histories(draw: st.DrawFn) -> tuple[RecordState | None, list[RecordChange]]:
    start = draw(st.none() | st.builds(RecordState, st.booleans(), CELLS))
    state, changes = start, list[RecordChange]()
    for _ in range(draw(st.integers(1, 6))):
        change = draw(fitting_change(state))
        state = apply(change, state)
        changes.append(change)
    return start, changes


def after(changes: tuple[RecordChange, ...] | list[RecordChange], state: RecordState | None) -> RecordState | None:
    for change in changes:
        state = apply(change, state)
    return state


@given(histories())
def test_undo_after_do_restores(case: tuple[RecordState | None, list[RecordChange]]) -> None:
    state, changes = case
    for change in changes:
        following = apply(change, state)
        assert seen(apply(change.inverse(), following)) == seen(state)
        state = following


@given(histories())
def test_redo_after_undo_does_again(case: tuple[RecordState | None, list[RecordChange]]) -> None:
    state, changes = case
    for change in changes:
        done = apply(change, state)
        undone = apply(change.inverse(), done)
        assert seen(apply(change.inverse().inverse(), undone)) == seen(done)
        state = done


@given(histories())
def test_a_change_set_is_undone_last_change_first(case: tuple[RecordState | None, list[RecordChange]]) -> None:
    state, changes = case
    together = ChangeSet("chs_1", tuple(changes))
    undone = together.inverse("chs_2")
    assert undone.id == "chs_2"
    assert seen(after(undone.changes, after(together.changes, state))) == seen(state)
    redone = undone.inverse("chs_3")
    assert seen(after(redone.changes, after(undone.changes, after(together.changes, state)))) == seen(
        after(together.changes, state)
    )


@given(histories())
def test_merged_changes_show_what_they_show_one_by_one(case: tuple[RecordState | None, list[RecordChange]]) -> None:
    state, changes = case
    net = merge(changes)
    assert len(net) <= 1
    assert seen(after(net, state)) == seen(after(changes, state))
    for change in net:
        if change.operation is Operation.UPDATE:
            assert all(change.before.get(number) != change.after.get(number) for number in change.touched)


@given(histories())
def test_merging_and_taking_back_restores(case: tuple[RecordState | None, list[RecordChange]]) -> None:
    state, changes = case
    net = ChangeSet("chs_1", merge(changes))
    assert seen(after(net.inverse("chs_2").changes, after(net.changes, state))) == seen(state)


@given(histories())
def test_a_change_and_its_inverse_come_to_nothing(case: tuple[RecordState | None, list[RecordChange]]) -> None:
    for change in case[1]:
        assert merge([change, change.inverse()]) == ()


@given(histories())
def test_rewinding_gives_the_cells_of_then(case: tuple[RecordState | None, list[RecordChange]]) -> None:
    state, changes = case
    if state is None or any(change.operation is not Operation.UPDATE for change in changes):
        return
    end = after(changes, state)
    assert end is not None
    rewound = rewind(end.cells, changes)
    touched = {number for change in changes for number in change.before}
    assert {n: rewound.get(n) for n in touched} == {n: state.cells.get(n) for n in touched}


def update(key: int, before: dict[int, StoredValue], after: dict[int, StoredValue]) -> RecordChange:
    return RecordChange(1, key, Operation.UPDATE, before, after)


def test_the_inverse_of_a_create_is_a_delete_and_back_is_a_restore() -> None:
    create = RecordChange(1, 7, Operation.CREATE, {}, {1: "a"})
    assert create.inverse() == RecordChange(1, 7, Operation.DELETE, {1: "a"}, {})
    assert create.inverse().inverse() == RecordChange(1, 7, Operation.RESTORE, {}, {1: "a"})


@pytest.mark.parametrize("operation", [Operation.UPDATE, Operation.DELETE, Operation.RESTORE])
def test_the_inverse_of_the_inverse_is_the_change(operation: Operation) -> None:
    change = RecordChange(1, 7, operation, {1: "a"}, {1: "b"})
    assert change.inverse().inverse() == change


@pytest.mark.parametrize("operation", [Operation.IMPORT, Operation.CONVERT])
def test_a_change_of_many_records_has_no_inverse_of_its_own(operation: Operation) -> None:
    with pytest.raises(ValueError, match="as a whole"):
        RecordChange(1, 7, operation, {}, {}).inverse()


def test_an_update_does_not_revive_a_deleted_record() -> None:
    assert not apply(update(7, {1: "a"}, {1: "b"}), RecordState(False, {1: "a"})).live


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], ()),
        ([update(1, {1: "a"}, {1: "b"}), update(1, {1: "b"}, {1: "c"})], (update(1, {1: "a"}, {1: "c"}),)),
        ([update(1, {1: "a"}, {1: "b"}), update(1, {1: "b"}, {1: "a"})], ()),
        ([update(1, {1: "a", 2: 1}, {1: "b", 2: 2}), update(1, {1: "b"}, {1: "a"})], (update(1, {2: 1}, {2: 2}),)),
        ([update(1, {1: "a"}, {1: "a"})], ()),
        (
            [update(2, {1: 1}, {1: 2}), update(1, {1: 1}, {1: 2}), update(2, {2: 1}, {2: 2})],
            (update(2, {1: 1, 2: 1}, {1: 2, 2: 2}), update(1, {1: 1}, {1: 2})),
        ),
        (
            [RecordChange(1, 1, Operation.CREATE, {}, {1: "a"}), update(1, {1: "a"}, {1: "b", 2: 3})],
            (RecordChange(1, 1, Operation.CREATE, {}, {1: "b", 2: 3}),),
        ),
        (
            [
                RecordChange(1, 1, Operation.CREATE, {}, {1: "a"}),
                RecordChange(1, 1, Operation.DELETE, {1: "a"}, {}),
                RecordChange(1, 1, Operation.RESTORE, {}, {1: "a"}),
            ],
            (RecordChange(1, 1, Operation.CREATE, {}, {1: "a"}),),
        ),
        (
            [update(1, {1: "a"}, {1: "b"}), RecordChange(1, 1, Operation.DELETE, {1: "b", 2: 5}, {})],
            (RecordChange(1, 1, Operation.DELETE, {1: "a", 2: 5}, {}),),
        ),
        (
            [RecordChange(1, 1, Operation.DELETE, {1: "a"}, {}), RecordChange(1, 1, Operation.RESTORE, {}, {1: "a"})],
            (),
        ),
        (
            [RecordChange(1, 0, Operation.IMPORT, {}, {1: 5}), RecordChange(1, 0, Operation.IMPORT, {}, {1: 5})],
            (RecordChange(1, 0, Operation.IMPORT, {}, {1: 5}), RecordChange(1, 0, Operation.IMPORT, {}, {1: 5})),
        ),
    ],
)
def test_merge_gives_the_net_change(changes: list[RecordChange], expected: tuple[RecordChange, ...]) -> None:
    assert merge(changes) == expected


def test_records_of_different_tables_with_one_key_are_not_merged() -> None:
    there = RecordChange(2, 1, Operation.UPDATE, {1: 1}, {1: 2})
    assert merge([update(1, {1: 1}, {1: 2}), there]) == (update(1, {1: 1}, {1: 2}), there)
