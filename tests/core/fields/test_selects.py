import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields.base import InvalidValue, UnknownOptions
from core.fields.options import MAX_OPTIONS
from core.fields.text_list import join, split
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make

RED, DARK, QUOTED, UPPER = "optred00000", "optdark0000", "optquote000", "optupper000"
OPTIONS: list[JsonValue] = [
    {"id": RED, "name": "Red"},
    {"id": DARK, "name": "Dark, blue"},
    {"id": QUOTED, "name": 'say "hi"; bye'},
    {"id": UPPER, "name": "ΟΔΟΣ"},
]


def unknown(type: str, raw: JsonValue, *, coerce: bool) -> list[str]:
    item = make(type, options=OPTIONS)
    with pytest.raises(UnknownOptions) as caught:
        (item.type.coerce if coerce else item.type.parse)(raw, item)
    return caught.value.names


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ("", None),
        ("Red", RED),
        (RED, RED),
        ("Dark, blue", DARK),
        (5, REFUSED),
        (True, REFUSED),
        (["Red"], REFUSED),
        ({"name": "Red"}, REFUSED),
    ],
)
def test_one_option_by_name_or_id(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("singleSelect", options=OPTIONS), raw, expected)


@pytest.mark.parametrize("raw", ["red", " Red", "Green", "optgone0000", "\x00"])
def test_names_are_exact_when_strict(raw: str) -> None:
    assert unknown("singleSelect", raw, coerce=False) == [raw]
    assert unknown("multiSelect", ["Red", raw], coerce=False) == [raw]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("red", RED),
        (" RED ", RED),
        ("οδοσ", UPPER),
        ({"id": RED, "name": "Red"}, RED),
        (["Red"], RED),
        ([], None),
        ([None], None),
        ("  ", None),
        (["Red", "Dark, blue"], Refused("one option")),
        ("a\x00b", REFUSED),
        ("x" * 256, REFUSED),
        ("\ud800", REFUSED),
    ],
)
def test_one_option_from_a_near_miss(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("singleSelect", options=OPTIONS), raw, expected)


def test_unknown_names_are_told_so_that_they_can_be_added() -> None:
    assert unknown("singleSelect", " Green ", coerce=True) == ["Green"]
    assert unknown("singleSelect", 5, coerce=True) == ["5"]
    assert unknown("multiSelect", "Green; red, GREEN, Blue", coerce=True) == ["Green", "Blue"]
    assert unknown("multiSelect", ["Green", "Red", "Blue"], coerce=True) == ["Green", "Blue"]


def test_an_exact_name_wins_over_a_near_one_and_over_an_id() -> None:
    named_like_an_id: list[JsonValue] = [{"id": "optother000", "name": RED}, {"id": RED, "name": "Red"}]
    check_parse(make("singleSelect", options=named_like_an_id), "Red", RED)
    item = make("singleSelect", options=named_like_an_id)
    assert item.type.parse(RED, item) == "optother000"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ([], None),
        (["Red"], [RED]),
        (["Dark, blue", "Red"], [DARK, RED]),
        (["Red", RED, "Red"], [RED]),
        ("Red", REFUSED),
        (["Red", 5], REFUSED),
        (["Red", None], REFUSED),
        ([["Red"]], REFUSED),
        ({"Red": True}, REFUSED),
    ],
)
def test_several_options_keep_their_order(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("multiSelect", options=OPTIONS), raw, expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Red", [RED]),
        ("red, RED", [RED]),
        ("Dark, blue", [DARK]),
        ('Red, "Dark, blue"', [RED, DARK]),
        ('"dark, blue";red\nRed', [DARK, RED]),
        ('"say ""hi""; bye", Red', [QUOTED, RED]),
        (", ;\n", None),
        ("", None),
        (["red", " RED "], [RED]),
        ([], None),
        (["a"] * (MAX_OPTIONS + 1), REFUSED),
        (",".join(["a"] * (MAX_OPTIONS + 1)), REFUSED),
        ("a\x00", REFUSED),
    ],
)
def test_several_options_from_text(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("multiSelect", options=OPTIONS), raw, expected)


@given(st.lists(st.text(min_size=1, max_size=8).filter(lambda name: name.strip() == name and name != ""), max_size=5))
def test_joined_names_are_split_as_they_were(names: list[str]) -> None:
    assert split(join(names)) == names


@given(st.text(max_size=200))
def test_any_text_splits(text: str) -> None:
    assert all(name.strip() for name in split(text))


def test_options_that_are_gone_show_as_empty() -> None:
    single, many = make("singleSelect", options=OPTIONS), make("multiSelect", options=OPTIONS)
    assert single.type.wire("optgone0000", single) is None
    assert single.type.wire("optgone0000", single, by_id=True) is None
    assert single.type.format("optgone0000", single) == ""
    assert many.type.wire(["optgone0000", RED], many) == ["Red"]
    assert many.type.wire(["optgone0000"], many) is None


def test_options_show_by_name_or_by_id() -> None:
    single, many = make("singleSelect", options=OPTIONS), make("multiSelect", options=OPTIONS)
    assert (single.type.wire(RED, single), single.type.wire(RED, single, by_id=True)) == ("Red", RED)
    assert (many.type.wire([DARK, RED], many), many.type.wire([DARK], many, by_id=True)) == (
        ["Dark, blue", "Red"],
        [DARK],
    )
    assert many.type.format([QUOTED, RED], many) == '"say ""hi""; bye", Red'


def test_hostile_lists_are_refused_quickly() -> None:
    item = make("multiSelect", options=OPTIONS)
    many: list[JsonValue] = ["nope"]
    with pytest.raises(InvalidValue):
        item.type.parse(many * 1_000_000, item)
    with pytest.raises(InvalidValue):
        item.type.coerce('"' * 100_000, item)
