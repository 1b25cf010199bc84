"""What becomes of values when a field changes its type."""

import pytest

from core.fields.conversion import Conversion, Directory, Outcome, options_for
from core.fields.people import Person
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import make

OPTIONS: dict[str, JsonValue] = {
    "options": [{"id": "optaaaaaaaa", "name": "Red"}, {"id": "optbbbbbbbb", "name": "Dark, blue"}]
}
OTHERS: dict[str, JsonValue] = {"options": [{"id": "optcccccccc", "name": "red"}]}
PEOPLE = Directory({7: Person("usr_1", "Ann Lee", "ann@example.org"), 8: Person("usr_2", "Bo", "bo@example.org")})
KEPT, CHANGED, CLEARED, EMPTY = Outcome.KEPT, Outcome.CHANGED, Outcome.CLEARED, Outcome.EMPTY

CASES: list[tuple[str, dict[str, JsonValue], StoredValue, str, dict[str, JsonValue], StoredValue, Outcome]] = [
    ("checkbox", {}, True, "text", {}, "true", KEPT),
    ("checkbox", {}, False, "text", {}, "false", KEPT),
    ("checkbox", {}, True, "number", {}, 1, CHANGED),
    ("longText", {}, "one\ntwo", "text", {}, "one\ntwo", KEPT),
    ("multiSelect", OPTIONS, ["optaaaaaaaa", "optbbbbbbbb"], "text", {}, 'Red, "Dark, blue"', KEPT),
    ("multiSelect", OPTIONS, ["optbbbbbbbb", "optaaaaaaaa"], "singleSelect", OPTIONS, "optbbbbbbbb", CHANGED),
    ("singleSelect", OPTIONS, "optbbbbbbbb", "multiSelect", OPTIONS, ["optbbbbbbbb"], CHANGED),
    ("singleSelect", OPTIONS, "optaaaaaaaa", "singleSelect", OTHERS, "optcccccccc", CHANGED),
    ("singleSelect", OPTIONS, "optbbbbbbbb", "singleSelect", OTHERS, None, CLEARED),
    ("singleSelect", OPTIONS, "optzzzzzzzz", "text", {}, None, EMPTY),
    ("number", {}, 12.5, "text", {}, "12.5", KEPT),
    ("number", {"precision": 2}, 12.5, "text", {}, "12.50", KEPT),
    ("number", {}, 9.4, "rating", {"max": 5}, 5, CHANGED),
    ("number", {}, 2.5, "rating", {}, 3, CHANGED),
    ("number", {}, -3, "rating", {}, None, CLEARED),
    ("number", {}, 1e300, "currency", {}, None, CLEARED),
    ("number", {}, 0, "checkbox", {}, False, CHANGED),
    ("number", {}, 0.1, "checkbox", {}, True, CHANGED),
    ("rating", {}, 4, "text", {}, "4", KEPT),
    ("text", {}, "yes", "checkbox", {}, True, CHANGED),
    ("text", {}, "perhaps", "checkbox", {}, False, CLEARED),
    ("text", {}, "3/4/2026", "date", {"format": "european"}, "2026-04-03", CHANGED),
    ("text", {}, "3/4/2026", "date", {"format": "us"}, "2026-03-04", CHANGED),
    ("text", {}, "soon", "date", {}, None, CLEARED),
    ("text", {}, "1.234,5 €", "number", {}, 1234.5, CHANGED),
    ("text", {}, "12 apples", "number", {}, None, CLEARED),
    ("text", {}, "  ", "number", {}, None, CLEARED),
    ("text", {}, "RED", "singleSelect", OPTIONS, "optaaaaaaaa", CHANGED),
    ("text", {}, 'Red, "Dark, blue"', "multiSelect", OPTIONS, ["optaaaaaaaa", "optbbbbbbbb"], KEPT),
    ("text", {}, "not an address", "email", {}, None, CLEARED),
    ("date", {"format": "us"}, "2026-03-04", "datetime", {"timeZone": "Europe/Athens"}, "2026-03-03T22:00:00+00:00",
     CHANGED),
    ("datetime", {"timeZone": "Europe/Athens"}, "2026-03-03T22:30:00+00:00", "date", {}, "2026-03-04", CHANGED),
    ("datetime", {}, "2026-03-03T22:30:00+00:00", "date", {}, "2026-03-03", CHANGED),
    ("createdBy", {}, 7, "text", {}, "Ann Lee", KEPT),
    ("createdBy", {}, 9, "text", {}, None, EMPTY),
    ("text", {}, None, "number", {}, None, EMPTY),
    ("text", {}, None, "checkbox", {}, False, EMPTY),
]  # fmt: skip


@pytest.mark.parametrize(("old", "old_config", "stored", "new", "new_config", "expected", "outcome"), CASES)
def test_each_pair(
    old: str,
    old_config: dict[str, JsonValue],
    stored: StoredValue,
    new: str,
    new_config: dict[str, JsonValue],
    expected: StoredValue,
    outcome: Outcome,
) -> None:
    converted = Conversion(make(old, **old_config), make(new, **new_config), PEOPLE).convert(stored)
    assert (converted.value, converted.outcome) == (expected, outcome)
    assert bool(converted.reason) == (outcome is CLEARED)


def test_people_are_found_by_id_address_and_unambiguous_name() -> None:
    twins = Directory({**PEOPLE.by_number, 9: Person("usr_3", "bo", "bo2@example.org")})
    assert (PEOPLE.find("BO"), PEOPLE.find(" ann@EXAMPLE.org "), PEOPLE.find("usr_1")) == (8, 7, 7)
    assert (twins.find("Bo"), twins.find("bo2@example.org"), twins.find("nobody")) == (None, 9, None)


def test_options_are_found_in_order_without_regard_to_capitals_and_old_ones_keep_their_ids() -> None:
    text, select = make("text"), make("singleSelect", **OPTIONS)
    found = options_for(text, ["b", "A", "B ", "", "a, c"], many=False)
    assert found is not None
    assert [option.name for option in found.options] == ["b", "A", "a, c"]
    several = options_for(select, ["x, Red", '"Dark, blue"; y'], many=True)
    assert several is not None
    assert [(option.id, option.name) for option in several.options] == [
        ("optaaaaaaaa", "Red"), ("optbbbbbbbb", "Dark, blue"), (None, "x"), (None, "y"),
    ]  # fmt: skip


def test_more_names_than_a_select_takes_are_none() -> None:
    assert options_for(make("text"), (str(at) for at in range(1_001)), many=False) is None
    assert options_for(make("text"), (str(at) for at in range(1_000)), many=False) is not None
