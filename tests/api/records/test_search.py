"""Search in a view: every kind as people see it, and nothing that they do not see."""

import dataclasses
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest

import api.records.read as read
from api.records.sql.project import Shape
from core.access.levels import TableLevel
from core.access.policy import Policy
from core.fields.base import ColumnType
from core.query.ast import Query, Search
from core.query.evaluate import EvalContext
from core.schema import TableSchema
from core.values import JsonValue, StoredValue, ValueKind
from tests.api.records.test_query_cases import insert
from tests.api.records.world import World, define
from tests.support.app import World as App
from tests.support.app import make_world, running, settings_for
from tests.support.listed import listed
from tests.support.query_cases.model import NOON
from tests.support.query_tables import POLICY, Row, Table, system

_OPTIONS: dict[str, JsonValue] = {
    "options": [{"id": "optred00000", "name": "Red Wine"}, {"id": "optblue0000", "name": "Blue"}]
}
_EUROPEAN: dict[str, JsonValue] = {"format": "european", "timeZone": "Europe/Athens"}
FILES: list[StoredValue] = [
    [{"id": "fil_1", "name": "Report 2025.pdf", "type": "application/pdf", "size": 1}],
    None,
    [],
]


MORE: dict[int, dict[int, StoredValue]] = {
    1: {13: 12.5, 14: 5400.0, 15: 3723.25, 16: 93600.0, 17: ["alpha", None, "omega"]},
    2: {13: 50.0, 14: -30.0, 15: 75.0, 16: 0.0, 17: {"error": "#ERROR!"}},
    3: {13: None, 14: None, 15: None, 16: None, 17: None},
}
"""A share, lengths of time, and a list of texts kept as JSON."""


@pytest.fixture
async def schema(world: World) -> TableSchema:
    made = await world.table(
        [
            define(1, "Name", "text"),
            define(2, "Colour", "singleSelect", _OPTIONS),
            define(3, "Colours", "multiSelect", _OPTIONS),
            define(4, "N", "number"),
            define(5, "Price", "currency", {"currency": "EUR", "precision": 2}),
            define(6, "Due", "date", {"format": "friendly"}),
            define(7, "At", "datetime", _EUROPEAN),
            define(8, "Seen", "datetime"),
            define(13, "Share", "percent", {"precision": 1}),
            define(14, "Took", "duration"),
            define(15, "Lap", "duration", {"format": "h:mm:ss.S"}),
            define(16, "Stay", "duration", {"format": "d h:mm"}),
        ]
    )
    more = [
        listed(9, "Words", ValueKind.TEXT, ColumnType.TEXT_ARRAY),
        listed(10, "Files", ValueKind.FILE, ColumnType.JSONB),
        listed(11, "Team", ValueKind.USER, ColumnType.BIGINT_ARRAY),
        listed(17, "Notes", ValueKind.TEXT, ColumnType.JSONB),
        define(12, "By", "createdBy"),
    ]
    async with world.database.records() as conn:
        await conn.execute(
            f"ALTER TABLE {made.relation} ADD f_9 text[], ADD f_10 jsonb, ADD f_11 bigint[], ADD f_17 jsonb".encode()
        )
        schema = dataclasses.replace(made, fields=(*made.fields, *more))
        red, blue = "optred00000", "optblue0000"
        moment = "2026-11-22T22:30:00+00:00"
        cells: list[list[StoredValue]] = [
            ["Wine 50%", red, [blue], 1234567, 10.5, "2026-11-22", moment, moment, ["x", "Deep blue"], FILES[0], [2]],
            ["beer", blue, [], 12, 1234.5, "2025-03-01", None, None, None, FILES[1], []],
            [None, None, None, -0.25, None, None, None, None, [], FILES[2], None],
        ]
        rows = [
            Row(key, {**dict(enumerate(values, 1)), **MORE[key]}, system(key, by=key if key < 3 else None))
            for key, values in enumerate(cells, 1)
        ]
        await insert(conn, Table(schema, tuple(rows)))
    return schema


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("wine", [1]),
        ("blue", [1, 2]),
        ("50%", [1, 2]),
        ("50.0%", [2]),
        ("12.5%", [1]),
        ("12,5 %", [1]),
        ("0.5%", []),
        ("%", [1]),
        ("1:30", [1]),
        ("5400", []),
        ("-0:00:30", [2]),
        ("1:02:03.25", [1]),
        ("0:01:15.0", [2]),
        ("1d 2:00", [1]),
        ("0d 0:00", [2]),
        ("deep", [1]),
        ("x\x1fdeep", []),  # no value has both
        ("x\x1f", []),
        ("OMEGA", [1]),
        ("#error", []),
        ("1234567", [1]),
        ("1,234,567", [1]),
        ("10.50", [1]),
        ("€10.50", [1]),
        ("10,50", [1]),
        ("1.234,50", [2]),
        ("-0.25", [3]),
        ("22 november", [1]),
        ("March", [2]),
        ("23/11/2026 00:30", [1]),  # by Athens, the zone of the field
        ("2026-11-22 17:30", [1]),  # by New York, where the reader is
        ("2026-11-22 17", [1]),
        ("2026-11-23 00:30", []),
        ("2026-11", [1]),
        ("2026", [1]),
        ("2026-13", []),
        ("9999", []),
        ("9999-12-31 23:59", []),
        ("0000-01-01", []),
        ("REPORT", [1]),
        ("ada", [1]),
        ("Bo", [1, 2]),
        ("_", []),
        ("1e", []),
        ("nothing", []),
        ("\\", []),
        ("x' OR '1'='1", []),
    ],
)
async def test_values_are_found_as_they_are_shown(
    world: World, schema: TableSchema, text: str, keys: list[int]
) -> None:
    people = tuple(number for number, name in ((1, "ada"), (2, "bo")) if text.lower() in name)
    assert await found(world, schema, Search(text, people=people), POLICY) == keys


async def found(world: World, schema: TableSchema, search: Search, policy: Policy) -> list[int]:
    context = EvalContext(NOON, ZoneInfo("America/New_York"), 1)
    async with world.database.records() as conn:
        access = world.access(schema, policy=policy)
        answer = await read.page(conn, access, Query(search=search, fields=()), context, Shape.NAME)
    return [item["no"] for item in orjson.loads(answer.body)["items"]]


async def test_hidden_fields_are_never_searched(world: World, schema: TableSchema) -> None:
    name, words = schema.fields[0], schema.by_name["Words"]
    hiding = Policy(TableLevel.EDIT, 1, hidden=frozenset({words.id}))
    assert await found(world, schema, Search("deep"), hiding) == []
    assert await found(world, schema, Search("deep", fields=(words,)), hiding) == []
    assert await found(world, schema, Search("wine", fields=(words,)), POLICY) == []
    assert await found(world, schema, Search("wine", fields=(name,)), POLICY) == [1]


async def test_a_view_searches_what_it_shows_and_people_by_name(database_url: str) -> None:
    async with running(settings_for(database_url)) as app:
        world: App = await make_world(app)
        path = f"/tables/{world.table_id}/records"
        await world.editor.post(path, {"records": [{"fields": {"Name": "needle", "Status": "Open"}}]})
        await world.creator.post(f"/tables/{world.table_id}/fields", {"name": "By", "type": "createdBy"}, 201)

        async def names(text: str) -> list[Any]:
            page = await world.viewer.get(f"{path}?view={world.view()}&search={text}")
            return [item["fields"]["Name"] for item in page["items"]]

        assert await names("open") == await names("edda") == await names("needle") == ["needle"]
        table = await world.viewer.get(f"/tables/{world.table_id}")
        status = next(field["id"] for field in table["fields"] if field["name"] == "Status")
        columns = [{"field": status, "hidden": True}]
        await world.editor.patch(f"/views/{world.view()}", {"config": {"columns": columns}})
        assert await names("open") == []
        assert await names("needle") == ["needle"]
        assert await names(f"open&searchFields={status}") == ["needle"]
        assert await names(f"needle&searchFields={status}") == []
