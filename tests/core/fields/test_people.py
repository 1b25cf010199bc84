import pytest

from core.fields.base import ColumnType, InvalidValue
from core.fields.people import Directory, Person, resolve, said, show
from core.values import JsonValue, StoredValue, ValueKind
from tests.core.fields.cases import REFUSED, Refused, make

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


KNOWN = Directory(
    {"usr_1": 1, "ada@example.org": 1, "usr_2": 2, "bo@example.org": 2, "usr_3": 3, "bo@elsewhere.org": 3},
    {"ada": (1,), "bo": (2, 3)},
)


@pytest.mark.parametrize(
    ("type", "lenient", "raw", "expected"),
    [
        ("user", False, None, None),
        ("user", False, "usr_1", 1),
        ("user", False, "ADA@example.org", 1),
        ("user", False, {"id": "usr_1", "name": "Ada", "email": "ada@example.org"}, 1),
        ("user", False, {"email": "bo@example.org"}, 2),
        ("user", False, "Ada", Refused("nobody 'Ada'")),
        ("user", False, "usr_9", Refused("Invite them")),
        ("user", False, 1, REFUSED),
        ("user", False, {"currentUser": True}, REFUSED),
        ("user", False, ["usr_1"], REFUSED),
        ("user", False, "", REFUSED),
        ("user", True, "ada", 1),
        ("user", True, "Ada Lovelace <ada@example.org>", 1),
        ("user", True, "bo", Refused("2 people")),
        ("user", True, "", None),
        ("user", True, ["usr_1"], 1),
        ("user", True, [], None),
        ("user", True, ["usr_1", "usr_2"], REFUSED),
        ("multiUser", False, ["usr_2", "usr_1", "usr_2"], [2, 1]),
        ("multiUser", False, [], None),
        ("multiUser", False, None, None),
        ("multiUser", False, "usr_1", REFUSED),
        ("multiUser", False, ["usr_1", "usr_9"], Refused("usr_9")),
        ("multiUser", False, ["usr_1", None], REFUSED),
        ("multiUser", True, "Ada; bo@example.org", [1, 2]),
        ("multiUser", True, {"id": "usr_2"}, [2]),
        ("multiUser", True, "", None),
    ],
)
def test_people_are_written_by_what_names_them(
    type: str, lenient: bool, raw: JsonValue, expected: StoredValue | Refused
) -> None:
    item = make(type)

    def read() -> StoredValue:
        return item.type.parse(resolve(raw, item, KNOWN, lenient=lenient), item)

    if isinstance(expected, Refused):
        with pytest.raises(InvalidValue) as caught:
            read()
        assert expected.words in str(caught.value)
        return
    assert read() == expected
    if expected is not None:
        named = set(said(raw, lenient=lenient))
        assert named & (KNOWN.numbers.keys() | KNOWN.names.keys() | {"ADA@example.org", "Ada"})


def test_several_people_are_kept_as_their_numbers() -> None:
    item = make("multiUser")
    assert (item.kind, item.many, item.column_type) == (ValueKind.USER, True, ColumnType.BIGINT_ARRAY)
    assert item.type.parse([2, 1, 2], item) == [2, 1]
    assert show([1, 9], item, {1: ADA}) == [{"id": ADA.id, "name": "Ada", "email": "ada@example.org"}]
    assert show([9], item, {1: ADA}) is None
    with pytest.raises(InvalidValue, match="at most 100"):
        item.type.parse(list(range(1, 102)), item)


def test_what_names_nobody_is_never_looked_up() -> None:
    assert not [*said([None, 5, {"id": 5}, {"x": "y"}, "x" * 400, True], lenient=True)]
