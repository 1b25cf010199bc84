"""Footer aggregates: all of them, of all kinds, in one statement, equal to the same worked out in Python."""

from collections.abc import AsyncIterator
from typing import Any, cast
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr

import api.records.read as read
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from api.records.sql.project import Shape
from core.query.aggregates import aggregates
from core.query.ast import Aggregate, AggregateFn, Query
from core.query.evaluate import EvalContext
from core.schema import FieldDef
from core.values import StoredValue
from tests.api.records.test_query_cases import insert
from tests.api.records.world import World, define, make_world
from tests.support.aggregate_model import expected
from tests.support.postgres import TestCluster
from tests.support.query_cases.model import NOON
from tests.support.query_strategies import SCHEMA, contexts, tables
from tests.support.query_tables import POLICY, Row, Table, system

UTC = EvalContext(NOON, ZoneInfo("UTC"), 1)


@pytest.fixture(scope="module")
async def asked(cluster: TestCluster) -> AsyncIterator[World]:
    with cluster.database(cluster.template) as url:
        database = await Database.open(DatabaseSettings(url=SecretStr(url)))
        world = await make_world(database)
        await world.load(SCHEMA)
        yield world
        await database.close()


async def fill(world: World, table: Table) -> None:
    async with world.database.records() as conn:
        await conn.execute(f"TRUNCATE {table.schema.relation}".encode())
        await insert(conn, table)


async def ask(world: World, table: Table, query: Query, context: EvalContext = UTC) -> dict[str, Any]:
    async with world.database.records() as conn:
        access = world.access(table.schema, policy=POLICY)
        return orjson.loads((await read.groups(conn, access, query, context, Shape.ID)).body)


def every(field: FieldDef) -> list[Aggregate]:
    allowed = aggregates(field.kind, field.many) - {AggregateFn.DISTRIBUTION}
    return [Aggregate(fn, field, 37.5 if fn is AggregateFn.PERCENTILE else None) for fn in AggregateFn if fn in allowed]


def close(found: object, wanted: object, scale: float) -> bool:
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return abs(found - wanted) <= 1e-9 * max(scale, abs(wanted)) + 1e-12
    if isinstance(found, list) and isinstance(wanted, list):
        pairs = list(zip(cast("list[object]", found), cast("list[object]", wanted), strict=True))
        return all(close(one, other, scale) for one, other in pairs)
    return found == wanted


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables(max_rows=8), context=contexts())
async def test_every_aggregate_of_every_field_is_right(asked: World, table: Table, context: EvalContext) -> None:
    await fill(asked, table)
    wanted = tuple(one for field in SCHEMA.fields for one in every(field))
    answer = await ask(asked, table, Query(aggregates=wanted), context)
    [entry] = answer["groups"]
    assert answer.keys() == {"groups"}
    assert (entry["keys"], entry["count"]) == ([], len(table.rows))
    for one, found in zip(wanted, entry["aggregates"], strict=True):
        right = expected(one, table.rows, context.zone)
        scale = largest(one.field, table) ** (2 if one.fn is AggregateFn.VARIANCE else 1)
        assert close(found, right, scale), (one.fn, one.field, found, right)


def largest(field: FieldDef | None, table: Table) -> float:
    """Sums of doubles lose what is far below the largest of them."""
    cells = [None if field is None else row.cells.get(field.number) for row in table.rows]
    numbers = [item for value in cells for item in (value if isinstance(value, list) else [value])]
    return max((abs(item) for item in numbers if isinstance(item, int | float)), default=0.0)


BIG = 1.7e308


@pytest.mark.parametrize(
    ("values", "fn", "right"),
    [
        ([BIG, BIG], "sum", "#NUM!"),
        ([BIG, BIG, -BIG], "sum", BIG),
        ([BIG, BIG], "avg", BIG),
        ([BIG, -BIG], "range", "#NUM!"),
        ([BIG, -BIG], "variance", "#NUM!"),
        ([BIG, BIG], "stddev", 0.0),
        ([BIG, -BIG], "min", -BIG),
        ([1.0, 2.0], "sum", 3.0),
        ([], "sum", None),
        ([], "percentUnique", None),
        ([], "stddev", None),
        ([], "filled", 0),
        ([1.0], "variance", None),
    ],
)
async def test_sums_too_large_to_show_are_errors_in_their_place(
    world: World, values: list[float], fn: str, right: object
) -> None:
    schema = await world.table([define(1, "N", "number"), define(2, "Small", "number")])
    rows = tuple(Row(at, {1: value, 2: at}, system(at)) for at, value in enumerate(values, 1))
    table = Table(schema, rows)
    await fill(world, table)
    wanted = (Aggregate(AggregateFn(fn), schema.fields[0]), Aggregate(AggregateFn.SUM, schema.fields[1]))
    [entry] = (await ask(world, table, Query(aggregates=wanted)))["groups"]
    found, neighbour = entry["aggregates"]
    assert neighbour == (sum(range(1, len(values) + 1)) or None)
    if right == "#NUM!":
        assert found["error"] == right
        assert found["message"]
    else:
        assert found == (pytest.approx(right) if isinstance(right, float) else right)


async def test_a_list_of_files_without_sizes_weighs_nothing(asked: World) -> None:
    cells: StoredValue = [{"id": "fil_1", "name": "x"}, {"id": "fil_2", "size": "12"}, {"id": "fil_3", "size": 5}]
    table = Table(SCHEMA, (Row(1, {31: cells}, system(1)),))
    await fill(asked, table)
    [entry] = (await ask(asked, table, Query(aggregates=(Aggregate(AggregateFn.TOTAL_SIZE, SCHEMA.by_number[31]),))))[
        "groups"
    ]
    assert entry["aggregates"] == [5]
