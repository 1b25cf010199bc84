"""What values are held to: on every way in, with the path of each cell, and nothing half written."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.support.app import World
from tests.support.problems import assert_problem, paths

FIELDS: list[dict[str, Any]] = [
    {"name": "Name", "type": "text", "config": {"minLength": 2, "maxLength": 5}},
    {"name": "Code", "type": "text", "config": {"pattern": "[A-Z]{2}-\\d+"}, "unique": True},
    {"name": "Amount", "type": "number", "config": {"min": 0, "max": 10.5}},
    {"name": "Price", "type": "currency", "config": {"min": 1}},
    {"name": "Due", "type": "date", "config": {"min": "2026-01-01", "max": "2026-12-31"}},
    {"name": "At", "type": "datetime", "config": {"min": "2026-01-01T00:00:00+02:00"}},
    {
        "name": "Country",
        "type": "singleSelect",
        "config": {"options": [{"name": n} for n in ("Greece", "France", "Malta")]},
    },
    {
        "name": "City",
        "type": "singleSelect",
        "config": {
            "options": [{"name": n} for n in ("Athens", "Volos", "Paris")],
            "dependsOn": {"field": "Country", "allow": {"Greece": ["Athens", "Volos"], "France": ["Paris"]}},
        },
    },
    {
        "name": "Tags",
        "type": "multiSelect",
        "config": {
            "options": [{"name": n} for n in ("sea", "hill")],
            "dependsOn": {"field": "City", "allow": {"Paris": [], "Athens": ["sea", "hill"], "Volos": ["sea"]}},
        },
    },
]

BROKEN: list[tuple[dict[str, Any], str, str]] = [
    ({"Name": "x"}, "Name", "too_short"),
    ({"Name": "xxxxxx"}, "Name", "too_long"),
    ({"Code": "ab-1"}, "Code", "pattern_mismatch"),
    ({"Code": "AB-1\n"}, "Code", "pattern_mismatch"),
    ({"Code": "xAB-1"}, "Code", "pattern_mismatch"),
    ({"Amount": -0.1}, "Amount", "too_small"),
    ({"Amount": 10.6}, "Amount", "too_large"),
    ({"Price": 0.99}, "Price", "too_small"),
    ({"Due": "2025-12-31"}, "Due", "too_small"),
    ({"Due": "2027-01-01"}, "Due", "too_large"),
    ({"At": "2025-12-31T21:59:59Z"}, "At", "too_small"),
    ({"Country": "Greece", "City": "Paris"}, "City", "option_not_allowed"),
    ({"City": "Paris", "Tags": ["sea"]}, "Tags", "option_not_allowed"),
    ({"City": "Volos", "Tags": ["sea", "hill"]}, "Tags", "option_not_allowed"),
]

KEPT: list[dict[str, Any]] = [
    {"Name": "xx", "Code": "AB-1", "Amount": 0, "Price": 1, "Due": "2026-01-01", "At": "2025-12-31T22:00:00Z"},
    {"Name": "é😀xxx", "Amount": 10.5, "Due": "2026-12-31"},
    {"Country": "Malta", "City": "Paris"},
    {"City": "Paris", "Tags": []},
    {"Country": "Greece", "City": "Athens", "Tags": ["hill", "sea"]},
    {"Tags": ["sea", "hill"]},
    {},
]


@pytest.fixture
async def table(world: World) -> dict[str, Any]:
    made: dict[str, Any] = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Held", "fields": FIELDS})
    return made


def records_of(table: dict[str, Any]) -> str:
    return f"/tables/{table['id']}/records"


def field_of(table: dict[str, Any], name: str) -> str:
    return next(str(item["id"]) for item in table["fields"] if item["name"] == name)


def refused(answer: httpx2.Response, path: str, code: str) -> None:
    assert answer.status_code == 422, answer.text
    assert_problem(answer)
    assert paths(answer) == [path]
    assert answer.json()["errors"][0]["code"] == code


@pytest.mark.parametrize(("fields", "name", "code"), BROKEN)
async def test_no_way_in_takes_a_value_that_is_out_of_bounds(
    world: World, table: dict[str, Any], fields: dict[str, Any], name: str, code: str
) -> None:
    path = records_of(table)
    one = (await world.editor.post(path, {"records": [{"fields": {"Code": "XX-0"}}]}))["items"][0]["id"]
    before = await world.viewer.get(path)

    post, patch = world.editor.http.post, world.editor.http.patch
    refused(await post(path, json={"records": [{"fields": fields}]}), f"records[0].fields.{name}", code)
    refused(await post(path, json={"records": [{"fields": {}}, {"fields": fields}]}), f"records[1].fields.{name}", code)
    refused(await patch(f"/records/{one}", json={"fields": fields}), f"fields.{name}", code)
    refused(await patch(path, json={"records": [{"id": one, "fields": fields}]}), f"records[0].fields.{name}", code)
    if name != "Code":
        upsert = {"records": [{"fields": {**fields, "Code": "XX-0"}}], "upsertOn": ["Code"]}
        refused(await patch(path, json=upsert), f"records[0].fields.{name}", code)
    assert await world.viewer.get(path) == before


@pytest.mark.parametrize("fields", KEPT)
async def test_what_is_within_bounds_is_taken(world: World, table: dict[str, Any], fields: dict[str, Any]) -> None:
    made = await world.editor.post(records_of(table), {"records": [{"fields": fields}]})
    again = await world.editor.patch(f"/records/{made['items'][0]['id']}", {"fields": fields})
    assert again["version"] == 1


async def test_all_that_a_batch_breaks_is_said_at_once(world: World, table: dict[str, Any]) -> None:
    said = [{"fields": fields} for fields, _, _ in BROKEN]
    answer = await world.editor.http.post(records_of(table), json={"records": said})
    assert answer.status_code == 422
    assert paths(answer) == [f"records[{n}].fields.{name}" for n, (_, name, _) in enumerate(BROKEN)]


async def test_changing_the_other_field_is_held_to_the_same(world: World, table: dict[str, Any]) -> None:
    made = await world.editor.post(records_of(table), {"records": [{"fields": {"Country": "Greece", "City": "Volos"}}]})
    one = f"/records/{made['items'][0]['id']}"
    refused(
        await world.editor.http.patch(one, json={"fields": {"Country": "France"}}), "fields.City", "option_not_allowed"
    )
    both = await world.editor.patch(one, {"fields": {"Country": "France", "City": "Paris"}})
    assert both["fields"]["City"] == "Paris"
    await world.editor.patch(one, {"fields": {"Country": None}})


async def test_an_edit_breaks_nothing_by_what_it_leaves_alone(world: World, table: dict[str, Any]) -> None:
    """A record from before the limit: in the trash while the limit was made, brought back by changing its field."""
    made = await world.editor.post(records_of(table), {"records": [{"fields": {"Name": "xxxxx", "Amount": 1}}]})
    one = f"/records/{made['items'][0]['id']}"
    await world.editor.delete(one)
    await world.creator.patch(f"/fields/{field_of(table, 'Name')}", {"config": {"maxLength": 3}})
    refused(await world.editor.http.post(f"{one}/restore"), "fields.Name", "too_long")
    taken = await world.editor.post("/undo", {}, 200)
    assert not taken["done"] or taken["conflicts"]
    await world.creator.patch(f"/fields/{field_of(table, 'Name')}", {"config": {"maxLength": 5}})
    back = await world.editor.post(f"{one}/restore", {}, 200)
    assert back["fields"]["Name"] == "xxxxx"


async def test_undo_leaves_what_would_break_a_newer_limit(world: World, table: dict[str, Any]) -> None:
    tab = {"X-Client-Tab": "t1"}
    path = records_of(table)
    made = await world.editor.http.post(path, json={"records": [{"fields": {"Amount": 9}}]}, headers=tab)
    one = made.json()["items"][0]["id"]
    await world.editor.http.patch(f"/records/{one}", json={"fields": {"Amount": 2}}, headers=tab)
    await world.creator.patch(f"/fields/{field_of(table, 'Amount')}", {"config": {"max": 5}})
    taken = (await world.editor.http.post("/undo", headers=tab)).json()
    assert taken["conflicts"][0]["reason"] == "Amount must be at most 5."
    assert (await world.editor.get(f"/records/{one}"))["fields"]["Amount"] == 2
    await world.creator.patch(f"/fields/{field_of(table, 'Amount')}", {"config": {"max": None}})
    undone = (await world.editor.http.post("/undo", headers=tab)).json()
    assert undone["done"]
    assert (await world.editor.get(f"/records/{one}"))["fields"]["Amount"] == 9


async def test_a_required_cell_stays_filled_out_of_the_trash(world: World, table: dict[str, Any]) -> None:
    made = await world.editor.post(records_of(table), {"records": [{"fields": {"Name": "xx"}}]})
    one = f"/records/{made['items'][0]['id']}"
    await world.editor.delete(one)
    await world.creator.patch(f"/fields/{field_of(table, 'Due')}", {"required": True})
    refused(await world.editor.http.post(f"{one}/restore"), "fields.Due", "required")


@pytest.mark.parametrize(
    ("name", "config", "path", "count"),
    [
        ("Name", {"minLength": 3}, "config.minLength", "in 1 record. "),
        ("Name", {"maxLength": 3}, "config.maxLength", "2 records"),
        ("Code", {"pattern": "[A-Z]+-[2-9]"}, "config.pattern", "in 1 record. "),
        ("Amount", {"min": 5}, "config.min", "in 1 record. "),
        ("Amount", {"max": 5.5}, "config.max", "in 1 record. "),
        ("Due", {"max": "2026-06-30"}, "config.max", "in 1 record. "),
        ("City", {"dependsOn": {"field": "Country", "allow": {"Greece": ["Volos"]}}}, "config.dependsOn", "2 records"),
    ],
)
async def test_a_limit_that_records_stand_against_is_refused_with_their_number(
    world: World, table: dict[str, Any], name: str, config: dict[str, Any], path: str, count: str
) -> None:
    rows: list[dict[str, Any]] = [
        {"Name": "xxxx", "Code": "AB-1", "Amount": 3, "Due": "2026-11-22", "Country": "Greece", "City": "Athens"},
        {"Name": "xxxxx", "Code": "AB-2", "Amount": 9, "Due": "2026-01-02", "Country": "Greece", "City": "Athens"},
        {"Name": "xx", "Country": "Greece", "City": "Volos"},
        {},
    ]
    await world.editor.post(records_of(table), {"records": [{"fields": fields} for fields in rows]})
    before = await world.viewer.get(f"/tables/{table['id']}")
    answer = await world.creator.http.patch(f"/fields/{field_of(table, name)}", json={"config": config})
    assert (answer.status_code, answer.json()["code"]) == (409, "values_against"), answer.text
    assert paths(answer) == [path]
    assert count in answer.json()["detail"]
    assert await world.viewer.get(f"/tables/{table['id']}") == before


async def test_new_records_begin_with_the_defaults(world: World) -> None:
    fields: list[dict[str, Any]] = [
        {"name": "Name", "type": "text", "config": {"default": "Untitled"}, "required": True},
        {"name": "Amount", "type": "number", "config": {"default": 0}},
        {"name": "Done", "type": "checkbox", "config": {"default": True}},
        {"name": "Status", "type": "singleSelect", "config": {"options": [{"name": "New"}], "default": "New"}},
        {
            "name": "Tags",
            "type": "multiSelect",
            "config": {"options": [{"name": "a"}, {"name": "b"}], "default": ["b"]},
        },
        {"name": "Day", "type": "date", "config": {"default": {"mode": "today"}}},
        {"name": "At", "type": "datetime", "config": {"default": {"mode": "now"}}},
        {"name": "Owner", "type": "user", "config": {"default": {"currentUser": True}}},
        {"name": "Team", "type": "multiUser", "config": {"default": {"currentUser": True}}},
        {"name": "Stars", "type": "rating", "config": {"default": 3}},
    ]
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Begun", "fields": fields})
    path = records_of(table)
    one = (await world.editor.post(path, {"records": [{"fields": {}}]}))["items"][0]
    cells = one["fields"]
    assert (cells["Name"], cells["Amount"], cells["Done"], cells["Status"]) == ("Untitled", 0, True, "New")
    assert (cells["Tags"], cells["Stars"]) == (["b"], 3)
    assert cells["At"][:10] == one["createdTime"][:10]
    assert cells["Owner"]["id"] == world.editor.id
    assert [person["id"] for person in cells["Team"]] == [world.editor.id]

    # What is given counts, null too; and each of a batch has its own.
    given = [{"fields": {"Amount": None, "Done": False, "Name": "A"}}, {"fields": {"Amount": 5}}]
    two = (await world.editor.post(path, {"records": given}))["items"]
    assert [item["fields"]["Amount"] for item in two] == [None, 5]
    assert [item["fields"]["Done"] for item in two] == [False, True]
    assert [item["fields"]["Status"] for item in two] == ["New", "New"]

    # Today is that of whoever makes the record: at least one of these is on another day than the other.
    zones = ("Pacific/Kiritimati", "Pacific/Midway")
    days = [
        (await world.editor.http.post(path, json={"records": [{"fields": {}}]}, headers={"X-Time-Zone": zone})).json()
        for zone in zones
    ]
    east, west = (item["items"][0]["fields"]["Day"] for item in days)
    assert east > west

    # A renamed option stays the default, a removed one goes with it.
    status = field_of(table, "Status")
    options = next(item["config"]["options"] for item in table["fields"] if item["name"] == "Status")
    await world.creator.patch(f"/fields/{status}", {"config": {"options": [{**options[0], "name": "Fresh"}]}})
    fresh = (await world.editor.post(path, {"records": [{"fields": {}}]}))["items"][0]
    assert fresh["fields"]["Status"] == "Fresh"
    upserted = {"records": [{"fields": {"Name": "New one"}}], "upsertOn": ["Name"]}
    assert (await world.editor.patch(path, upserted))["items"][0]["fields"]["Stars"] == 3


async def test_two_writers_cannot_break_a_rule_between_them(world: World, table: dict[str, Any]) -> None:
    """Each edit alone would be allowed: one changes the country, the other the city."""
    path = records_of(table)
    start = [{"fields": {"Country": "Greece", "City": "Athens"}} for _ in range(10)]
    made = (await world.editor.post(path, {"records": start}))["items"]
    edits = [{"City": None}, {"Country": "France"}, {"City": "Volos"}]
    sent = [
        world.editor.http.patch(f"/records/{record['id']}", json={"fields": fields})
        for record in made
        for fields in edits
    ]
    answers = await asyncio.gather(*sent)
    assert {answer.status_code for answer in answers} <= {200, 422}
    for record in (await world.viewer.get(f"{path}?limit=100"))["items"]:
        assert (record["fields"]["Country"], record["fields"]["City"]) != ("France", "Volos")
        assert (record["fields"]["Country"], record["fields"]["City"]) != ("France", "Athens")

    codes = [world.editor.http.post(path, json={"records": [{"fields": {"Code": "ZZ-1"}}]}) for _ in range(8)]
    statuses = sorted(answer.status_code for answer in await asyncio.gather(*codes))
    assert statuses == [201] + [422] * 7


async def test_a_pattern_cannot_stop_the_database(world: World) -> None:
    body = {"name": "Slow", "type": "text", "config": {"pattern": "(a|aa|a?b?)*(a*a*a*a*)*c"}}
    await world.creator.post(f"/tables/{world.table_id}/fields", body)
    sent = world.editor.http.post(
        f"/tables/{world.table_id}/records", json={"records": [{"fields": {"Slow": "a" * 100_000}}]}
    )
    answer = await asyncio.wait_for(sent, 10)
    assert answer.status_code == 422
