"""Groups: nested, with subtotals, page by page, in the order of their fields, and their keys as filters."""

import dataclasses
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest

import api.records.read as read
from api.records.sql.project import Shape
from core.errors import Invalid
from core.fields.base import ColumnType
from core.ids import record_id
from core.query.evaluate import EvalContext
from core.query.parse import parse_query
from core.schema import TableSchema
from core.values import JsonValue, StoredValue, ValueKind
from tests.api.records.test_query_cases import insert
from tests.api.records.world import World, define
from tests.support.listed import listed
from tests.support.query_cases.model import NOON
from tests.support.query_tables import PEOPLE, POLICY, Row, Table, system

_OPTIONS: dict[str, JsonValue] = {"options": [{"id": f"opt{name}0000000", "name": name} for name in ("b", "a", "c")]}
B, A, C = "optb0000000", "opta0000000", "optc0000000"

ROWS: list[list[StoredValue]] = [
    # status, tags, amount, due, at, words, person
    [A, [A, B], 1, "2026-11-22", "2026-11-22T22:30:00+00:00", ["x", "y"], 1],  # 1
    [A, [B, A], 2, "2026-11-23", "2026-11-22T21:30:00+00:00", ["y", "x"], 2],
    [B, [A], 4, "2026-12-01", "2026-03-29T00:30:00+00:00", ["x"], 1],
    [None, None, 8, None, None, None, None],
    [A, [], 16, "2026-11-16", "2026-10-25T00:30:00+00:00", [], 1],  # 5
    ["optgone0000", ["optgone0000", A], 32, "0001-01-01", "9999-12-31T23:00:00+00:00", ["y", None], 9],
]  # fmt: skip


@pytest.fixture
async def schema(world: World) -> TableSchema:
    made = await world.table(
        [
            define(1, "Status", "singleSelect", _OPTIONS),
            define(2, "Tags", "multiSelect", _OPTIONS),
            define(3, "Amount", "number"),
            define(4, "Due", "date"),
            define(5, "At", "datetime"),
        ]
    )
    more = (*made.fields, listed(6, "Words", ValueKind.TEXT, ColumnType.TEXT_ARRAY), define(7, "By", "createdBy"))
    async with world.database.records() as conn:
        await conn.execute(f"ALTER TABLE {made.relation} ADD f_6 text[]".encode())
        schema = dataclasses.replace(made, fields=more)
        rows: list[Row] = []
        for key, (*cells, by) in enumerate(ROWS, 1):
            assert by is None or isinstance(by, int)
            rows.append(Row(key, dict(enumerate(cells, 1)), system(key, by=by)))
        await insert(conn, Table(schema, tuple(rows)))
    return schema


async def ask(
    world: World, schema: TableSchema, raw: dict[str, JsonValue], zone: str = "UTC", week_start: int = 0
) -> dict[str, Any]:
    query = parse_query(raw, schema, POLICY, max_limit=1000, people=PEOPLE)
    context = EvalContext(NOON, ZoneInfo(zone), 1, week_start)
    question = read.groups if query.groups or query.aggregates else read.page
    async with world.database.records() as conn:
        answer = await question(conn, world.access(schema, policy=POLICY), query, context, Shape.NAME)
    return orjson.loads(answer.body)


async def keys(world: World, schema: TableSchema, *groups: JsonValue, **more: Any) -> list[tuple[Any, ...]]:
    said = {name: value for name, value in more.items() if name not in ("zone", "week_start")}
    where = {name: value for name, value in more.items() if name in ("zone", "week_start")}
    answer = await ask(world, schema, {"groups": list(groups), **said}, **where)
    assert answer["nextCursor"] is None
    return [(*entry["keys"], entry["count"]) for entry in answer["groups"]]


async def test_options_come_in_their_order_and_one_that_is_gone_is_empty(world: World, schema: TableSchema) -> None:
    assert await keys(world, schema, {"field": "Status"}) == [(None, 2), ("b", 1), ("a", 3)]
    assert await keys(world, schema, {"field": "Status", "direction": "desc"}) == [("a", 3), ("b", 1), (None, 2)]
    sorts = [{"field": "Status", "direction": "desc"}]
    assert await keys(world, schema, {"field": "Status"}, sorts=sorts) == [("a", 3), ("b", 1), (None, 2)]
    shown = await keys(world, schema, {"field": "Status", "showEmpty": True})
    assert shown == [(None, 2), ("b", 1), ("a", 3), ("c", 0)]


_PARTS: list[JsonValue] = [
    {"fn": "count"},
    *({"fn": fn, "field": "Amount"} for fn in ("sum", "min", "max", "filled", "empty", "avg", "range")),
    *({"fn": fn, "field": "Amount"} for fn in ("percentFilled", "percentEmpty")),
    *({"fn": fn, "field": "Due"} for fn in ("earliest", "latest")),
    *({"fn": fn, "field": "Tags"} for fn in ("filled", "empty")),
]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"filter": {"field": "Amount", "operator": "lessThan", "value": 32}},
        {"filter": {"field": "Amount", "operator": "greaterThan", "value": 1000}},
        {"limit": 1},
        {"groups": [{"field": "Status", "showEmpty": True, "direction": "desc"}]},
        {"groups": [{"field": "Status"}, {"field": "Second", "direction": "desc"}]},
        {"subtotals": True},
        {"subtotals": True, "filter": {"field": "Amount", "operator": "greaterThan", "value": 1000}},
        {"subtotals": True, "groups": [{"field": "Status", "showEmpty": True}, {"field": "Amount"}]},
        {"subtotals": True, "groups": [{"field": "By"}, {"field": "Due", "bucket": "month"}, {"field": "Second"}]},
        {"subtotals": True, "groups": [{"field": "At", "bucket": "day", "direction": "desc"}], "limit": 2},
    ],
    ids=str,
)
async def test_groups_put_together_from_parts_are_those_of_the_whole(
    world: World, schema: TableSchema, asked: dict[str, JsonValue]
) -> None:
    """A median cannot be put together: with it the statement groups in one step."""
    second = define(8, "Second", "singleSelect", _OPTIONS)
    async with world.database.records() as conn:
        await conn.execute(f"ALTER TABLE {schema.relation} ADD f_8 text".encode())
        await conn.execute(
            f"UPDATE {schema.relation} SET f_8 = CASE id WHEN 1 THEN '{A}' WHEN 2 THEN 'optgone0000' ELSE f_1 END,"
            " f_3 = CASE id WHEN 4 THEN NULL ELSE f_3 END".encode()
        )
    both = dataclasses.replace(schema, fields=(*schema.fields, second))
    raw: dict[str, JsonValue] = {"groups": [{"field": "Status"}], **asked}
    parts = await ask(world, both, {**raw, "aggregates": _PARTS})
    whole = await ask(world, both, {**raw, "aggregates": [*_PARTS, {"fn": "median", "field": "Amount"}]})
    for entry in whole["groups"]:
        entry["aggregates"].pop()
    assert parts["groups"] == whole["groups"]
    assert (parts["nextCursor"] is None) == (whole["nextCursor"] is None)


async def test_several_values_are_grouped_by_the_set(world: World, schema: TableSchema) -> None:
    assert await keys(world, schema, {"field": "Tags"}) == [(None, 2), (["b", "a"], 2), (["a"], 2)]
    assert await keys(world, schema, {"field": "Words"}) == [(None, 2), (["x"], 1), (["x", "y"], 2), (["y"], 1)]


async def test_people_come_by_name_and_strangers_first(world: World, schema: TableSchema) -> None:
    found = await keys(world, schema, {"field": "By"})
    named = [(who and who["name"], count) for who, count in found]
    assert named == [(None, 1), (None, 1), ("Ada", 3), ("Bo", 1)]


async def test_buckets_are_days_weeks_months_of_the_reader(world: World, schema: TableSchema) -> None:
    weeks = await keys(world, schema, {"field": "Due", "bucket": "week"})
    assert weeks == [(None, 1), ("0001-01-01", 1), ("2026-11-16", 2), ("2026-11-23", 1), ("2026-11-30", 1)]
    sundays = await keys(world, schema, {"field": "Due", "bucket": "week"}, week_start=6)
    assert sundays == [(None, 1), ("0001-01-01", 1), ("2026-11-15", 1), ("2026-11-22", 2), ("2026-11-29", 1)]
    quarters = await keys(world, schema, {"field": "Due", "bucket": "quarter"})
    assert quarters == [(None, 1), ("0001-01-01", 1), ("2026-10-01", 4)]
    days = await keys(world, schema, {"field": "At", "bucket": "day"}, zone="Europe/Athens")
    assert days == [
        (None, 1), ("2026-03-29", 1), ("2026-10-25", 1), ("2026-11-22", 1), ("2026-11-23", 1), ("9999-12-31", 1)
    ]  # fmt: skip
    days = await keys(world, schema, {"field": "At", "bucket": "day"}, zone="America/New_York")
    assert days == [(None, 1), ("2026-03-28", 1), ("2026-10-24", 1), ("2026-11-22", 2), ("9999-12-31", 1)]


async def test_subtotals_come_before_their_members(world: World, schema: TableSchema) -> None:
    raw: dict[str, JsonValue] = {
        "groups": [{"field": "Status", "direction": "desc", "showEmpty": True}, {"field": "Due", "bucket": "month"}],
        "aggregates": [{"fn": "sum", "field": "Amount"}, {"fn": "filled", "field": "Due"}],
        "subtotals": True,
    }
    answer = await ask(world, schema, raw)
    assert [(entry["keys"], entry["count"], entry["aggregates"]) for entry in answer["groups"]] == [
        ([], 6, [63, 5]),
        (["c"], 0, [None, 0]),
        (["a"], 3, [19, 3]),
        (["a", "2026-11-01"], 3, [19, 3]),
        (["b"], 1, [4, 1]),
        (["b", "2026-12-01"], 1, [4, 1]),
        ([None], 2, [40, 1]),
        ([None, None], 1, [8, 0]),
        ([None, "0001-01-01"], 1, [32, 1]),
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
async def test_pages_of_groups_put_together_are_all_groups(world: World, schema: TableSchema, size: int) -> None:
    raw: dict[str, JsonValue] = {
        "groups": [{"field": "Status"}, {"field": "Tags", "direction": "desc"}, {"field": "Due"}],
        "aggregates": [{"fn": "sum", "field": "Amount"}],
        "subtotals": True,
    }
    whole = (await ask(world, schema, raw))["groups"]
    seen: list[Any] = []
    cursor: JsonValue = None
    for _ in range(len(whole) + 1):
        answer = await ask(world, schema, {**raw, "limit": size, **({"cursor": cursor} if cursor else {})})
        assert len(answer["groups"]) <= size
        seen += answer["groups"]
        cursor = answer["nextCursor"]
        if cursor is None:
            break
    assert seen == whole


async def test_a_page_goes_on_where_the_last_group_is_by_then(world: World, schema: TableSchema) -> None:
    raw: dict[str, JsonValue] = {"groups": [{"field": "Amount"}], "limit": 3}
    first = await ask(world, schema, raw)
    assert [entry["keys"] for entry in first["groups"]] == [[1], [2], [4]]
    async with world.database.records() as conn:
        await conn.execute(f"UPDATE {schema.relation} SET f_3 = 3 WHERE id = 6".encode())
    second = await ask(world, schema, {**raw, "cursor": first["nextCursor"]})
    assert [entry["keys"] for entry in second["groups"]] == [[8], [16]]
    async with world.database.records() as conn:
        await conn.execute(f"DELETE FROM {schema.relation} WHERE f_3 = 4".encode())
    gone = await ask(world, schema, {**raw, "cursor": first["nextCursor"]})
    assert [entry["keys"] for entry in gone["groups"]] == [[3], [8], [16]]
    others: list[dict[str, JsonValue]] = [
        {"groups": [{"field": "Due"}]},
        {"groups": [{"field": "Amount"}], "subtotals": True},
    ]
    for other in others:
        with pytest.raises(Invalid) as caught:
            await ask(world, schema, {**other, "cursor": first["nextCursor"]})
        assert [(fault.path, fault.code) for fault in caught.value.faults] == [("cursor", "invalid_cursor")]


async def test_the_keys_of_a_group_are_the_filter_of_its_records(world: World, schema: TableSchema) -> None:
    grouped: list[tuple[str, str]] = [
        ("Status", "equals"), ("Tags", "hasExactly"), ("Amount", "equals"), ("Due", "equals"), ("At", "equals"),
        ("Words", "hasExactly"),
    ]  # fmt: skip
    async with world.database.records() as conn:
        # A cell that names an option which is gone is shown without it, and asked by what it holds.
        await conn.execute(f"DELETE FROM {schema.relation} WHERE id = 6".encode())
    for name, operator in grouped:
        answer = await ask(world, schema, {"groups": [{"field": name}]})
        for entry in answer["groups"]:
            [key] = entry["keys"]
            condition: dict[str, JsonValue] = {"field": name, "operator": operator, "value": key}
            if key is None:
                condition = {"field": name, "operator": "isEmpty"}
            found = await ask(world, schema, {"filter": condition, "fields": [], "count": True})
            assert found["total"] == entry["count"], condition


async def test_an_empty_table_has_no_groups_and_empty_aggregates(world: World, schema: TableSchema) -> None:
    nothing: JsonValue = {"field": "Amount", "operator": "greaterThan", "value": 1000}
    raw: dict[str, JsonValue] = {"filter": nothing, "groups": [{"field": "Status"}]}
    assert await ask(world, schema, raw) == {"groups": [], "nextCursor": None}
    answer = await ask(world, schema, {**raw, "subtotals": True})
    assert answer["groups"] == [{"keys": [], "count": 0, "aggregates": []}]
    distribution: JsonValue = [{"fn": "distribution", "field": "Status"}, {"fn": "avg", "field": "Amount"}]
    answer = await ask(world, schema, {"filter": nothing, "aggregates": distribution})
    none = {"count": 0, "percent": None}
    spread = {"values": [], "others": {"values": 0, **none}, "empty": none}
    assert answer == {"groups": [{"keys": [], "count": 0, "aggregates": [spread, None]}]}


async def test_a_thousand_values_are_one_condition(world: World, schema: TableSchema) -> None:
    many: list[JsonValue] = [float(n) for n in range(1000)]
    found = await ask(
        world, schema, {"filter": {"field": "Amount", "operator": "in", "value": many}, "count": True, "fields": []}
    )
    assert found["total"] == 6
    words: list[JsonValue] = [f"w{n}" for n in range(999)]
    raw: JsonValue = {"field": "Words", "operator": "hasAny", "value": [*words, "x"]}
    found = await ask(world, schema, {"filter": raw, "count": True, "fields": []})
    assert [item["id"] for item in found["items"]] == [record_id(schema.number, key) for key in (1, 2, 3)]
    with pytest.raises(Invalid):
        await ask(world, schema, {"filter": {"field": "Words", "operator": "hasAny", "value": [*words, "x", "y"]}})
