"""SQL and memory agree on any filter, any sorts, any rows."""

from collections.abc import AsyncIterator

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr

import api.records.read as read
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from api.records.sql.project import Shape
from core.query.ast import Page, Query
from core.query.evaluate import EvalContext, holds
from core.query.order import in_order
from core.query.parse import parse_filter, parse_sorts
from core.values import JsonValue
from tests.api.records.test_query_cases import insert
from tests.api.records.world import World, make_world
from tests.support.postgres import TestCluster
from tests.support.query_strategies import SCHEMA, contexts, filters, sorts, tables
from tests.support.query_tables import NAMES, PEOPLE, POLICY, Table

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
async def asked(cluster: TestCluster) -> AsyncIterator[World]:
    with cluster.database(cluster.template) as url:
        database = await Database.open(DatabaseSettings(url=SecretStr(url)))
        world = await make_world(database)
        await world.load(SCHEMA)
        yield world
        await database.close()


async def _load(world: World, table: Table) -> None:
    async with world.database.records() as conn:
        await conn.execute(f"TRUNCATE {SCHEMA.relation}".encode())
        await insert(conn, table)


@MANY
@given(table=tables(max_rows=8), raw=filters(), context=contexts())
async def test_filters_agree(asked: World, table: Table, raw: JsonValue, context: EvalContext) -> None:
    await _load(asked, table)
    bound = parse_filter(raw, SCHEMA, POLICY, people=PEOPLE)
    async with asked.database.records() as conn:
        query = Query(filter=bound, fields=(), page=Page(limit=100), count=True)
        answer = orjson.loads(
            (await read.page(conn, asked.access(SCHEMA, policy=POLICY), query, context, Shape.NAME)).body
        )
    expected = [row.key for row in table.rows if holds(bound, row.cells, row.system, context)]
    assert [item["no"] for item in answer["items"]] == expected
    assert answer["total"] == len(expected)


@MANY
@given(table=tables(max_rows=8), raw=sorts(), context=contexts())
async def test_orders_agree_page_by_page(asked: World, table: Table, raw: JsonValue, context: EvalContext) -> None:
    await _load(asked, table)
    parsed = parse_sorts(raw, SCHEMA, POLICY)
    cursor: str | None = None
    seen: list[int] = []
    async with asked.database.records() as conn:
        for _ in range(len(table.rows) + 1):
            query = Query(sorts=parsed, fields=(), page=Page(limit=2, cursor=cursor))
            access = asked.access(SCHEMA, policy=POLICY)
            answer = orjson.loads((await read.page(conn, access, query, context, Shape.NAME)).body)
            seen.extend(item["no"] for item in answer["items"])
            cursor = answer["nextCursor"]
            if cursor is None:
                break
    ordered = in_order([(row.cells, row.system) for row in table.rows], parsed, NAMES)
    assert seen == [system["id"] for _, system in ordered]
