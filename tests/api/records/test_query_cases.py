"""The case table of the query language, asked of PostgreSQL."""

from collections.abc import AsyncIterator

import orjson
import pytest
from psycopg import AsyncConnection
from pydantic import SecretStr

import api.records.read as read
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from api.records.sql.project import Shape
from core.query.ast import Page, Query
from core.query.evaluate import EvalContext
from core.query.parse import parse_filter, parse_sorts
from tests.api.records.world import World, make_world
from tests.support.postgres import TestCluster
from tests.support.query_cases.model import NOON, FilterCase, SortCase
from tests.support.query_cases.sorts import SORT_CASES
from tests.support.query_cases.table import FILTER_CASES, TABLES
from tests.support.query_tables import PEOPLE, POLICY, Table


@pytest.fixture(scope="module")
async def asked(cluster: TestCluster) -> AsyncIterator[World]:
    """All tables of the case table, loaded once."""
    with cluster.database(cluster.template) as url:
        database = await Database.open(DatabaseSettings(url=SecretStr(url)))
        world = await make_world(database)
        for table in TABLES:
            await world.load(table.schema)
            async with database.records() as conn:
                await insert(conn, table)
        yield world
        await database.close()


async def insert(conn: AsyncConnection, table: Table) -> None:
    """The rows as they are, system columns included."""
    for row in table.rows:
        cells = {f"f_{number}": value for number, value in row.cells.items()}
        held = {**cells, **row.system}
        # A checkbox column has no null; its rows in the case table mean unticked by it.
        names = [name for name, value in held.items() if value is not None]
        await conn.execute(
            f"INSERT INTO {table.schema.relation} ({', '.join(names)}) SELECT {', '.join(names)}"
            f" FROM json_populate_record(NULL::{table.schema.relation}, %s::json)".encode(),
            [orjson.dumps({name: held[name] for name in names}).decode()],
        )


@pytest.mark.parametrize("case", FILTER_CASES, ids=lambda case: case.id)
async def test_filter(asked: World, case: FilterCase) -> None:
    schema = case.table.schema
    query = Query(
        filter=parse_filter(case.filter, schema, POLICY, people=PEOPLE), fields=(), page=Page(limit=1000), count=True
    )
    async with asked.database.records() as conn:
        answer = await read.page(conn, asked.access(schema, policy=POLICY), query, case.context, Shape.NAME)
    found = orjson.loads(answer.body)
    assert tuple(item["no"] for item in found["items"]) == case.expect
    assert found["total"] == len(case.expect)


@pytest.mark.parametrize("case", SORT_CASES, ids=lambda case: case.id)
@pytest.mark.parametrize("size", [1, 2, 3, 1000])
async def test_sort_page_by_page(asked: World, case: SortCase, size: int) -> None:
    schema = case.table.schema
    sorts = parse_sorts(case.sorts, schema, POLICY)
    context = EvalContext(NOON, FILTER_CASES[0].context.zone, 1)
    cursor: str | None = None
    seen: list[int] = []
    async with asked.database.records() as conn:
        for _ in range(len(case.table.rows) + 1):
            query = Query(sorts=sorts, fields=(), page=Page(limit=size, cursor=cursor))
            answer = await read.page(conn, asked.access(schema, policy=POLICY), query, context, Shape.NAME)
            found = orjson.loads(answer.body)
            seen.extend(item["no"] for item in found["items"])
            cursor = found["nextCursor"]
            if cursor is None:
                break
        offset = Query(sorts=sorts, fields=(), page=Page(limit=2, offset=1))
        skipped = await read.page(conn, asked.access(schema, policy=POLICY), offset, context, Shape.NAME)
    assert tuple(seen) == case.expect
    assert [item["no"] for item in orjson.loads(skipped.body)["items"]] == list(case.expect[1:3])
