"""The trash names nothing that is closed to its reader or hidden from them, and its pages stay full."""

from typing import Any

import pytest

from tests.api.access.office import hide_field, say
from tests.support.app import Person, World

TABLE_GRANT = "INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, %s)"
VIEW_GRANT = "INSERT INTO dataos.view_grants VALUES (%s, 'user', %s, %s)"


async def _names(person: Person, world: World, limit: int = 2) -> list[str]:
    names: list[str] = []
    cursor = ""
    while True:
        page: dict[str, Any] = await person.get(f"/bases/{world.base}/trash?limit={limit}{cursor}")
        names += [str(item["name"]) for item in page["items"]]
        if page["nextCursor"] is None:
            return names
        assert len(page["items"]) == limit
        cursor = f"&cursor={page['nextCursor']}"


@pytest.mark.parametrize("limit", [1, 2, 100])
async def test_what_is_withheld_is_not_named(world: World, database_url: str, limit: int) -> None:
    owner, cleo, table = world.owner, world.creator, f"/tables/{world.table_id}"
    gone: dict[str, str] = {}
    formula = {"name": "Twice", "type": "formula", "config": {"expression": "{Amount} * 2"}}
    closed = await owner.post(f"/bases/{world.base}/tables", {"name": "Closed"})
    link = {"name": "Far", "type": "link", "config": {"tableId": closed["id"]}}
    for body in ({"name": "Plain", "type": "text"}, {"name": "Secret", "type": "text"}, formula, link):
        gone[str(body["name"])] = (await owner.post(f"{table}/fields", body))["id"]
    views = {name: (await owner.post(f"{table}/views", {"name": name}))["id"] for name in ("Open", "Shut", "Seen")}
    tables = {
        name: (await owner.post(f"/bases/{world.base}/tables", {"name": name}))["id"] for name in ("Lost", "Kept")
    }
    for key in gone.values():
        await owner.delete(f"/fields/{key}")
    for key in views.values():
        await owner.delete(f"/views/{key}")
    for key in tables.values():
        await owner.delete(f"/tables/{key}")
    for person in (cleo, world.editor):
        hide_field(database_url, gone["Secret"], person)
        hide_field(database_url, world.field("Amount"), person)
        say(database_url, TABLE_GRANT, tables["Lost"], person.id, "none")
        say(database_url, TABLE_GRANT, closed["id"], person.id, "none")
        say(database_url, VIEW_GRANT, views["Shut"], person.id, "none")
        say(database_url, VIEW_GRANT, views["Seen"], person.id, "read")

    assert await _names(cleo, world, limit) == ["Kept", "Open", "Plain"]
    assert await _names(world.editor, world, limit) == ["Open"]
    everything = ["Kept", "Lost", "Seen", "Shut", "Open", "Far", "Twice", "Secret", "Plain"]
    assert await _names(owner, world, limit) == everything
    for name, status in (("Shut", 404), ("Seen", 403), ("Open", 200)):
        assert (await cleo.http.post(f"/views/{views[name]}/restore")).status_code == status


async def test_of_a_table_that_one_may_only_read_nothing_is_named(world: World, database_url: str) -> None:
    table = f"/tables/{world.table_id}"
    made = await world.owner.post(f"{table}/fields", {"name": "Plain", "type": "text"})
    view = await world.owner.post(f"{table}/views", {"name": "Open"})
    await world.owner.delete(f"/fields/{made['id']}")
    await world.owner.delete(f"/views/{view['id']}")
    for level, names in (("read", []), ("edit", ["Open"]), ("admin", ["Open", "Plain"]), ("none", [])):
        say(database_url, "DELETE FROM dataos.table_grants")
        say(database_url, TABLE_GRANT, world.table_id, world.creator.id, level)
        assert await _names(world.creator, world) == names
