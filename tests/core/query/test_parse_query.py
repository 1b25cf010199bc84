from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from core.query.ast import Aggregate, AggregateFn, Bucket, Condition, Direction, GroupBy, Search
from core.query.parse import parse_query, parse_sorts
from core.values import JsonValue
from tests.core.query.anything import ANYTHING
from tests.support.query_strategies import SCHEMA
from tests.support.query_tables import POLICY


def condition(field: JsonValue, operator: JsonValue, value: JsonValue = None) -> JsonValue:
    return {"field": field, "operator": operator, "value": value}


def query_faults(raw: dict[str, JsonValue]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        parse_query(raw, SCHEMA, POLICY, max_limit=1_000)
    return [(fault.path, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"where": 1}, [("where", "unknown_key")]),
        ({"view": "viw_1"}, [("view", "unknown_key")]),
        ({"filter": 5}, [("filter", "invalid_filter")]),
        ({"sorts": {}}, [("sorts", "invalid_value")]),
        ({"sorts": "Text"}, [("sorts", "invalid_value")]),
        ({"sorts": ["Text"]}, [("sorts[0]", "invalid_value")]),
        ({"sorts": [{"field": "Nope"}]}, [("sorts[0].field", "unknown_field")]),
        ({"sorts": [{"field": 5}]}, [("sorts[0].field", "invalid_value")]),
        ({"sorts": [{}]}, [("sorts[0].field", "invalid_value")]),
        ({"sorts": [{"field": "Text", "direction": "up"}]}, [("sorts[0].direction", "invalid_value")]),
        ({"sorts": [{"field": "Text", "direction": ""}]}, [("sorts[0].direction", "invalid_value")]),
        ({"sorts": [{"field": "Text", "direction": ["asc"]}]}, [("sorts[0].direction", "invalid_value")]),
        ({"sorts": [{"field": "Text", "nulls": 1}]}, [("sorts[0].nulls", "unknown_key")]),
        (
            {"sorts": [{"field": "Text"}, {"field": SCHEMA.by_name["Text"].id, "direction": "desc"}]},
            [("sorts[1].field", "duplicate_field")],
        ),
        ({"sorts": [{"field": "Text"}] * 11}, [("sorts", "too_many_values")]),
        ({"groups": [{"field": "Text"}] * 4}, [("groups", "too_many_values")]),
        ({"groups": [{"field": "Text"}] * 2}, [("groups[1].field", "duplicate_field")]),
        ({"groups": [{"field": "Text", "bucket": "day"}]}, [("groups[0].bucket", "invalid_value")]),
        ({"groups": [{"field": "Day", "bucket": "hour"}]}, [("groups[0].bucket", "invalid_value")]),
        ({"groups": [{"field": "Day", "bucket": []}]}, [("groups[0].bucket", "invalid_value")]),
        ({"aggregates": [{"fn": "sum", "field": "Text"}]}, [("aggregates[0].fn", "unknown_aggregate")]),
        ({"aggregates": [{"fn": "avg", "field": "Day"}]}, [("aggregates[0].fn", "unknown_aggregate")]),
        ({"aggregates": [{"fn": "median", "field": "L23 list"}]}, [("aggregates[0].fn", "unknown_aggregate")]),
        ({"aggregates": [{"fn": "totalSize", "field": "Text"}]}, [("aggregates[0].fn", "unknown_aggregate")]),
        ({"aggregates": [{"fn": "percentile", "field": "Number"}]}, [("aggregates[0].p", "invalid_value")]),
        ({"aggregates": [{"fn": "percentile", "field": "Number", "p": 101}]}, [("aggregates[0].p", "invalid_value")]),
        ({"aggregates": [{"fn": "percentile", "field": "Number", "p": True}]}, [("aggregates[0].p", "invalid_value")]),
        ({"aggregates": [{"fn": "sum", "field": "Number", "p": 5}]}, [("aggregates[0].p", "invalid_value")]),
        ({"aggregates": [{"fn": "distribution", "field": "Text"}] * 11}, [("aggregates", "too_many_values")]),
        (
            {"aggregates": [{"fn": "distribution", "field": "Text"}], "groups": [{"field": "Day"}]},
            [("aggregates[0].fn", "invalid_value")],
        ),
        ({"groups": [{"field": "L31 list"}]}, [("groups[0].field", "not_orderable")]),
        ({"groups": [{"field": "L26 list", "bucket": "day"}]}, [("groups[0].bucket", "invalid_value")]),
        ({"groups": [{"field": "Day", "direction": "up"}]}, [("groups[0].direction", "invalid_value")]),
        ({"groups": [{"field": "Day", "direction": []}]}, [("groups[0].direction", "invalid_value")]),
        ({"groups": [{"field": "Day", "showEmpty": True}]}, [("groups[0].showEmpty", "invalid_value")]),
        ({"groups": [{"field": "Choice", "showEmpty": 1}]}, [("groups[0].showEmpty", "invalid_value")]),
        (
            {"groups": [{"field": "Choice", "showEmpty": True}, {"field": "Day"}]},
            [("groups[0].showEmpty", "invalid_value")],
        ),
        ({"subtotals": "yes"}, [("subtotals", "invalid_value")]),
        ({"aggregates": [{"fn": "count", "field": "Text"}]}, [("aggregates[0].fn", "unknown_aggregate")]),
        ({"aggregates": [{"fn": "sum"}]}, [("aggregates[0].field", "invalid_value")]),
        ({"aggregates": [{"fn": ["sum"], "field": "Number"}]}, [("aggregates[0].fn", "unknown_aggregate")]),
        ({"aggregates": [{"fn": "count"}] * 101}, [("aggregates", "too_many_values")]),
        ({"fields": "Text"}, [("fields", "invalid_value")]),
        ({"fields": ["Text", 5, "Nope"]}, [("fields[1]", "invalid_value"), ("fields[2]", "unknown_field")]),
        ({"fields": ["Text"] * 2_001}, [("fields", "invalid_value")]),
        ({"ids": "rec_0000000c000000000007"}, [("ids", "invalid_value")]),
        ({"ids": ["rec_0000000c000000000007"] * 1_001}, [("ids", "invalid_value")]),
        ({"exclude": [7, "rec_7"]}, [("exclude[0]", "invalid_value"), ("exclude[1]", "invalid_value")]),
        ({"search": 5}, [("search", "invalid_value")]),
        ({"search": "a\x00"}, [("search", "invalid_value")]),
        ({"search": "x" * 501}, [("search", "invalid_value")]),
        ({"count": 1}, [("count", "invalid_value")]),
        ({"limit": 0}, [("limit", "invalid_value")]),
        ({"limit": 1_001}, [("limit", "invalid_value")]),
        ({"limit": "10"}, [("limit", "invalid_value")]),
        ({"limit": True}, [("limit", "invalid_value")]),
        ({"limit": 10.0}, [("limit", "invalid_value")]),
        ({"offset": -1}, [("offset", "invalid_value")]),
        ({"offset": 2**31}, [("offset", "invalid_value")]),
        ({"cursor": 5}, [("cursor", "invalid_cursor")]),
        ({"cursor": ""}, [("cursor", "invalid_cursor")]),
        ({"cursor": "abc", "offset": 0}, [("cursor", "invalid_value")]),
        ({"groups": [{"field": "Text"}], "offset": 5}, [("offset", "invalid_value")]),
        ({"aggregates": [{"fn": "count"}], "cursor": "abc"}, [("cursor", "invalid_value")]),
        ({"aggregates": [{"fn": "count"}], "offset": 0}, [("offset", "invalid_value")]),
        (
            {"limit": 0, "sorts": 1, "search": 5},
            [("sorts", "invalid_value"), ("search", "invalid_value"), ("limit", "invalid_value")],
        ),
    ],
)
def test_faults_of_a_query_have_their_path(raw: dict[str, JsonValue], expected: list[tuple[str, str]]) -> None:
    assert query_faults(raw) == expected


def test_a_query_is_bound() -> None:
    query = parse_query(
        {
            "filter": condition("Number", "greaterThan", 1),
            "sorts": [{"field": "Day", "direction": "desc"}, {"field": "Text"}],
            "fields": ["Text", SCHEMA.by_name["Number"].id, "Text"],
            "search": "  word ",
            "groups": [{"field": "Day", "bucket": "month"}, {"field": "Day", "bucket": "year"}],
            "aggregates": [{"fn": "count"}, {"fn": "sum", "field": "Number"}, {"fn": "filled", "field": "Ticked"}],
            "limit": 1_000,
            "count": True,
        },
        SCHEMA,
        POLICY,
        max_limit=1_000,
    )
    named = SCHEMA.by_name
    assert isinstance(query.filter, Condition)
    assert [(sort.field.name, sort.direction) for sort in query.sorts] == [
        ("Day", Direction.DESC),
        ("Text", Direction.ASC),
    ]
    assert query.fields == (named["Text"], named["Number"])
    assert query.search == Search("word")
    assert query.groups == (GroupBy(named["Day"], Bucket.MONTH), GroupBy(named["Day"], Bucket.YEAR))
    assert query.aggregates[0] == Aggregate(AggregateFn.COUNT)
    assert query.aggregates[2] == Aggregate(AggregateFn.FILLED, named["Ticked"])
    assert (query.page.limit, query.page.cursor, query.page.offset, query.count) == (1_000, None, None, True)
    assert parse_query({"cursor": "abc"}, SCHEMA, POLICY, max_limit=9).page.cursor == "abc"


def test_an_empty_query_asks_for_the_first_hundred() -> None:
    query = parse_query({}, SCHEMA, POLICY, max_limit=1_000)
    assert (query.filter, query.sorts, query.fields, query.search, query.count) == (None, (), None, None, False)
    assert query.page.limit == 100
    assert parse_query({}, SCHEMA, POLICY, max_limit=50).page.limit == 50
    assert parse_query(dict.fromkeys(["filter", "sorts", "fields", "limit", "cursor"]), SCHEMA, POLICY, max_limit=9)


def test_null_sorts_are_no_sorts() -> None:
    assert parse_sorts(None, SCHEMA, POLICY) == ()
    assert parse_sorts([], SCHEMA, POLICY) == ()


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["filter", "sorts", "fields", "search", "groups", "aggregates", "limit", "cursor", "offset", "count", "ids"]
        ),
        ANYTHING,
    )
)
def test_any_json_is_a_query_or_refused(raw: dict[str, JsonValue]) -> None:
    with suppress(Invalid):
        parse_query(raw, SCHEMA, POLICY, max_limit=100)
