"""A table comes out of the trash with the grants and rules that it went with, whatever was remembered meanwhile."""

import psycopg

from tests.api.access.office import rule, say
from tests.support.app import Person, World


async def _statuses(world: World, *people: Person) -> list[int]:
    return [(await person.http.get(f"/tables/{world.table_id}/records")).status_code for person in people]


async def test_a_restored_table_has_its_grants_and_rules(world: World, database_url: str) -> None:
    other = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Other"})
    rows = {"records": [{"fields": {"Amount": 1}}, {"fields": {"Amount": 2}}]}
    await world.owner.post(f"/tables/{world.table_id}/records", rows)
    say(
        database_url,
        "INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, 'none')",
        world.table_id,
        world.editor.id,
    )
    amount = {"field": world.field("Amount"), "operator": "equals", "value": 2}
    rule(database_url, world.table_id, world.viewer, "read", amount)
    await world.owner.delete(f"/tables/{world.table_id}")
    for person in (world.editor, world.viewer):
        await person.get(f"/tables/{other['id']}/records")  # Rights are remembered while the table is away.

    await world.owner.post(f"/tables/{world.table_id}/restore", None, 200)

    assert await _statuses(world, world.owner, world.editor, world.viewer) == [200, 404, 200]
    page = await world.viewer.get(f"/tables/{world.table_id}/records")
    assert [item["fields"]["Amount"] for item in page["items"]] == [2]


async def test_a_creator_restores_only_what_is_theirs_to_change(world: World, database_url: str) -> None:
    path = f"/tables/{world.table_id}"
    for level, status in (("none", 404), ("read", 403), ("admin", 200)):
        say(database_url, "DELETE FROM dataos.table_grants")
        await world.owner.delete(path)
        say(
            database_url,
            "INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, %s)",
            world.table_id,
            world.creator.id,
            level,
        )
        answer = await world.creator.http.post(f"{path}/restore")
        assert answer.status_code == status, answer.text
        assert ("Amount" in answer.text) is (status == 200)
        await world.owner.http.post(f"{path}/restore")
        # Nor do they learn of it by restoring what is not in the trash.
        assert (await world.creator.http.post(f"{path}/restore")).status_code == status


async def test_undo_brings_back_no_table_that_is_closed_by_now(world: World, database_url: str) -> None:
    path = f"/tables/{world.table_id}"
    await world.creator.delete(path)
    say(
        database_url,
        "INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, 'none')",
        world.table_id,
        world.creator.id,
    )
    with psycopg.connect(database_url) as connection:
        before = connection.execute("SELECT max(policy_version) FROM dataos.workspaces").fetchone()

    undone = await world.creator.post("/undo", None, 200)

    assert not undone["done"], undone
    assert (await world.owner.http.get(path)).status_code == 404
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT max(policy_version) FROM dataos.workspaces").fetchone() == before


async def test_what_is_hidden_is_not_there_to_be_restored(world: World, database_url: str) -> None:
    """Neither for those who might restore it otherwise, nor for those who might not."""
    table = f"/tables/{world.table_id}"
    expression = {"expression": "{Amount} * 2"}
    double = await world.owner.post(f"{table}/fields", {"name": "Double", "type": "formula", "config": expression})
    view = await world.owner.post(f"{table}/views", {"name": "V"})
    say(database_url, "INSERT INTO dataos.field_grants VALUES (%s, 'everyone', '', 'hidden')", world.field("Amount"))
    say(database_url, "INSERT INTO dataos.view_grants VALUES (%s, 'everyone', '', 'none')", view["id"])
    things = {"field": double["id"], "view": view["id"], "table": world.table_id}
    for noun, key in things.items():
        if noun == "table":
            say(database_url, "INSERT INTO dataos.table_grants VALUES (%s, 'everyone', '', 'none')", key)
        for gone in (False, True):
            if gone:
                await world.owner.delete(f"/{noun}s/{key}")
            for person in (world.creator, world.editor, world.viewer):
                answer = await person.http.post(f"/{noun}s/{key}/restore")
                assert (answer.status_code, answer.json()["code"]) == (404, f"{noun}_not_found"), (noun, gone, person)
        await world.owner.post(f"/{noun}s/{key}/restore", None, 200)
