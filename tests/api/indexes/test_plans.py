"""The statement of a question can use the index that was made for it."""

from dataclasses import replace

import pytest
from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.db import indexes
from api.indexes.definitions import definition_of, merged
from api.records.sql.fragment import compiled, execute
from api.records.sql.page import page_statement
from api.records.sql.project import Shape
from api.records.wants import Want, WantKind, wants
from core.fields.base import ColumnType
from core.formula.settle import settled
from core.query.ast import Query
from core.values import JsonValue, ValueKind
from tests.api.indexes.large import slow, tend
from tests.api.records.snapshots.lists import CHOICES, CONTEXT, make_table, parsed
from tests.api.records.world import World, define
from tests.support.listed import listed


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


async def test_a_search_through_lists_and_names_of_files_walks_indexes(world: World, database_url: str) -> None:
    """As many as there have to be: one has 32 columns at most."""
    made = await world.table([define(number, f"Text {number}", "text") for number in range(1, 35)])
    more = [
        listed(35, "Regions", ValueKind.TEXT, ColumnType.TEXT_ARRAY),
        listed(36, "Notes", ValueKind.TEXT, ColumnType.JSONB),
        listed(37, "Files", ValueKind.FILE, ColumnType.JSONB),
    ]
    access = world.access(replace(made, fields=(*made.fields, *more)))
    relation = made.relation
    async with world.database.records() as conn:
        await conn.execute(f"ALTER TABLE {relation} ADD f_35 text[], ADD f_36 jsonb, ADD f_37 jsonb".encode())
        await conn.execute(
            f"INSERT INTO {relation} (f_1, f_34, f_35, f_36, f_37) SELECT md5(n::text), md5((n + 1)::text),"
            " ARRAY[md5((n + 2)::text)], jsonb_build_array(md5((n + 3)::text)),"
            " jsonb_build_array(jsonb_build_object('name', md5((n + 4)::text)))"
            " FROM generate_series(1, 20000) n".encode()
        )
        wanted = merged([Want(WantKind.WORDS, tuple(range(1, 38)))])
        definitions = [definition_of(want, access.schema) for want in wanted]
    async with await AsyncConnection.connect(database_url, autocommit=True) as conn:
        for definition in definitions:
            assert definition is not None
            await indexes.create(conn, access.schema, definition)
        await conn.execute(f"ANALYZE {relation}".encode())
    plan = await _plan(world, access, parsed(access, {"search": "needle"}))
    assert [plan.count(definition.name(access.schema)) > 0 for definition in definitions if definition] == [True, True]
    assert "Seq Scan" not in plan


@pytest.mark.parametrize("text", ["77315", "1:17", "2031-02", "red 77", "red"])
async def test_a_search_for_numbers_and_dates_walks_indexes(world: World, database_url: str, text: str) -> None:
    """Of every kind of number and date, alone and in lists, and what options have in their names."""
    options: dict[str, JsonValue] = {"options": [{"id": "optred00000", "name": "Dark Red 77"}]}
    plain = [
        define(1, "Name", "text"),
        define(2, "N", "number"),
        define(3, "Price", "currency", {"currency": "EUR", "precision": 2}),
        define(4, "Share", "percent", {"precision": 1}),
        define(5, "Took", "duration"),
        define(6, "Due", "date"),
        define(7, "At", "datetime", {"timeZone": "Europe/Athens"}),
        define(8, "Seen", "datetime"),
        define(9, "Colour", "singleSelect", options),
        define(10, "Colours", "multiSelect", options),
        define(11, "No", "autoNumber"),
        define(12, "Stars", "rating"),
    ]
    formula = define(13, "Part", "formula", {"expression": "N / 7", "format": {"precision": 3, "percent": True}})
    made = await world.table(settled([*plain, formula], [formula.id], {formula.id: "config"}, plain))
    more = [
        listed(20, "Ns", ValueKind.NUMBER, ColumnType.DOUBLE_ARRAY),
        listed(21, "Big", ValueKind.NUMBER, ColumnType.JSONB),
        listed(22, "Days", ValueKind.DATE, ColumnType.DATE_ARRAY),
        listed(23, "Day list", ValueKind.DATE, ColumnType.JSONB),
    ]
    access = world.access(replace(made, fields=(*made.fields, *more)))
    relation = made.relation
    async with world.database.records() as conn:
        await conn.execute(
            f"ALTER TABLE {relation} ADD f_20 double precision[], ADD f_21 jsonb, ADD f_22 date[],"
            " ADD f_23 jsonb".encode()
        )
        await conn.execute(
            f"INSERT INTO {relation} (f_1, f_2, f_3, f_5, f_6, f_7, f_8, f_20, f_21, f_22, f_23)"
            " SELECT md5(n::text), n, n, n, date '2001-01-01' + n % 5000, now(), now(), ARRAY[n], to_jsonb(ARRAY[n]),"
            " ARRAY[date '2001-01-01' + n % 5000], to_jsonb(ARRAY[date '2001-01-01' + n % 5000])"
            " FROM generate_series(1, 20000) n".encode()
        )
        await conn.execute(f"ANALYZE {relation}".encode())
    query = parsed(access, {"search": text})
    asked = merged(wants(query, access.schema, access.schema.fields))
    definitions = [definition for want in asked if (definition := definition_of(want, access.schema)) is not None]
    assert len(definitions) == len(asked)
    async with await AsyncConnection.connect(database_url, autocommit=True) as conn:
        for definition in definitions:
            await indexes.create(conn, access.schema, definition)
        await conn.execute(f"ANALYZE {relation}".encode())
    plan = await _plan(world, access, query)
    assert [plan.count(definition.name(access.schema)) > 0 for definition in definitions] == [True] * len(definitions)
    assert "Seq Scan on " + relation.split(".")[1] not in plan


async def _plan(world: World, access: TableAccess, query: Query) -> str:
    """Of the statement that a page of this query sends."""
    statement = compiled(page_statement(access.schema, access.policy, query, None, CONTEXT, Shape.NAME))
    explained = replace(statement, sql=b"EXPLAIN " + statement.sql)
    async with world.database.records() as conn:
        cursor = await execute(conn, explained, {"limit": "100", "offset": "0", **access.file_slots()})
        return "\n".join(str(row[0]) for row in await cursor.fetchall())
