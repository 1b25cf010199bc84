"""Encryption on for a field that has values, and off again.

on     cells, their history and run logs become ciphertext; the old column is gone; undo says that it cannot
off    only who sees the values may; undo encrypts again, and what was written in the open meanwhile too
"""

import asyncio

import pytest
from fastapi import FastAPI

from api.access.service import Access
from api.encryption.vault import Vault
from api.fields.convert import service
from api.fields.convert.background import ConversionRun
from api.http.services import AppServices
from api.tables.schema import Schemas
from tests.api.encryption.stage import (
    FIELDS,
    TAB,
    Json,
    add,
    cells,
    edit,
    everything,
    field_id,
    make,
    rows,
    stored,
    taken,
)
from tests.support.app import Person, World

OPEN: list[Json] = [{"name": "Name", "type": "text"}, {"name": "Code", "type": "text"}]


async def convert(person: Person, table: Json, status: int = 200, name: str = "Code", **body: object) -> Json:
    answer = await person.http.post(
        f"/fields/{field_id(table, name)}/convert", json={"type": "text", **body}, headers=TAB
    )
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_turning_it_on_seals_what_was_there_and_what_had_been_there(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base, OPEN)
    first, second, _ = await add(world.owner, table, {"Code": "alpha"}, {"Code": "alpha"}, {"Name": "none"})
    await edit(world.owner, first, {"Code": "omega"})
    await edit(world.owner, second, {"Name": "kept"})
    await convert(world.owner, table, type="longText")
    rehearsed = await convert(world.creator, table, type="longText", encrypted=True, dryRun=True)
    assert rehearsed["counts"]["cleared"] == 0
    assert "cannot be undone" in rehearsed["warning"]
    assert await cells(world.viewer, table, "Code") == ["omega", "alpha", None]

    done = await convert(world.creator, table, type="longText", encrypted=True, revealTo="creator")
    assert (done["field"]["encrypted"], done["field"]["revealTo"]) == (True, "creator")
    assert await cells(world.owner, table, "Code") == ["omega", "alpha", None]
    assert await cells(world.editor, table, "Code") == [{"masked": True}, {"masked": True}, None]
    dump = await everything(app)
    assert "alpha" not in dump
    assert "omega" not in dump
    entries = (await world.owner.get(f"/records/{first}/history"))["items"]
    changes = [change for entry in entries for change in entry["changes"] if change["name"] == "Code"]
    assert [(change["before"], change["after"]) for change in changes] == [("alpha", "omega"), (None, "alpha")]
    hidden = (await world.editor.get(f"/records/{first}/history"))["items"]
    assert "alpha" not in str(hidden)
    undone = await taken(world.creator)
    assert any("thrown away" in conflict["reason"] for conflict in undone["conflicts"])


async def test_off_again_and_back(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    (record, _) = await add(world.owner, table, {"Salary": 12.5}, {"Name": "none"})
    off = {"type": "number", "encrypted": False, "name": "Salary"}
    done = await convert(world.creator, table, **off)  # type: ignore[arg-type]
    assert (done["field"]["encrypted"], await stored(app, table, "Salary")) == (False, [12.5, None])
    assert await cells(world.viewer, table, "Salary") == [12.5, None]
    await world.owner.patch(f"/records/{record}", {"fields": {"Salary": 987654}})
    assert (await taken(world.creator))["done"]
    assert await cells(world.creator, table, "Salary") == [987654, None]
    assert await cells(world.viewer, table, "Salary") == [{"masked": True}, None]
    assert "987654" not in await everything(app)


async def test_who_does_not_see_the_values_cannot_turn_it_off(world: World) -> None:
    fields: list[Json] = [FIELDS[0], {**FIELDS[1], "revealTo": "creator"}]
    table = await make(world.owner, world.base, fields)
    await convert(world.editor, table, 403, name="Salary", type="number", encrypted=False)


async def test_another_type_stays_encrypted(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    await add(world.owner, table, {"Salary": 12.5})
    rehearsed = await convert(world.owner, table, name="Salary", type="text", dryRun=True)
    assert (rehearsed["field"]["encrypted"], rehearsed["warning"]) == (True, None)
    await convert(world.owner, table, name="Salary", type="text")
    assert await cells(world.owner, table, "Salary") == ["12.5"]
    assert (await stored(app, table, "Salary"))[0].startswith("v1.")
    refused = await convert(world.owner, table, 422, name="Salary", type="singleSelect")
    assert "cannot be encrypted" in refused["detail"]
    assert (await taken(world.owner))["done"]
    assert await cells(world.owner, table, "Salary") == [12.5]


async def test_it_stays_in_the_open_while_something_is_made_of_it(world: World) -> None:
    table = await make(world.owner, world.base, OPEN)
    await world.owner.post(
        f"/tables/{table['id']}/fields", {"name": "Shout", "type": "formula", "config": {"expression": "UPPER({Code})"}}
    )
    refused = await convert(world.owner, table, 409, encrypted=True)
    assert (refused["code"], "Shout" in refused["detail"]) == ("field_in_use", True)
    assert "title" in (await convert(world.owner, table, 422, name="Name", encrypted=True))["detail"]


async def test_a_new_limit_that_values_break_stops_it_without_loss(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base, OPEN)
    await add(world.owner, table, {"Code": "alpha"}, {"Code": "b"})
    refused = await convert(world.owner, table, 409, encrypted=True, config={"minLength": 2})
    assert refused["code"] == "values_against"
    assert await cells(world.owner, table, "Code") == ["alpha", "b"]


async def test_above_the_limit_a_job_does_it_while_people_write(
    app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "IN_REQUEST", 3)
    table = await make(world.owner, world.base, OPEN)
    records = await add(world.owner, table, *({"Code": f"alpha{n}"} for n in range(8)))
    begun = await convert(world.owner, table, 202, encrypted=True)
    await edit(world.owner, records[0], {"Code": "alphaX"})
    services: AppServices = app.state.services
    run = ConversionRun(services.database, services.get(Access), services.get(Schemas), services.get(Vault))
    assert await asyncio.wait_for(run.run(begun["job"]["id"]), 60)
    job = await world.owner.get(f"/jobs/{begun['job']['id']}")
    assert (job["status"], job["error"]) == ("succeeded", None)
    assert await cells(world.owner, table, "Code") == ["alphaX", *(f"alpha{n}" for n in range(1, 8))]
    assert "alpha" not in await everything(app)
    assert len(set(await stored(app, table, "Code"))) == 8
    assert await rows(app, "SELECT count(*) FROM dataos.changes WHERE operation = 'convert'") == [(1,)]
