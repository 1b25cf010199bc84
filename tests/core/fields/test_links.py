"""Link cells: keys in stored values, ids on the wire."""

import pytest

from core.fields.base import InvalidValue
from core.fields.link import MAX_LINKS, Cardinality, InvalidItem, LinkConfig, UnknownTitles
from core.ids import record_id
from core.schema import FieldDef
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make

TARGET = 7
A, B = record_id(TARGET, 1), record_id(TARGET, 2)
ELSEWHERE = record_id(8, 1)


def linked(cardinality: str = "manyToMany") -> FieldDef:
    return make("link", tableId="tbl_x", cardinality=cardinality, link=3, target=TARGET, workspace=1)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (None, None),
        ([], None),
        ([A, B], [1, 2]),
        ([B, A, B], [2, 1]),
        ([{"id": A, "title": "x"}], [1]),
        (A, Refused("list of record ids")),
        ({}, REFUSED),
        ([None], Refused("null")),
        ([1], REFUSED),
        ([[]], REFUSED),
        (["x"], Refused("no record id")),
        ([A + "0"], REFUSED),
        (["\ud800"], REFUSED),
        (["rec_ffffffff000000000001"], REFUSED),
        ([ELSEWHERE], Refused("linked table")),
        ([A] * (MAX_LINKS + 1), Refused("10,000")),
    ],
)
def test_lists_of_ids(raw: JsonValue, stored: StoredValue | Refused) -> None:
    check_parse(linked(), raw, stored)


def test_the_faulty_item_is_named() -> None:
    with pytest.raises(InvalidItem) as caught:
        linked().type.parse([A, "x"], linked())
    assert caught.value.place == 1


@pytest.mark.parametrize("cardinality", ["manyToOne", "oneToOne"])
def test_a_single_link_holds_one(cardinality: str) -> None:
    one = linked(cardinality)
    check_parse(one, [A], [1])
    check_parse(one, [A, B], Refused("one record at most"))
    assert not one.many
    assert linked().many


@pytest.mark.parametrize("raw", [A, f" {A} ", [A], f"{A}, {A}"])
def test_ids_are_read_from_text_too(raw: JsonValue) -> None:
    check_coerce(linked(), raw, [1])


@pytest.mark.parametrize(
    ("cardinality", "raw", "said"),
    [
        ("manyToMany", "Acme, Beta", ["Acme", "Beta"]),
        ("manyToMany", '"Acme, Inc."; Beta', ["Acme, Inc.", "Beta"]),
        ("manyToMany", ["Acme, Inc.", A, "Acme, Inc."], ["Acme, Inc.", 1]),
        ("manyToMany", [12.5], ["12.5"]),
        ("manyToOne", "Acme, Inc.", ["Acme, Inc."]),
    ],
)
def test_titles_are_for_somebody_else_to_find(cardinality: str, raw: JsonValue, said: list[int | str]) -> None:
    one = linked(cardinality)
    with pytest.raises(UnknownTitles) as caught:
        one.type.coerce(raw, one)
    assert caught.value.said == said


@pytest.mark.parametrize("raw", [[" "], [None], [True], [[]], ["x" * 1_001], ["a\x00"], [ELSEWHERE], 7, {"id": 1}])
def test_what_is_no_title_either(raw: JsonValue) -> None:
    with pytest.raises(InvalidValue) as caught:
        linked().type.coerce(raw, linked())
    assert not isinstance(caught.value, UnknownTitles)


def test_blank_text_is_no_link() -> None:
    check_coerce(linked(), "  ", None)
    check_coerce(linked("oneToOne"), "", None)


def test_cardinalities_turn_round() -> None:
    assert [each.reversed.reversed for each in Cardinality] == list(Cardinality)
    assert Cardinality.MANY_TO_ONE.reversed is Cardinality.ONE_TO_MANY


def test_clients_do_not_see_what_names_physical_tables() -> None:
    config = linked().config
    assert isinstance(config, LinkConfig)
    assert config.shown() == {"tableId": "tbl_x", "cardinality": "manyToMany"}
    assert config.relation == "ws_1.l_3"
