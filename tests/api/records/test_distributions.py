"""Distributions: equal to the same worked out in Python, in the order of groups, under the reader's policy."""

import dataclasses
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr

import api.records.read as read
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from api.records.sql.project import Shape
from core.access.levels import TableLevel
from core.access.policy import Policy
from core.errors import Invalid
from core.query.aggregates import aggregates
from core.query.ast import Aggregate, AggregateFn, Condition, Literal, Operator, Query
from core.query.evaluate import EvalContext
from core.query.parse import parse_query
from core.schema import FieldDef
from core.values import JsonValue, StoredValue
from tests.api.records.test_aggregates import UTC, ask, fill
from tests.api.records.world import World, define, make_world
from tests.support.distribution_model import distribution
from tests.support.postgres import TestCluster
from tests.support.query_strategies import SCHEMA, contexts, tables
from tests.support.query_tables import NAMES, Row, Table, system

NONE = {"count": 0, "percent": None}


@pytest.fixture(scope="module")
async def asked(cluster: TestCluster) -> AsyncIterator[World]:
    with cluster.database(cluster.template) as url:
        database = await Database.open(DatabaseSettings(url=SecretStr(url)))
        world = await make_world(database)
        await world.load(SCHEMA)
        yield world
        await database.close()


async def spread(world: World, table: Table, field: FieldDef, context: EvalContext = UTC) -> dict[str, Any]:
    wanted = Query(aggregates=(Aggregate(AggregateFn.DISTRIBUTION, field),))
    [[found]] = [entry["aggregates"] for entry in (await ask(world, table, wanted, context))["groups"]]
    return found


def stored(value: Any) -> Any:
    """People by their numbers."""
    match value:
        case {"id": str(key)}:
            return int(key.removeprefix("usr_"))
        case _:
            return value


def rounded(found: Any) -> Any:
    """Percentages alike where they are alike to nine digits, and numbers whether they have a point or not."""
    match found:
        case dict():
            return {key: rounded(stored(value)) for key, value in found.items()}
        case list():
            return [rounded(item) for item in found]
        case bool():
            return found
        case int() | float():
            return float(f"{found:.9g}")
        case _:
            return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables(max_rows=20), context=contexts())
async def test_distributions_of_every_field_are_right(asked: World, table: Table, context: EvalContext) -> None:
    await fill(asked, table)
    fields = [one for one in SCHEMA.fields if AggregateFn.DISTRIBUTION in aggregates(one.kind, one.many)]
    for part in (fields[:10], fields[10:20], fields[20:]):
        wanted = Query(aggregates=tuple(Aggregate(AggregateFn.DISTRIBUTION, field) for field in part))
        [entry] = (await ask(asked, table, wanted, context))["groups"]
        for field, found in zip(part, entry["aggregates"], strict=True):
            right = distribution(field, table.rows, context, NAMES)
            assert rounded(found) == rounded(right), (field.name, context.zone, context.week_start)


async def numbers(
    world: World, values: list[StoredValue], type: str = "number", config: dict[str, JsonValue] | None = None
) -> dict[str, Any]:
    schema = await world.table([define(1, "N", type, config)])
    table = Table(schema, tuple(Row(at, {1: value}, system(at)) for at, value in enumerate(values, 1)))
    await fill(world, table)
    found = await spread(world, table, schema.fields[0])
    assert rounded(found) == rounded(distribution(schema.fields[0], table.rows, UTC, NAMES))
    assert sum(bucket["count"] for bucket in found["buckets"]) == len([value for value in values if value is not None])
    return found


BIG = 1.7e308
MOST = 1.7976931348623157e308

HISTOGRAMS: list[tuple[list[StoredValue], dict[str, JsonValue], list[float], list[int]]] = [
    ([], {}, [], []),
    ([None], {}, [], []),
    ([7], {}, [7, 7], [1]),
    ([0, 100], {}, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
    ([10, 90, 95], {}, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], [1, 0, 0, 0, 0, 0, 0, 0, 2]),
    ([-1, 1], {}, [-1, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1], [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
    ([0.3, 0.1, 0.2], {}, [at / 100 for at in range(10, 31, 2)], [1, 0, 0, 0, 0, 1, 0, 0, 0, 1]),
    ([1, 2, 4], {"precision": 0}, [1, 2, 3, 4], [1, 1, 1]),
    ([BIG, -BIG], {}, [-MOST, *(at * 5e307 for at in range(-3, 4)), MOST], [1, 0, 0, 0, 0, 0, 0, 1]),
    ([0, 5e-324], {}, [0, 1e-300], [2]),
    ([1e308, 1e308], {}, [1e308, 1e308], [2]),
]  # fmt: skip


@pytest.mark.parametrize(("values", "config", "bounds", "counts"), HISTOGRAMS, ids=str)
async def test_buckets_of_numbers_have_round_bounds(
    world: World,
    values: list[StoredValue],
    config: dict[str, JsonValue],
    bounds: list[float],
    counts: list[int],
) -> None:
    buckets = (await numbers(world, values, config=config))["buckets"]
    assert [bucket["from"] for bucket in buckets] == pytest.approx(bounds[:-1])
    assert [bucket["to"] for bucket in buckets] == pytest.approx(bounds[1:])
    assert [bucket["count"] for bucket in buckets] == counts


async def test_lengths_of_time_are_cut_at_whole_minutes_and_hours(world: World) -> None:
    for longest, step in ((300, 50), (6000, 600), (360_000, 36_000)):
        buckets = (await numbers(world, [0, longest], "duration"))["buckets"]
        assert {bucket["to"] - bucket["from"] for bucket in buckets} == {step}


async def test_many_values_are_ten_and_the_others(world: World) -> None:
    values: list[StoredValue] = [*range(25), 24, 24, 23, None]
    found = await numbers(world, values, config={"precision": 0})
    assert [(item["value"], item["count"]) for item in found["values"]] == [
        (24, 3), (23, 2), *((value, 1) for value in range(8)),
    ]  # fmt: skip
    assert found["others"] == {"values": 15, "count": 15, "percent": pytest.approx(1500 / 29)}
    assert found["empty"] == {"count": 1, "percent": pytest.approx(100 / 29)}


OPTIONS: dict[str, JsonValue] = {"options": [{"id": f"opt{name}0000000", "name": name} for name in ("b", "a", "c")]}


async def test_policy_holds_and_ties_come_in_the_order_of_options(world: World) -> None:
    schema = await world.table([define(1, "Status", "singleSelect", OPTIONS), define(2, "Amount", "number")])
    cells = ["opta0000000", "optb0000000", "optc0000000", "optgone0000", None, "optc0000000"]
    rows = tuple(Row(at, {1: value, 2: at}, system(at)) for at, value in enumerate(cells, 1))
    await fill(world, Table(schema, rows))
    status, amount = schema.fields
    wanted: dict[str, JsonValue] = {"aggregates": [{"fn": "distribution", "field": "Status"}]}

    async def told(policy: Policy) -> dict[str, Any]:
        query = parse_query(wanted, schema, policy, max_limit=10)
        async with world.database.records() as conn:
            answer = await read.groups(conn, world.access(schema, policy=policy), query, UTC, Shape.NAME)
        return orjson.loads(answer.body)["groups"][0]["aggregates"][0]

    everything = Policy(TableLevel.EDIT, 1)
    found = await told(everything)
    assert [(item["value"], item["count"]) for item in found["values"]] == [("c", 2), ("b", 1), ("a", 1)]
    assert found["empty"]["count"] == 2
    few = dataclasses.replace(everything, read_filter=Condition(amount, Operator.LESS_THAN, Literal(3)))
    found = await told(few)
    assert [(item["value"], item["count"], item["percent"]) for item in found["values"]] == [("b", 1, 50), ("a", 1, 50)]
    assert found["empty"] == {"count": 0, "percent": 0}
    hiding = dataclasses.replace(everything, hidden=frozenset({status.id}))
    with pytest.raises(Invalid) as refused:
        await told(hiding)
    wanted["aggregates"] = [{"fn": "distribution", "field": "Nope"}]
    with pytest.raises(Invalid) as unknown:
        await told(everything)
    assert [fault.code for fault in refused.value.faults] == [fault.code for fault in unknown.value.faults]
