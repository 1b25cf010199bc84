"""Rules about who made a record, and who changed it last: these are known before it is written."""

from typing import Any

import pytest

from tests.api.access.office import rule
from tests.support.app import Person, World

OWN = {"operator": "equals", "value": {"currentUser": True}}


@pytest.fixture
async def fields(world: World) -> dict[str, str]:
    made = {"Made by": "createdBy", "Changed by": "modifiedBy"}
    for name, kind in made.items():
        await world.owner.post(f"/tables/{world.table_id}/fields", {"name": name, "type": kind})
    table = await world.owner.get(f"/tables/{world.table_id}")
    return {item["name"]: item["id"] for item in table["fields"] if item["name"] in made}


async def _make(person: Person, world: World, name: str, status: int = 201) -> str:
    body = {"records": [{"fields": {"Name": name}}]}
    answer = await person.post(f"/tables/{world.table_id}/records", body, status)
    return str(answer["items"][0]["id"]) if status == 201 else ""


async def _names(person: Person, world: World) -> list[Any]:
    return [item["fields"]["Name"] for item in (await person.get(f"/tables/{world.table_id}/records"))["items"]]


@pytest.mark.parametrize("field", ["Made by", "Changed by"])
async def test_own_rows_only(world: World, fields: dict[str, str], database_url: str, field: str) -> None:
    theirs = await _make(world.owner, world, "theirs")
    rule(database_url, world.table_id, world.editor, "write", {"field": fields[field]} | OWN)

    mine = await _make(world.editor, world, "mine")
    await world.editor.patch(f"/records/{mine}", {"fields": {"Name": "still mine"}})
    await world.editor.patch(f"/records/{theirs}", {"fields": {"Name": "taken"}}, 404)

    assert await _names(world.editor, world) == ["still mine"]
    await world.owner.patch(f"/records/{mine}", {"fields": {"Name": "theirs too"}})
    assert await _names(world.editor, world) == (["theirs too"] if field == "Made by" else [])


async def test_nobody_makes_what_would_not_be_theirs(world: World, fields: dict[str, str], database_url: str) -> None:
    others = {"field": fields["Made by"], "operator": "notEquals", "value": {"currentUser": True}}
    rule(database_url, world.table_id, world.editor, "write", others)
    await _make(world.editor, world, "mine", 403)
    assert await _names(world.owner, world) == []


async def test_a_change_that_makes_its_author_the_last_one(
    world: World, fields: dict[str, str], database_url: str
) -> None:
    theirs = await _make(world.owner, world, "theirs")
    others = {"field": fields["Changed by"], "operator": "notEquals", "value": {"currentUser": True}}
    rule(database_url, world.table_id, world.editor, "write", others)
    await world.editor.patch(f"/records/{theirs}", {"fields": {"Name": "mine"}}, 403)
    assert await _names(world.owner, world) == ["theirs"]
