"""Changes of a field that its values do not fit are refused with how many they are, and nothing is lost."""

import asyncio
from typing import Any

import httpx2
import psycopg
import pytest

from tests.support.app import World
from tests.support.problems import assert_problem, paths

SPARE: list[dict[str, Any]] = [
    {"name": "Name", "type": "text"},
    {"name": "Note", "type": "longText"},
    {"name": "Stars", "type": "rating", "config": {"max": 10}},
    {"name": "Price", "type": "currency", "config": {"precision": 2}},
    {"name": "Size", "type": "number", "config": {"precision": 3}},
    {"name": "Tags", "type": "multiSelect", "config": {"options": [{"name": "a"}, {"name": "b"}]}},
    {"name": "State", "type": "singleSelect", "config": {"options": [{"name": "new"}, {"name": "old"}]}},
]


async def _table(world: World, *records: dict[str, Any]) -> dict[str, Any]:
    """The id of a table with these records, and the ids of its fields by name."""
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Things", "fields": SPARE})
    made = await world.editor.post(f"/tables/{table['id']}/records", {"records": [{"fields": r} for r in records]})
    ids = {item["name"]: item["id"] for item in table["fields"]}
    return {"id": table["id"], "records": [item["id"] for item in made["items"]], **ids}


async def _patch(world: World, field: str, body: dict[str, Any]) -> httpx2.Response:
    return await world.creator.http.patch(f"/fields/{field}", json=body)


@pytest.mark.parametrize(
    ("field", "body", "code", "path", "count"),
    [
        ("Note", {"required": True}, "empty_values", "required", "2 records"),
        ("Tags", {"required": True}, "empty_values", "required", "2 records"),
        ("State", {"required": True}, "empty_values", "required", "in 1 record."),
        ("Stars", {"config": {"max": 5}}, "values_too_large", "config.max", "2 records"),
        ("Stars", {"config": {"max": 9}}, "values_too_large", "config.max", "in 1 record."),
        ("Price", {"config": {"precision": 8}}, "values_too_large", "config.precision", "in 1 record,"),
        ("State", {"config": {"options": [{"name": "new"}]}}, "option_in_use", "config.options", "in 1 record."),
        ("Tags", {"config": {"options": []}}, "option_in_use", "config.options", "in 1 record."),
    ],
)
async def test_what_values_stand_against_is_refused_with_their_number(
    world: World, field: str, body: dict[str, Any], code: str, path: str, count: str
) -> None:
    table = await _table(
        world,
        {"Name": "1", "Note": "n", "Stars": 10, "Price": -12_345_678.9, "Tags": ["a"], "State": "old"},
        {"Name": "2", "Note": "", "Stars": 6, "Price": 1.25, "Tags": [], "State": "new"},
        {"Name": "3", "Stars": 5},
    )
    before = await world.viewer.get(f"/tables/{table['id']}")

    answer = await _patch(world, table[field], body)

    assert (answer.status_code, answer.json()["code"]) == (409, code), answer.text
    assert_problem(answer)
    assert paths(answer) == [path]
    assert count in answer.json()["detail"]
    assert await world.viewer.get(f"/tables/{table['id']}") == before


async def test_what_no_value_stands_against_is_done(world: World) -> None:
    table = await _table(world, {"Name": "1", "Note": "n", "Stars": 5, "Price": 9_999_999.99, "Tags": ["a"]})

    for field, body in (
        ("Note", {"required": True}),
        ("Tags", {"required": True}),
        ("Stars", {"config": {"max": 5}}),
        ("Price", {"config": {"precision": 8}}),
        ("Tags", {"config": {"options": [{"name": "a"}]}}),
    ):
        answer = await _patch(world, table[field], body)
        assert answer.status_code == 200, (field, answer.text)


async def test_records_in_the_trash_stand_against_nothing(world: World) -> None:
    table = await _table(world, {"Name": "1", "Stars": 9, "State": "old"}, {"Name": "2", "Note": "n", "State": "new"})
    await world.editor.delete(f"/records/{table['records'][0]}")

    for field, body in (
        ("Note", {"required": True}),
        ("Stars", {"config": {"max": 3}}),
        ("State", {"config": {"options": [{"name": "new"}]}}),
    ):
        assert (await _patch(world, table[field], body)).status_code == 200

    held = await world.editor.http.post(f"/records/{table['records'][0]}/restore")
    assert (held.status_code, paths(held)) == (422, ["fields.Note"])
    assert (await _patch(world, table["Note"], {"required": False})).status_code == 200
    back = await world.editor.post(f"/records/{table['records'][0]}/restore", None, 200)
    assert back["fields"] == {**back["fields"], "Name": "1", "Stars": 9, "State": None}


async def test_a_new_required_field_needs_a_table_without_records(world: World) -> None:
    table = await _table(world, {"Name": "1"}, {"Name": "2"})
    body = {"name": "Due", "type": "date", "required": True}

    refused = await world.creator.http.post(f"/tables/{table['id']}/fields", json=body)
    for record in table["records"]:
        await world.editor.delete(f"/records/{record}")
    accepted = await world.creator.http.post(f"/tables/{table['id']}/fields", json=body)

    assert (refused.status_code, refused.json()["code"], paths(refused)) == (409, "empty_values", ["required"])
    assert "2 records" in refused.json()["detail"]
    assert accepted.status_code == 201


async def test_fewer_decimals_lose_no_digits(world: World) -> None:
    table = await _table(world, {"Name": "1", "Price": 1.25, "Size": 2.125})
    for field in ("Price", "Size"):
        assert (await _patch(world, table[field], {"config": {"precision": 0}})).status_code == 200

    shown = await world.viewer.get(f"/records/{table['records'][0]}")
    assert (shown["fields"]["Price"], shown["fields"]["Size"]) == (1.25, 2.125)
    written = await world.editor.patch(f"/records/{table['records'][0]}", {"fields": {"Price": 7.75}})
    assert (written["fields"]["Price"], written["fields"]["Size"]) == (8, 2.125)


async def test_a_record_that_is_being_written_counts(world: World, database_url: str) -> None:
    table = await _table(world, {"Name": "1", "Note": "n"})
    async with await psycopg.AsyncConnection.connect(database_url) as writer:
        found = await writer.execute(
            "SELECT format('ws_%%s.t_%%s', w.number, t.number) FROM dataos.tables t JOIN dataos.bases b ON b.id ="
            " t.base_id JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE t.id = %s",
            [table["id"]],
        )
        row = await found.fetchone()
        assert row is not None
        await writer.execute(f"INSERT INTO {row[0]} DEFAULT VALUES".encode())
        patching = asyncio.create_task(_patch(world, table["Note"], {"required": True}))
        await asyncio.sleep(0.2)
        await writer.commit()

    answer = await patching
    assert (answer.status_code, answer.json()["code"]) == (409, "empty_values"), answer.text


@pytest.mark.parametrize("attempt", range(3))
async def test_required_and_empty_never_meet(world: World, attempt: int) -> None:
    table = await _table(world, {"Name": "1", "Note": "n"})

    async def create(number: int) -> int:
        await asyncio.sleep(number * 0.003)
        body = {"records": [{"fields": {"Name": str(number)}}]}
        return (await world.editor.http.post(f"/tables/{table['id']}/records", json=body)).status_code

    patching = asyncio.create_task(_patch(world, table["Note"], {"required": True}))
    made = await asyncio.gather(*(create(number) for number in range(attempt, 12)))
    patched = await patching

    page = await world.viewer.get(f"/tables/{table['id']}/records")
    empty = sum(item["fields"]["Note"] is None for item in page["items"])
    assert set(made) <= {201, 422}
    assert empty == made.count(201)
    assert empty == 0 if patched.status_code == 200 else patched.status_code in {409, 503}


@pytest.mark.parametrize(
    ("field", "first", "second", "change"),
    [
        ("State", "old", "new", {"config": {"options": [{"name": "new"}]}}),
        ("Tags", ["b"], ["a"], {"config": {"options": [{"name": "a"}]}}),
        ("Stars", 9, 3, {"config": {"max": 5}}),
    ],
)
async def test_undo_brings_back_no_value_that_the_field_lost(
    world: World, field: str, first: object, second: object, change: dict[str, Any]
) -> None:
    table = await _table(world, {"Name": "1", field: first})
    record = f"/records/{table['records'][0]}"
    await world.editor.patch(record, {"fields": {field: second, "Name": "2"}})
    assert (await _patch(world, table[field], change)).status_code == 200

    undone = await world.editor.post("/undo", None, 200)

    assert [item["reason"] for item in undone["conflicts"]] == ["the field takes that value no more"]
    now = (await world.viewer.get(record))["fields"]
    assert (now[field], now["Name"]) == (second, "1")
