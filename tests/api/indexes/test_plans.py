"""The statement of a question can use the index that was made for it."""

from dataclasses import replace

import pytest

from api.access.service import TableAccess
from api.records.sql.fragment import compiled, execute
from api.records.sql.page import page_statement
from api.records.sql.project import Shape
from core.query.ast import Query
from core.values import JsonValue
from tests.api.indexes.large import slow, tend
from tests.api.records.snapshots.lists import CHOICES, CONTEXT, make_table, parsed
from tests.api.records.world import World


@pytest.mark.parametrize(
    "raw",
    [
        {"sorts": [{"field": "Name"}]},
        {"sorts": [{"field": "Name", "direction": "desc"}]},
        {"sorts": [{"field": "Choice"}]},
        {"sorts": [{"field": "Due", "direction": "desc"}, {"field": "N", "direction": "desc"}]},
        {"filter": {"field": "Choice", "operator": "equals", "value": "a"}, "sorts": [{"field": "N"}]},
        {
            "filter": {"field": "Choice", "operator": "equals", "value": "a"},
            "sorts": [{"field": "N", "direction": "desc"}],
        },
        {"filter": {"field": "Other", "operator": "equals", "value": "rare"}},
        {"filter": {"field": "N", "operator": "between", "value": [990, 999]}, "sorts": [{"field": "Name"}]},
        {"filter": {"field": "Due", "operator": "before", "value": "1990-01-01"}},
        {"filter": {"field": "Name", "operator": "contains", "value": "neEdle"}},
        {"search": "needle"},
        {"sorts": [{"field": "Ratio", "direction": "desc"}]},
        {"sorts": [{"field": "Shout"}, {"field": "Ratio"}]},
        {"filter": {"field": "Tags", "operator": "hasAll", "value": ["b", "c"]}},
    ],
    ids=str,
)
async def test_the_statement_of_a_question_walks_its_index(
    world: World, database_url: str, raw: dict[str, JsonValue]
) -> None:
    access = world.access(await make_table(world))
    async with world.database.records() as conn:
        await conn.execute(
            f"INSERT INTO {access.schema.relation} (f_1, f_2, f_3, f_4, f_5, f_7) SELECT md5(n::text), n % 1000,"
            f" CASE WHEN n % 9 = 0 THEN '{CHOICES[0]}' ELSE '{CHOICES[1]}' END, ARRAY['{CHOICES[0]}'],"
            " date '2020-01-01' + n % 2000, md5((-n)::text) FROM generate_series(1, 30000) n".encode()
        )
        await conn.execute(f"ANALYZE {access.schema.relation}".encode())
    await slow(world, access, raw)
    names = (await tend(database_url)).created
    plan = await _plan(world, access, parsed(access, raw))
    # A range and a sort may each have an index; one is enough.
    assert any(name in plan for name in names), plan


async def _plan(world: World, access: TableAccess, query: Query) -> str:
    """Of the statement that a page of this query sends."""
    statement = compiled(page_statement(access.schema, access.policy, query, None, CONTEXT, Shape.NAME))
    explained = replace(statement, sql=b"EXPLAIN " + statement.sql)
    async with world.database.records() as conn:
        cursor = await execute(conn, explained, {"limit": "100", "offset": "0"})
        return "\n".join(str(row[0]) for row in await cursor.fetchall())
