import pytest
from hypothesis import given, settings

from core.access.levels import TableLevel
from core.access.policy import Policy
from core.errors import Invalid
from core.query.ast import Condition, CurrentUser, Group, Literal
from core.query.parse import parse_filter, parse_query
from core.query.people import mentioned
from core.values import JsonValue
from tests.core.query.anything import ANYTHING
from tests.support.query_strategies import SCHEMA
from tests.support.query_tables import PEOPLE, POLICY

ADA = "usr_00000000000000000000000001"


def faults(raw: JsonValue) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        parse_filter(raw, SCHEMA, POLICY, people=PEOPLE)
    for fault in caught.value.faults:
        f"{fault.path}{fault.message}".encode()
        assert len(fault.message) < 1_500
        assert len(fault.path) < 1_000
    return [(fault.path, fault.code) for fault in caught.value.faults]


def condition(field: JsonValue, operator: JsonValue, value: JsonValue = None) -> JsonValue:
    return {"field": field, "operator": operator, "value": value}


def matched(match: JsonValue, field: JsonValue, operator: JsonValue, value: JsonValue) -> JsonValue:
    return {"field": field, "operator": operator, "value": value, "match": match}


def nested(depth: int) -> JsonValue:
    found: JsonValue = condition("Text", "isEmpty")
    for _ in range(depth):
        found = {"conjunction": "and", "filters": [found]}
    return found


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (5, [("filter", "invalid_filter")]),
        ("Text = 1", [("filter", "invalid_filter")]),
        ([], [("filter", "invalid_filter")]),
        (True, [("filter", "invalid_filter")]),
        ({}, [("filter", "invalid_filter")]),
        ({"operator": "equals"}, [("filter", "invalid_filter")]),
        ({"filters": 5}, [("filter.filters", "invalid_value")]),
        ({"filters": {"0": 1}}, [("filter.filters", "invalid_value")]),
        ({"conjunction": "xor", "filters": []}, [("filter.conjunction", "invalid_value")]),
        ({"conjunction": ["and"], "filters": []}, [("filter.conjunction", "invalid_value")]),
        ({"conjunction": None, "filters": []}, [("filter.conjunction", "invalid_value")]),
        ({"filters": [], "not": True}, [("filter.not", "unknown_key")]),
        ({"filters": [None, 5]}, [("filter.filters[0]", "invalid_filter"), ("filter.filters[1]", "invalid_filter")]),
        ({"field": None, "operator": "equals"}, [("filter.field", "invalid_value")]),
        ({"field": ["Text"], "operator": "equals"}, [("filter.field", "invalid_value")]),
        (condition("Nope", "equals", 1), [("filter.field", "unknown_field")]),
        (condition("x" * 100_000, "equals", 1), [("filter.field", "unknown_field")]),
        (condition("\ud800", "equals", 1), [("filter.field", "unknown_field")]),
        (condition("text", "equals", 1), [("filter.field", "unknown_field")]),
        (condition("Text", None, 1), [("filter.operator", "unknown_operator")]),
        (condition("Text", "Equals", 1), [("filter.operator", "unknown_operator")]),
        (condition("Text", ["equals"], 1), [("filter.operator", "unknown_operator")]),
        (condition("Text", {}, 1), [("filter.operator", "unknown_operator")]),
        (condition("Text", "greaterThan", 1), [("filter.operator", "unknown_operator")]),
        (condition("Text", "hasAny", ["a"]), [("filter.operator", "unknown_operator")]),
        (condition("Ticked", "isEmpty"), [("filter.operator", "unknown_operator")]),
        (condition("Choices", "equals", "a"), [("filter.operator", "unknown_operator")]),
        ({"field": "Text", "operator": "isEmpty", "op": 1}, [("filter.op", "unknown_key")]),
        ({"field": "Text", "operator": "isEmpty", "\ud800": 1}, [("filter.\\ud800", "unknown_key")]),
        (condition("Text", "isEmpty", "x"), [("filter.value", "invalid_value")]),
        (condition("Text", "equals"), [("filter.value", "invalid_value")]),
        (condition("Text", "equals", ""), [("filter.value", "invalid_value")]),
        (condition("Text", "equals", 5), [("filter.value", "invalid_value")]),
        (condition("Text", "contains", "a\x00"), [("filter.value", "invalid_value")]),
        (condition("Text", "contains", "\ud800"), [("filter.value", "invalid_value")]),
        (condition("Text", "contains", ["a"]), [("filter.value", "invalid_value")]),
        (condition("Text", "equals", {"mode": "today"}), [("filter.value", "invalid_value")]),
        (condition("Text", "equals", {"currentUser": True}), [("filter.value", "invalid_value")]),
        (condition("Text", "containsWord", "a" * 501), [("filter.value", "invalid_value")]),
        (condition("Text", "containsWord", ""), [("filter.value", "invalid_value")]),
        (condition("Text", "containsWord", None), [("filter.value", "invalid_value")]),
        (condition("Text", "containsWord", {"field": "Long text"}), [("filter.value", "invalid_value")]),
        (condition("Text", "lengthLessThan", -1), [("filter.value", "invalid_value")]),
        (condition("Text", "lengthLessThan", 2.0), [("filter.value", "invalid_value")]),
        (condition("Text", "lengthLessThan", True), [("filter.value", "invalid_value")]),
        (condition("Text", "lengthLessThan", 10**30), [("filter.value", "invalid_value")]),
        (condition("Text", "countEquals", 1), [("filter.operator", "unknown_operator")]),
        (condition("Number", "isEven", 1), [("filter.value", "invalid_value")]),
        (condition("L21 list", "countEquals", "1"), [("filter.value", "invalid_value")]),
        (condition("L31 list", "hasType", 5), [("filter.value", "invalid_value")]),
        (condition("L31 list", "equals", "a"), [("filter.operator", "unknown_operator")]),
        (condition("L29 list", "hasAny", [{"currentUser": False}]), [("filter.value[0]", "invalid_value")]),
        (condition("L29 list", "hasAny", ["nobody@example.org"]), [("filter.value[0]", "invalid_value")]),
        (condition("Text", "equals", {"field": "L21 list"}), [("filter.value.field", "incompatible_field")]),
        (matched("all", "L21 list", "contains", "a"), [("filter.match", "invalid_value")]),
        (matched(["any"], "L21 list", "contains", "a"), [("filter.match", "invalid_value")]),
        (matched("any", "L21 list", "hasAny", ["a"]), [("filter.match", "invalid_value")]),
        (matched("any", "Text", "contains", "a"), [("filter.match", "invalid_value")]),
        (condition("Text", "in", "a"), [("filter.value", "invalid_value")]),
        (condition("Text", "in", []), [("filter.value", "invalid_value")]),
        (
            condition("Text", "in", ["a", 5, None]),
            [("filter.value[1]", "invalid_value"), ("filter.value[2]", "invalid_value")],
        ),
        (condition("Text", "in", [str(n) for n in range(1_001)]), [("filter.value", "too_many_values")]),
        (condition("Text", "in", [{"field": "Text"}]), [("filter.value[0]", "invalid_value")]),
        (condition("Number", "equals", "5"), [("filter.value", "invalid_value")]),
        (condition("Number", "equals", True), [("filter.value", "invalid_value")]),
        (condition("Number", "equals", float("nan")), [("filter.value", "invalid_value")]),
        (condition("Number", "lessThan", 10**4000), [("filter.value", "invalid_value")]),
        (condition("Number", "between", [1]), [("filter.value", "invalid_value")]),
        (condition("Number", "between", [1, 2, 3]), [("filter.value", "invalid_value")]),
        (condition("Number", "between", {"0": 1, "1": 2}), [("filter.value", "invalid_value")]),
        (
            condition("Number", "between", [None, "x"]),
            [("filter.value[0]", "invalid_value"), ("filter.value[1]", "invalid_value")],
        ),
        (condition("Ticked", "equals", 1), [("filter.value", "invalid_value")]),
        (condition("Ticked", "equals"), [("filter.value", "invalid_value")]),
        (condition("Day", "equals", "2026-02-30"), [("filter.value", "invalid_value")]),
        (condition("Day", "equals", "2026-11-22T00:00:00Z"), [("filter.value", "invalid_value")]),
        (condition("Day", "equals", "today"), [("filter.value", "invalid_value")]),
        (condition("Day", "within", "2026-11-22"), [("filter.value", "invalid_value")]),
        (condition("Day", "within", {"field": "Other day"}), [("filter.value", "invalid_value")]),
        (condition("Day", "equals", {"mode": "someday"}), [("filter.value.mode", "unknown_mode")]),
        (condition("Day", "equals", {"mode": ["today"]}), [("filter.value.mode", "unknown_mode")]),
        (condition("Day", "equals", {"mode": "today", "count": 1}), [("filter.value.count", "invalid_value")]),
        (condition("Day", "equals", {"mode": "daysAgo"}), [("filter.value.count", "invalid_value")]),
        (condition("Day", "equals", {"mode": "daysAgo", "count": -1}), [("filter.value.count", "invalid_value")]),
        (condition("Day", "equals", {"mode": "daysAgo", "count": 1.5}), [("filter.value.count", "invalid_value")]),
        (condition("Day", "equals", {"mode": "daysAgo", "count": True}), [("filter.value.count", "invalid_value")]),
        (condition("Day", "equals", {"mode": "daysAgo", "count": 10**9}), [("filter.value.count", "invalid_value")]),
        (condition("Day", "equals", {"mode": "today", "zone": "x"}), [("filter.value.zone", "unknown_key")]),
        (condition("Day", "between", [{"mode": "today"}, "2026-01-01"]), [("filter.value[0]", "invalid_value")]),
        (condition("Moment", "equals", "2026-11-22T10:00:00"), [("filter.value", "invalid_value")]),
        (condition("Choice", "equals", "Nope"), [("filter.value", "unknown_option")]),
        (condition("Choice", "equals", "high"), [("filter.value", "unknown_option")]),
        (condition("Choice", "in", ["High", "Nope"]), [("filter.value[1]", "unknown_option")]),
        (condition("Choice", "equals", {"field": "Choice"}), [("filter.value.field", "incompatible_field")]),
        (condition("Choices", "hasAny", "a"), [("filter.value", "invalid_value")]),
        (condition("Choices", "hasAny", [["a"]]), [("filter.value[0]", "invalid_value")]),
        (condition("By", "equals", 1), [("filter.value", "invalid_value")]),
        (condition("By", "equals", "nobody@example.org"), [("filter.value", "invalid_value")]),
        (condition("By", "equals", {"currentUser": False}), [("filter.value", "invalid_value")]),
        (condition("By", "equals", {"currentUser": 1}), [("filter.value", "invalid_value")]),
        (condition("By", "equals", {"currentUser": True, "id": ADA}), [("filter.value", "invalid_value")]),
        (condition("By", "equals", {"id": ["x"]}), [("filter.value", "invalid_value")]),
        (condition("Number", "equals", {"field": "Nope"}), [("filter.value.field", "unknown_field")]),
        (condition("Number", "equals", {"field": "Text"}), [("filter.value.field", "incompatible_field")]),
        (condition("Number", "equals", {"field": 5}), [("filter.value.field", "invalid_value")]),
        (condition("Number", "equals", {"field": "Price", "x": 1}), [("filter.value.field", "invalid_value")]),
        (condition("Day", "equals", {"field": "Moment"}), [("filter.value.field", "incompatible_field")]),
        (nested(6), [("filter" + ".filters[0]" * 5, "filter_too_deep")]),
        (
            {"filters": [condition("Text", "isEmpty")] * 5_000},
            [("filter.filters[100]", "too_many_conditions")],
        ),
        ({"filters": [{"filters": []}] * 5_000}, [("filter.filters[99]", "filter_too_deep")]),
    ],
)
def test_faults_have_their_path(raw: JsonValue, expected: list[tuple[str, str]]) -> None:
    assert faults(raw) == expected


def test_all_faults_are_reported_together() -> None:
    raw: JsonValue = {
        "conjunction": "nor",
        "filters": [
            condition("Nope", "equals", 1),
            condition("Text", "isEmpty"),
            {"conjunction": "or", "filters": [condition("Number", "equals", "x"), condition("Day", "startsWith", "2")]},
        ],
    }
    assert faults(raw) == [
        ("filter.conjunction", "invalid_value"),
        ("filter.filters[0].field", "unknown_field"),
        ("filter.filters[2].filters[0].value", "invalid_value"),
        ("filter.filters[2].filters[1].operator", "unknown_operator"),
    ]


def test_a_hostile_filter_gets_a_short_answer() -> None:
    bad: list[JsonValue] = [5]
    values: JsonValue = bad * 1_000
    assert len(faults({"filters": [condition("Text", "in", values)] * 100})) == 100
    assert len(faults({"filters": bad * 200_000})) == 100


def test_a_bottomless_filter_is_refused() -> None:
    assert faults(nested(100_000)) == [("filter" + ".filters[0]" * 5, "filter_too_deep")]


def test_the_path_starts_where_the_caller_says() -> None:
    with pytest.raises(Invalid) as caught:
        parse_filter({"filters": [5]}, SCHEMA, POLICY, "conditions")
    assert caught.value.faults[0].path == "conditions.filters[0]"


def test_an_unknown_operator_is_answered_with_those_allowed() -> None:
    with pytest.raises(Invalid) as caught:
        parse_filter(condition("Choices", "is", "a"), SCHEMA, POLICY)
    assert "hasAny, hasAll, hasNone, hasExactly, notHasExactly, in, notIn, countEquals" in caught.value.detail


def test_the_limits_themselves_are_allowed() -> None:
    assert parse_filter(nested(5), SCHEMA, POLICY)
    full: JsonValue = {"filters": [condition("Text", "in", [str(n) for n in range(1_000)])] * 100}
    found = parse_filter(full, SCHEMA, POLICY)
    assert isinstance(found, Group)
    assert len(found.members) == 100


def test_a_hidden_field_is_as_unknown_as_one_that_is_not_there() -> None:
    secret = SCHEMA.by_name["Number"]
    policy = Policy(TableLevel.EDIT, 1, hidden=frozenset({secret.id}))
    messages: list[str] = []
    for name in ("Number", "Nomber"):
        for raw in (condition(name, "equals", 1), condition("Price", "equals", {"field": name})):
            with pytest.raises(Invalid) as caught:
                parse_filter(raw, SCHEMA, policy)
            messages.append(str(caught.value).replace(name, "X"))
        queries: list[dict[str, JsonValue]] = [
            {"sorts": [{"field": name}]},
            {"groups": [{"field": name}]},
            {"aggregates": [{"fn": "sum", "field": name}]},
            {"fields": [name]},
        ]
        for query in queries:
            with pytest.raises(Invalid) as caught:
                parse_query(query, SCHEMA, policy, max_limit=10)
            messages.append(str(caught.value).replace(name, "X"))
    assert messages[:6] == messages[6:]
    with pytest.raises(Invalid, match="no field"):
        parse_filter(condition(secret.id, "equals", 1), SCHEMA, policy)


def test_people_are_found_by_id_address_and_object() -> None:
    ways: list[JsonValue] = [ADA, "ada@example.org", "ADA@example.org", {"id": ADA}, {"email": "Ada@Example.org"}]
    for raw in ways:
        found = parse_filter(condition("By", "equals", raw), SCHEMA, POLICY, people=PEOPLE)
        assert isinstance(found, Condition)
        assert found.operand == Literal(1)
    found = parse_filter(condition("By", "equals", {"currentUser": True}), SCHEMA, POLICY)
    assert isinstance(found, Condition)
    assert found.operand == CurrentUser()


def test_people_named_in_a_filter_are_collected() -> None:
    raw: JsonValue = {
        "filters": [
            condition("By", "in", [ADA, "Bo@Example.org"]),
            condition("By", "equals", {"id": ADA, "email": "ada@example.org"}),
            condition("Text", "equals", "plain"),
        ]
    }
    assert mentioned(raw) == {ADA, "bo@example.org", "ada@example.org"}


def test_collecting_people_survives_anything() -> None:
    deep: JsonValue = "a@b"
    for _ in range(100_000):
        deep = [deep]
    assert mentioned(deep) <= {"a@b"}
    addresses: list[JsonValue] = [f"{n}@example.org" for n in range(100_000)]
    assert len(mentioned(addresses)) <= 1_000
    assert mentioned("x@" * 1_000_000) == frozenset()


@settings(max_examples=500, deadline=None)
@given(ANYTHING)
def test_any_json_is_a_filter_or_refused(raw: JsonValue) -> None:
    found: Invalid | None = None
    try:
        parse_filter(raw, SCHEMA, POLICY, people=PEOPLE)
    except Invalid as error:
        found = error
    if found is not None:
        assert all(fault.path.startswith("filter") for fault in found.faults)
        found.detail.encode()
