"""Which indexes a question asks for."""

import pytest

from api.records.wants import Want, parse_want, wants
from core.access.policy import compile_policy
from core.access.roles import BaseRole
from core.query.parse import parse_query
from core.values import JsonValue
from tests.support.query_strategies import SCHEMA
from tests.support.query_tables import PEOPLE

_POLICY = compile_policy(BaseRole.EDITOR, 1)


def _is(field: str, operator: str, value: JsonValue) -> dict[str, JsonValue]:
    return {"field": field, "operator": operator, "value": value}


def _all(*conditions: JsonValue, conjunction: str = "and") -> dict[str, JsonValue]:
    return {"conjunction": conjunction, "filters": list(conditions)}


CASES: list[tuple[str, dict[str, JsonValue], set[str]]] = [
    ("nothing", {}, set()),
    ("a sort", {"sorts": [{"field": "Text"}]}, {"sort:1"}),
    ("two sorts one way", {"sorts": [{"field": "Day"}, {"field": "Text"}]}, {"sort:8,1"}),
    ("two sorts two ways", {"sorts": [{"field": "Day"}, {"field": "Text", "direction": "desc"}]}, {"sort:8"}),
    ("an option", {"filter": _is("Choice", "equals", "Low")}, {"pick:12"}),
    (
        "an option and a sort",
        {"filter": _all(_is("Choice", "equals", "Low")), "sorts": [{"field": "Day", "direction": "desc"}]},
        {"pick:12,8"},
    ),
    (
        "a range and a sort",
        {"filter": _is("Number", "between", [1, 2]), "sorts": [{"field": "Text"}]},
        {"sort:1,3", "sort:3"},
    ),
    (
        "a range and a sort of the same",
        {"filter": _is("Number", "between", [1, 2]), "sorts": [{"field": "Number", "direction": "desc"}]},
        {"sort:3"},
    ),
    (
        "a range, an option and a sort",
        {
            "filter": _all(_is("Number", "between", [1, 2]), _is("Choice", "equals", "Low")),
            "sorts": [{"field": "Text"}],
        },
        {"sort:3", "pick:12,1"},
    ),
    (
        "a range and two sorts",
        {"filter": _is("Number", "greaterThan", 1), "sorts": [{"field": "Day"}, {"field": "Text"}]},
        {"sort:3", "sort:8,1"},
    ),
    ("a relative date", {"filter": _is("Day", "within", {"mode": "thisWeek"})}, {"sort:8"}),
    ("text inside", {"filter": _all(_all(_is("Text", "contains", "abc")))}, {"words:1"}),
    ("a text exactly", {"filter": _is("Email", "equals", "a@b.example")}, {"equal:15"}),
    ("items", {"filter": _is("Choices", "hasAny", ["a"])}, {"has:13"}),
    ("a search", {"search": "abc"}, {"words:1,2,14,15,21,22,31"}),
    ("either of two", {"filter": _all(_is("Choice", "equals", "Low"), conjunction="or")}, set()),
    ("the opposite", {"filter": _is("Choice", "notEquals", "Low")}, set()),
    ("another field", {"filter": _is("Number", "equals", {"field": "Price"})}, set()),
    (
        "sums of groups",
        {"groups": [{"field": "Choice"}], "aggregates": [{"fn": "sum", "field": "Price"}, {"fn": "count"}]},
        {"sum:12,4"},
    ),
    (
        "sums of groups of some",
        {
            "groups": [{"field": "Choice"}],
            "aggregates": [{"fn": "sum", "field": "Price"}],
            "filter": _is("Number", "greaterThan", 3),
        },
        {"sort:3"},
    ),
]


@pytest.mark.parametrize(("raw", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_wants(raw: dict[str, JsonValue], expected: set[str]) -> None:
    query = parse_query(raw, SCHEMA, _POLICY, max_limit=100, people=PEOPLE)
    found = wants(query, SCHEMA, SCHEMA.fields)
    assert {str(want) for want in found} == expected
    assert {parse_want(str(want)) for want in found} == found


@pytest.mark.parametrize("text", ["", "sort", "sort:", "sort:x", "other:1"])
def test_other_texts_are_no_wants(text: str) -> None:
    with pytest.raises(ValueError, match=r"want|int"):
        parse_want(text)


def test_wants_are_ordered() -> None:
    assert sorted([parse_want("sort:2"), parse_want("pick:9")]) == [parse_want("pick:9"), parse_want("sort:2")]
    assert isinstance(parse_want("sort:2"), Want)
