"""Tables: one transaction makes all of it, and everybody sees the same."""

import asyncio

import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import World
from tests.support.statements import counted

EVERY_TYPE = [
    {"name": "Title", "type": "text"},
    {"name": "Notes", "type": "longText", "config": {"markdown": True}},
    {"name": "Price", "type": "currency", "config": {"currency": "EUR", "precision": 2}},
    {"name": "Count", "type": "number", "config": {"precision": 0}},
    {"name": "Done", "type": "checkbox"},
    {"name": "Due", "type": "date"},
    {"name": "At", "type": "datetime", "config": {"timeZone": "Europe/Athens"}},
    {"name": "Stage", "type": "singleSelect", "config": {"options": [{"name": "Νέο", "color": "teal"}]}},
    {"name": "Tags", "type": "multiSelect", "config": {"options": [{"name": "a"}, {"name": "b"}]}},
    {"name": "Site", "type": "url"},
    {"name": "Mail", "type": "email"},
    {"name": "Stars", "type": "rating", "config": {"max": 5}},
    {"name": "Nr", "type": "autoNumber"},
    {"name": "Made", "type": "createdTime"},
    {"name": "Changed", "type": "modifiedTime"},
    {"name": "Maker", "type": "createdBy"},
    {"name": "Changer", "type": "modifiedBy"},
]


def _physical(database_url: str) -> list[str]:
    with psycopg.connect(database_url) as connection:
        rows = connection.execute("SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname LIKE 'ws%'")
        return [row[0] for row in rows]


async def test_a_table_of_every_type_is_described_as_it_was_asked_for(world: World) -> None:
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "All", "fields": EVERY_TYPE})

    assert [(item["name"], item["type"]) for item in table["fields"]] == [(f["name"], f["type"]) for f in EVERY_TYPE]
    assert [item["name"] for item in table["fields"] if item["readOnly"]] == [
        "Nr",
        "Made",
        "Changed",
        "Maker",
        "Changer",
    ]
    assert [item["name"] for item in table["fields"] if item["primary"]] == ["Title"]
    assert table["primaryFieldId"] == table["fields"][0]["id"]
    assert (table["recordCount"], table["version"]) == (0, 1)
    stage = table["fields"][7]["config"]["options"][0]
    assert (stage["name"], stage["color"]) == ("Νέο", "teal")
    assert stage["id"].startswith("opt")
    assert table["access"] == {"level": "admin", "readOnly": [], "editable": [], "views": {}}
    read = {**table, "access": {**table["access"], "level": "read"}}
    assert await world.viewer.get(f"/tables/{table['id']}") == read


async def test_without_fields_there_is_a_name_and_one_view(world: World) -> None:
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Plain"})

    assert [(item["name"], item["type"], item["primary"]) for item in table["fields"]] == [("Name", "text", True)]
    assert [view["name"] for view in table["views"]] == ["All records"]
    empty = {"filter": None, "sorts": [], "columns": [], "groups": [], "rowHeight": "short", "search": None}
    assert table["views"][0]["config"] == empty


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ({}, ["name"]),
        ({"name": ""}, ["name"]),
        ({"name": "x" * 201}, ["name"]),
        ({"name": "T", "fields": [{"name": "A"}]}, ["fields[0].type"]),
        ({"name": "T", "fields": [{"name": "A", "type": "nonsense"}]}, ["fields[0].type"]),
        ({"name": "T", "fields": [{"name": "A", "type": "text"}, {"name": "a", "type": "text"}]}, ["fields[1].name"]),
        (
            {"name": "T", "fields": [{"name": "A", "type": "rating", "config": {"max": 99}}]},
            ["fields[0].config.max"],
        ),
        (
            {"name": "T", "fields": [{"name": "A", "type": "text", "config": {"colour": 1}}]},
            ["fields[0].config.colour"],
        ),
        ({"name": "T", "fields": [{"name": "A", "type": "autoNumber", "required": True}]}, ["fields[0].required"]),
        ({"name": "T", "fields": "Name"}, ["fields"]),
        ({"name": "T", "fields": [None]}, ["fields[0]"]),
        ({"name": "T", "surprise": 1}, ["surprise"]),
    ],
)
async def test_a_bad_table_is_refused_with_paths_and_leaves_nothing(
    world: World, database_url: str, body: dict[str, object], paths: list[str]
) -> None:
    before = _physical(database_url)

    answer = await world.creator.http.post(f"/bases/{world.base}/tables", json=body)

    assert answer.status_code == 422, answer.text
    assert [fault["path"] for fault in answer.json()["errors"]] == paths
    assert _physical(database_url) == before


async def test_two_creators_of_the_same_name_get_one_table(world: World, database_url: str) -> None:
    before = len(_physical(database_url))
    people = (world.owner, world.admin, world.creator, world.owner)

    answers = await asyncio.gather(
        *(
            person.http.post(f"/bases/{world.base}/tables", json={"name": name})
            for person, name in zip(people, ("Same", "same", "SAME", "Same"), strict=True)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"name_taken"}
    assert len(_physical(database_url)) == before + 1


async def test_names_are_free_again_after_deletion_and_in_other_bases(world: World) -> None:
    await world.creator.delete(f"/tables/{world.table_id}")
    again = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Deals"})
    other = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    there = await world.owner.post(f"/bases/{other['id']}/tables", {"name": "Deals"})

    assert again["id"] != there["id"]
    assert (await world.owner.http.get(f"/tables/{world.table_id}")).status_code == 404


async def test_a_patch_renames_and_moves_the_primary_field(world: World) -> None:
    amount = world.field("Amount")

    table = await world.creator.patch(
        f"/tables/{world.table_id}", {"name": "Συμφωνίες 🤝", "description": "x", "primaryFieldId": amount}
    )

    assert (table["name"], table["description"], table["primaryFieldId"]) == ("Συμφωνίες 🤝", "x", amount)
    assert [item["name"] for item in table["fields"] if item["primary"]] == ["Amount"]
    assert table["version"] == world.table["version"] + 1
    unknown = await world.creator.http.patch(f"/tables/{world.table_id}", json={"primaryFieldId": "fld_x"})
    assert (unknown.status_code, unknown.json()["errors"][0]["path"]) == (422, "primaryFieldId")


async def test_renaming_to_a_taken_name_is_a_conflict(world: World) -> None:
    await world.creator.post(f"/bases/{world.base}/tables", {"name": "Other"})

    answer = await world.creator.http.patch(f"/tables/{world.table_id}", json={"name": "OTHER"})

    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")


async def test_one_table_takes_a_fixed_number_of_statements(app: FastAPI, world: World) -> None:
    # What is said of the viewer in this workspace is read once.
    await world.viewer.get(f"/tables/{world.table_id}")
    with counted(app) as few:
        await world.viewer.get(f"/tables/{world.table_id}")
    for number in range(10):
        await world.creator.post(f"/tables/{world.table_id}/fields", {"name": f"F{number}", "type": "text"})
        await world.creator.post(f"/tables/{world.table_id}/views", {"name": f"V{number}"})
    with counted(app) as many:
        await world.viewer.get(f"/tables/{world.table_id}")

    assert len(many) == len(few) <= 5


async def test_too_many_fields_name_the_limit(world: World) -> None:
    fields = [{"name": f"F{number}", "type": "text"} for number in range(501)]

    answer = await world.creator.http.post(f"/bases/{world.base}/tables", json={"name": "Wide", "fields": fields})

    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_fields")
    assert "500" in answer.json()["detail"]
