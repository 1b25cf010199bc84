import pytest

from core.fields.base import ColumnType, InvalidValue
from core.fields.people import Person, show
from core.values import JsonValue
from tests.core.fields.cases import make

ADA = Person("usr_00000000000000000000000001", "Ada", "ada@example.org")


@pytest.mark.parametrize(("type", "column"), [("createdBy", "created_by"), ("modifiedBy", "updated_by")])
def test_people_are_kept_by_number_in_system_columns(type: str, column: str) -> None:
    item = make(type)
    assert (item.read_only, item.column, item.column_type) == (True, column, ColumnType.BIGINT)
    assert item.type.parse(item.type.wire(7, item), item) == 7
    assert item.type.parse(None, item) is None


@pytest.mark.parametrize("raw", [0, -1, True, 2**63, 1.0, "1", "usr_1", {"id": "usr_1"}, [1]])
def test_only_numbers_are_stored(raw: JsonValue) -> None:
    item = make("createdBy")
    with pytest.raises(InvalidValue):
        item.type.parse(raw, item)


def test_people_are_shown_by_those_who_loaded_them() -> None:
    item = make("createdBy")
    assert show(1, item, {1: ADA}) == {"id": ADA.id, "name": "Ada", "email": "ada@example.org"}
    assert show(2, item, {1: ADA}) is None
    assert show(None, item, {1: ADA}) is None


def test_everything_else_is_shown_by_its_type() -> None:
    item = make("singleSelect", options=[{"id": "optred00000", "name": "Red"}])
    assert show("optred00000", item, {}) == "Red"
    assert show("optred00000", item, {}, by_id=True) == "optred00000"


@pytest.mark.parametrize(("type", "column"), [("createdTime", "created_at"), ("modifiedTime", "updated_at")])
def test_system_times_are_read_only_times(type: str, column: str) -> None:
    item = make(type)
    assert (item.read_only, item.column) == (True, column)
    assert item.type.parse("2026-11-22T10:00:00Z", item) == "2026-11-22T10:00:00+00:00"
