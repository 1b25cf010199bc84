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


def worker(app: FastAPI) -> ConversionRun:
    services: AppServices = app.state.services
    return ConversionRun(services.database, services.get(Access), services.get(Schemas), services.get(Vault))


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


async def test_defaults_that_the_field_had_are_forgotten(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base, OPEN)
    code = f"/fields/{field_id(table, 'Code')}"
    await world.owner.patch(code, {"config": {"default": "alphadefault"}})
    await convert(world.owner, table, type="longText", config={"default": "alphadefault"})
    await world.owner.patch(code, {"config": {"default": None}})
    assert "alphadefault" in await everything(app)
    told = await convert(world.owner, table, encrypted=True, dryRun=True)
    assert "filters" in told["warning"]
    await convert(world.owner, table, encrypted=True)
    assert "alphadefault" not in await everything(app)


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


async def test_what_is_made_of_it_is_named_to_those_who_see_it(world: World) -> None:
    owner, creator = world.owner, world.creator
    table = await make(owner, world.base, OPEN)
    path = f"/tables/{table['id']}/fields"
    shout = await owner.post(path, {"name": "Shout", "type": "formula", "config": {"expression": "UPPER({Code})"}})
    await owner.post(path, {"name": "Low", "type": "formula", "config": {"expression": "LOWER({Code})"}})
    closed = await owner.post(
        f"/bases/{world.base}/tables", {"name": "Closed", "fields": [{"name": "A", "type": "text"}]}
    )
    link = {"name": "Staff", "type": "link", "config": {"tableId": table["id"], "symmetricName": "Back"}}
    await owner.post(f"/tables/{closed['id']}/fields", link)
    look = {"name": "Plot", "type": "lookup", "config": {"linkField": "Staff", "field": "Code"}}
    await owner.post(f"/tables/{closed['id']}/fields", look)
    subject = {"type": "user", "id": creator.id}
    await owner.put(f"/fields/{shout['id']}/grants", {"grants": [{"subject": subject, "level": "hidden"}]})
    await owner.put(f"/tables/{closed['id']}/grants", {"grants": [{"subject": subject, "level": "none"}]})

    told = (await convert(creator, table, 409, encrypted=True))["detail"]

    assert "Low" in told
    assert "not shown here" in told
    assert [word for word in ("Shout", "Closed", "Plot") if word in told] == []
    whole = (await convert(owner, table, 409, encrypted=True))["detail"]
    assert [word for word in ("Shout", "Closed.Plot", "Low") if word not in whole] == []


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
    assert await asyncio.wait_for(worker(app).run(begun["job"]["id"]), 60)
    job = await world.owner.get(f"/jobs/{begun['job']['id']}")
    assert (job["status"], job["error"]) == ("succeeded", None)
    assert await cells(world.owner, table, "Code") == ["alphaX", *(f"alpha{n}" for n in range(1, 8))]
    assert "alpha" not in await everything(app)
    assert len(set(await stored(app, table, "Code"))) == 8
    assert await rows(app, "SELECT count(*) FROM dataos.changes WHERE operation = 'convert'") == [(1,)]


async def test_a_rehearsal_leaves_no_value_behind(app: FastAPI, world: World) -> None:
    secret: Json = {"name": "Code", "type": "text", "encrypted": True}
    table = await make(world.owner, world.base, [OPEN[0], secret])
    await add(world.owner, table, {"Code": "topsecretiban"})
    samples: list[Json] = []
    for at, wish in enumerate(({"type": "number", "encrypted": False}, {"type": "longText", "encrypted": False})):
        answer = await world.owner.http.post(
            f"/fields/{field_id(table, 'Code')}/convert",
            json={**wish, "dryRun": True},
            headers={"Idempotency-Key": f"rehearsal-{at}"},
        )
        assert answer.status_code == 200, answer.text
        found = answer.json()
        samples += [*found["kept"], *found["changed"], *found["cleared"]]
    assert [(each["before"], each["after"]) for each in samples] == [("••••", ""), ("••••", "••••")]
    assert "topsecretiban" not in str(samples) + await everything(app)


async def test_what_is_made_of_it_stands_against_it_from_the_trash_too(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base, OPEN)
    other = await make(world.owner, world.base, [OPEN[0]], "Other")
    link: Json = {"name": "Link", "type": "link", "config": {"tableId": table["id"]}}
    await world.owner.post(f"/tables/{other['id']}/fields", link)
    shout: Json = {"name": "Shout", "type": "formula", "config": {"expression": "UPPER({Code})"}}
    formula = await world.owner.post(f"/tables/{table['id']}/fields", shout)
    made: list[Json] = []
    for name, target in (("Codes", "Code"), ("Shouts", "Shout")):
        lookup: Json = {"name": name, "type": "lookup", "config": {"linkField": "Link", "field": target}}
        made.append(await world.owner.post(f"/tables/{other['id']}/fields", lookup))
    for each in (*made, formula):
        await world.owner.http.delete(f"/fields/{each['id']}")
    refused = await convert(world.owner, table, 409, encrypted=True)
    assert refused["code"] == "field_in_use"
    assert "Other.Codes, Other.Shouts in the trash" in refused["detail"]
    # As the message says: restored, made of something else, and deleted again.
    await world.owner.post(f"/fields/{made[0]['id']}/restore", {}, 200)
    await world.owner.patch(f"/fields/{made[0]['id']}", {"config": {"field": "Name"}})
    await world.owner.http.delete(f"/fields/{made[0]['id']}")
    await world.owner.http.delete(f"/tables/{other['id']}")
    refused = await convert(world.owner, table, 409, encrypted=True)
    assert refused["detail"].startswith("Other.Shouts in the trash")
    await rows(app, "UPDATE dataos.tables SET purged_at = now() WHERE id = %s RETURNING 1", other["id"])
    await convert(world.owner, table, encrypted=True)


async def test_a_button_in_the_trash_holds_nothing(world: World) -> None:
    table = await make(world.owner, world.base, OPEN)
    action = {"type": "openUrl", "url": "https://example.org/{Code}"}
    button: Json = {"name": "Go", "type": "button", "config": {"label": "Go", "action": action}}
    made = await world.owner.post(f"/tables/{table['id']}/fields", button)
    await world.owner.http.delete(f"/fields/{made['id']}")
    await convert(world.owner, table, encrypted=True)


async def test_what_is_made_of_it_while_a_job_encrypts_it_ends_the_job(
    app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "IN_REQUEST", 3)
    table = await make(world.owner, world.base, OPEN)
    await add(world.owner, table, *({"Code": f"alpha{n}"} for n in range(8)))
    begun = await convert(world.owner, table, 202, encrypted=True)
    shout: Json = {"name": "Shout", "type": "formula", "config": {"expression": "UPPER({Code})"}}
    await world.owner.post(f"/tables/{table['id']}/fields", shout)
    assert await asyncio.wait_for(worker(app).run(begun["job"]["id"]), 60)
    job = await world.owner.get(f"/jobs/{begun['job']['id']}")
    assert (job["status"], job["error"]["code"]) == ("failed", "field_in_use")
    assert await cells(world.owner, table, "Code") == [f"alpha{n}" for n in range(8)]


async def test_undo_does_not_encrypt_what_something_is_made_of_since(world: World) -> None:
    secret: Json = {"name": "Code", "type": "text", "encrypted": True}
    table = await make(world.owner, world.base, [OPEN[0], secret])
    await add(world.owner, table, {"Code": "alpha"})
    await convert(world.owner, table, encrypted=False)
    shout: Json = {"name": "Shout", "type": "formula", "config": {"expression": "UPPER({Code})"}}
    await world.owner.post(f"/tables/{table['id']}/fields", shout)
    undone = await taken(world.owner)
    assert "Shout" in str(undone["conflicts"])
    assert await cells(world.viewer, table, "Code") == ["alpha"]


async def test_a_long_history_makes_it_a_job(app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    table = await make(world.owner, world.base, OPEN)
    (record,) = await add(world.owner, table, {"Code": "alpha0"})
    for n in range(1, 6):
        await edit(world.owner, record, {"Code": f"alpha{n}"})
    monkeypatch.setattr(service, "IN_REQUEST", 6)
    assert (await convert(world.owner, table, encrypted=True, dryRun=True))["inBackground"]
    assert not (await convert(world.owner, table, type="longText", dryRun=True))["inBackground"]
    begun = await convert(world.owner, table, 202, encrypted=True)
    assert await asyncio.wait_for(worker(app).run(begun["job"]["id"]), 60)
    assert await cells(world.owner, table, "Code") == ["alpha5"]
    assert "alpha" not in await everything(app)
