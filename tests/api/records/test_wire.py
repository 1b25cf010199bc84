"""A record's JSON, made by PostgreSQL, is what the field types say it is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import orjson
import pytest

import api.records.read as read
from api.access.service import TableAccess
from api.records.acts import RecordDraft, RecordEdit
from api.records.read import ReadContext
from api.records.sql.project import Shape
from api.records.write import create, update
from core.fields.people import Person, show
from core.values import JsonValue, StoredValue
from tests.api.records.world import World, by, define, fields_of, items

CONTEXT = ReadContext(datetime(2026, 11, 22, tzinfo=UTC), ZoneInfo("UTC"), 1)
OPTIONS: dict[str, JsonValue] = {
    "options": [{"id": "opt00000000", "name": 'Zero "0"'}, {"id": "opt00000001", "name": "Ένα ✓"}]
}
FIELDS = [
    define(1, "Text", "text"),
    define(2, "Long", "longText"),
    define(3, "Number", "number"),
    define(4, "Money", "currency", {"currency": "EUR", "precision": 4}),
    define(5, "Check", "checkbox"),
    define(6, "Date", "date"),
    define(7, "Time", "datetime", {"timeZone": "Europe/Athens"}),
    define(8, "One", "singleSelect", OPTIONS),
    define(9, "Many", "multiSelect", OPTIONS),
    define(10, "Url", "url"),
    define(11, "Email", "email"),
    define(12, "Stars", "rating"),
    define(13, "No", "autoNumber"),
    define(14, "Created", "createdTime"),
    define(15, "Modified", "modifiedTime"),
    define(16, "Creator", "createdBy"),
    define(17, "Modifier", "modifiedBy"),
]
ROWS: list[dict[int, JsonValue]] = [
    {},
    {1: 'a"\\\n\u2028😀', 2: "x" * 5000, 3: 0, 4: 0.1, 5: True, 6: "2026-02-28", 7: "2026-11-22T10:00:00Z"},
    {3: 1e300, 4: 12345678901.2345, 6: "0001-01-01", 7: "2026-11-22T10:00:00.001+02:00", 8: "Ένα ✓"},
    {3: 0.1, 4: -0.0001, 6: "9999-12-31", 7: "0001-01-01T00:00:00Z", 9: ["Ένα ✓", 'Zero "0"']},
    {3: -1e-300, 4: 100, 7: "9999-12-31T23:59:59.999999Z", 9: ['Zero "0"'], 12: 5},
    {3: 1e15, 4: 1e10, 7: "2026-03-29T03:00:00.120+03:00", 8: 'Zero "0"', 9: []},
    {3: 123456789012345, 10: "https://example.org/?q=ö", 11: "a@example.org"},
    {3: 1e21, 7: "2026-11-22T23:59:59.999-12:00"},
]


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("batch", [True, False], ids=["together", "one by one"])
async def test_record_json_is_what_the_types_say(world: World, shape: Shape, batch: bool) -> None:
    access = world.access(await world.table(FIELDS))
    stored = [{n: FIELDS[n - 1].type.parse(raw, FIELDS[n - 1]) for n, raw in row.items()} for row in ROWS]
    drafts = [RecordDraft(values) for values in stored]
    bodies: list[JsonValue] = []
    async with world.database.records() as conn:
        for group in [drafts] if batch else [[draft] for draft in drafts]:
            bodies += fields_of((await create(conn, access, group, by(world.bo), shape=shape)).body)
        held = await read.snapshots(conn, access.schema, list(range(1, len(ROWS) + 1)))
        people = {2: Person(world.bo.id, "Bo", "bo@example.org")}
        for place, body in enumerate(bodies):
            found = held[place + 1]
            cells = dict(found.state.cells)
            given = {number: value for number, value in stored[place].items() if value is not None}
            assert cells == {5: False, **given}
            expected = {
                field.id if shape is Shape.ID else field.name: show(
                    found.system[field.type.system_column] if field.type.system_column else cells.get(field.number),
                    field,
                    people,
                    by_id=shape is Shape.ID,
                )
                for field in FIELDS
            }
            assert body == expected
            assert body == orjson.loads((await read.one(conn, access, place + 1, CONTEXT, shape)).body)["fields"]


async def test_what_is_read_can_be_written_back_unchanged(world: World) -> None:
    access = world.access(await world.table(FIELDS))
    async with world.database.records() as conn:
        for row in ROWS:
            values = {n: FIELDS[n - 1].type.parse(raw, FIELDS[n - 1]) for n, raw in row.items()}
            made = await create(conn, access, [RecordDraft(values)], by(world.ada), shape=Shape.NAME)
            again = await update(
                conn, access, [RecordEdit(made.keys[0], _parsed(access, made.body))], by(world.bo), shape=Shape.NAME
            )
            assert again.changed == 0
            assert again.body == made.body


def _parsed(access: TableAccess, body: bytes) -> dict[int, StoredValue]:
    shown = items(body)[0]["fields"]
    assert isinstance(shown, dict)
    fields = [field for field in access.schema.fields if not field.read_only]
    return {field.number: field.type.parse(shown[field.name], field) for field in fields}


async def test_options_that_are_gone_show_as_nothing(world: World) -> None:
    access = world.access(await world.table([FIELDS[7], FIELDS[8]]))
    async with world.database.records() as conn:
        values: dict[int, StoredValue] = {8: "opt99999999", 9: ["opt99999999", "opt00000001"]}
        written = await create(conn, access, [RecordDraft(values)], by(world.ada), shape=Shape.NAME)
    assert fields_of(written.body) == [{"One": None, "Many": ["Ένα ✓"]}]


async def test_wide_tables_have_no_limit_of_a_hundred(world: World) -> None:
    access = world.access(await world.table([define(n, f"F{n}", "text") for n in range(1, 301)]))
    async with world.database.records() as conn:
        values: dict[int, StoredValue] = {n: str(n) for n in range(1, 301)}
        written = await create(conn, access, [RecordDraft(values)], by(world.ada), shape=Shape.NAME)
        changed = await update(
            conn, access, [RecordEdit(1, dict.fromkeys(range(1, 301), "x"))], by(world.ada), shape=Shape.NAME
        )
    assert fields_of(written.body) == [{f"F{n}": str(n) for n in range(1, 301)}]
    assert fields_of(changed.body) == [{f"F{n}": "x" for n in range(1, 301)}]
