import pytest

from core.changes import Operation, RecordChange
from core.triggers import TriggerSpec, TriggerType, match

CREATED = RecordChange(1, 7, Operation.CREATE, {}, {1: "a"})
UPDATED = RecordChange(1, 7, Operation.UPDATE, {1: "a", 2: 5}, {1: "b", 2: 5})
CLEARED = RecordChange(1, 7, Operation.UPDATE, {1: "a"}, {1: None})
FILLED = RecordChange(1, 7, Operation.UPDATE, {}, {1: "a"})
NOTHING = RecordChange(1, 7, Operation.UPDATE, {1: "a"}, {1: "a"})
RAISED = RecordChange(1, 7, Operation.UPDATE, {}, {})
DELETED = RecordChange(1, 7, Operation.DELETE, {1: "a"}, {})
RESTORED = RecordChange(1, 7, Operation.RESTORE, {}, {1: "a"})
IMPORTED = RecordChange(1, 7, Operation.IMPORT, {}, {1: "a"})
ELSEWHERE = RecordChange(2, 7, Operation.CREATE, {}, {1: "a"})

C, U, F, M = TriggerType.RECORD_CREATED, TriggerType.RECORD_UPDATED, TriggerType.FIELD_CHANGED, TriggerType.MANUAL


@pytest.mark.parametrize(
    ("type", "fields", "change", "fires"),
    [
        (C, set[int](), CREATED, True),
        (C, set[int](), UPDATED, False),
        (C, set[int](), RESTORED, False),
        (C, set[int](), DELETED, False),
        (C, set[int](), IMPORTED, False),
        (C, set[int](), ELSEWHERE, False),
        (U, set[int](), UPDATED, True),
        (U, set[int](), NOTHING, True),
        (U, set[int](), RAISED, False),
        (U, set[int](), CREATED, False),
        (U, set[int](), DELETED, False),
        (U, set[int](), RESTORED, False),
        (U, set[int](), IMPORTED, False),
        (U, {1}, UPDATED, True),
        (U, {2}, UPDATED, False),
        (U, {2, 1}, UPDATED, True),
        (U, {3}, UPDATED, False),
        (U, {1}, NOTHING, False),
        (F, {1}, UPDATED, True),
        (F, {2}, UPDATED, False),
        (F, {3}, UPDATED, False),
        (F, {1}, CLEARED, True),
        (F, {1}, FILLED, True),
        (F, {1}, NOTHING, False),
        (F, {1}, CREATED, False),
        (F, {1}, DELETED, False),
        (F, {1}, RESTORED, False),
        (F, {1}, IMPORTED, False),
        (F, set[int](), UPDATED, False),
        (M, set[int](), CREATED, False),
        (M, set[int](), UPDATED, False),
    ],
)
def test_what_fires_what(type: TriggerType, fields: set[int], change: RecordChange, fires: bool) -> None:
    assert match(TriggerSpec(type, 1, frozenset(fields)), change) is fires


def test_a_change_in_another_table_fires_nothing() -> None:
    for trigger in TriggerType:
        assert not match(TriggerSpec(trigger, 2, frozenset({1})), UPDATED)
