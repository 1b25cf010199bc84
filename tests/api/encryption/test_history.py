"""History, undo and redo of encrypted cells: changes hold what the cell held, sealed as it was."""

from fastapi import FastAPI

from tests.api.encryption.stage import FIELDS, TAB, Json, add, cells, edit, make, people, rows, stored, taken
from tests.support.app import World


async def test_history_shows_values_by_role(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    (record,) = await add(world.owner, table, {"Name": "Ada", "Salary": 4711})
    await edit(world.owner, record, {"Salary": 815})
    masked = {"masked": True}
    for person, sees in people(world):
        entries = (await person.get(f"/records/{record}/history"))["items"]
        changes = [change for entry in entries for change in entry["changes"] if change["name"] == "Salary"]
        expected = [(4711, 815), (None, 4711)] if sees else [(masked, masked), (None, masked)]
        assert [(change["before"], change["after"]) for change in changes] == expected, person.name
    held = await rows(app, "SELECT (before || after)::text FROM dataos.changes WHERE record_key IS NOT NULL")
    assert not any("4711" in str(row) or ": 815" in str(row) for row in held)


async def test_undo_after_do_is_identity_and_so_is_redo(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    (record,) = await add(world.owner, table, {"Name": "Ada", "Salary": 1})
    first = await stored(app, table, "Salary")
    await edit(world.owner, record, {"Salary": 2, "Name": "Bo"})
    second = await stored(app, table, "Salary")
    assert (await taken(world.owner))["conflicts"] == []
    assert await stored(app, table, "Salary") == first
    assert await cells(world.owner, table, "Salary") == [1]
    assert (await taken(world.owner, "redo"))["done"]
    assert await stored(app, table, "Salary") == second


async def test_undo_of_create_and_delete_keeps_cells_sealed(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    answer = await world.owner.http.post(
        f"/tables/{table['id']}/records", json={"records": [{"fields": {"Salary": 1}}]}, headers=TAB
    )
    record = answer.json()["items"][0]["id"]
    before = await stored(app, table, "Salary")
    await world.owner.http.delete(f"/records/{record}", headers=TAB)
    await taken(world.owner)
    assert (await world.owner.get(f"/records/{record}"))["fields"]["Salary"] == 1
    await taken(world.owner)
    assert await cells(world.owner, table, "Salary") == []
    await taken(world.owner, "redo")
    assert await stored(app, table, "Salary") == before


async def test_a_value_changed_since_stands_against_undo(world: World) -> None:
    table = await make(world.owner, world.base)
    (record,) = await add(world.owner, table, {"Salary": 1})
    await edit(world.owner, record, {"Salary": 2})
    await world.editor.patch(f"/records/{record}", {"fields": {"Salary": 3}})
    undone = await taken(world.owner)
    assert (undone["done"], undone["conflicts"][0]["reason"]) == (False, "the value was changed since")


async def test_who_does_not_see_a_value_can_undo_their_edit_of_it(world: World) -> None:
    fields: list[Json] = [FIELDS[0], {**FIELDS[1], "revealTo": "creator"}]
    table = await make(world.owner, world.base, fields)
    (record,) = await add(world.owner, table, {"Salary": 1})
    await edit(world.editor, record, {"Salary": 2})
    assert (await taken(world.editor))["done"]
    assert await cells(world.owner, table, "Salary") == [1]
