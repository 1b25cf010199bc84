"""What entries say of roles and grants: whose, from what, to what."""

from typing import Any

from tests.support.app import Person, World


async def _log(person: Person, world: World, query: str = "") -> list[dict[str, Any]]:
    return (await person.get(f"/workspaces/{world.workspace}/audit-logs?{query}"))["items"]


async def test_a_changed_role_says_whose_it_is_and_what_it_was(world: World) -> None:
    members = f"/workspaces/{world.workspace}/members"
    assert (await world.owner.http.patch(f"{members}/{world.editor.id}", json={"role": "admin"})).status_code == 200
    shared = {"email": world.viewer.email, "role": "editor"}
    assert (await world.owner.http.put(f"/bases/{world.base}/members", json=shared)).status_code == 200
    viewer = world.viewer.id
    assert (await world.owner.http.delete(f"/bases/{world.base}/members/{viewer}/role")).status_code == 204

    reset, given, changed = await _log(world.owner, world, "limit=3")

    assert (changed["action"], changed["before"]["role"], changed["after"]["role"]) == (
        "member.updated",
        "member",
        "admin",
    )
    assert given["action"] == "base_member.changed"
    assert (given["before"], given["after"]) == ({"role": "viewer"}, {"role": "editor"})
    assert given["detail"]["person"]
    assert viewer in given["targets"]
    assert (reset["action"], reset["before"], reset["after"]) == ("base_member.reset", {"role": "editor"}, None)


async def test_a_renamed_thing_says_what_it_was_called(world: World) -> None:
    field = world.field("Amount")
    renamed = [
        (f"/bases/{world.base}", "Sales", "base.updated"),
        (f"/tables/{world.table_id}", str(world.table["name"]), "table.updated"),
        (f"/fields/{field}", "Amount", "field.updated"),
        (f"/views/{world.view()}", str(world.table["views"][0]["name"]), "view.updated"),
    ]
    for path, before, action in renamed:
        assert (await world.owner.http.patch(path, json={"name": "Called anew"})).status_code == 200
        [entry] = await _log(world.owner, world, "limit=1")
        assert (entry["action"], entry["before"]["name"], entry["after"]["name"]) == (action, before, "Called anew")
        assert "config" not in entry["after"], "what stayed is not said again"


async def test_a_deleted_field_is_named_and_a_made_one_is_told(world: World) -> None:
    made = await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Size", "type": "number"})
    assert (await world.owner.http.delete(f"/fields/{made['id']}")).status_code == 204

    deleted, created = await _log(world.owner, world, "action=field&limit=2")

    assert (created["before"], created["after"]["name"]) == (None, "Size")
    assert (deleted["before"]["name"], deleted["after"]) == ("Size", None)


async def test_grants_are_told_before_and_after(world: World) -> None:
    path = f"/tables/{world.table_id}/grants"
    grants = [{"subject": {"type": "user", "id": world.viewer.id}, "level": "edit"}]
    assert (await world.owner.http.put(path, json={"grants": grants})).status_code == 200
    assert (await world.owner.http.put(path, json={"grants": []})).status_code == 200

    taken, given = await _log(world.owner, world, "action=table_grants&limit=2")

    assert given["before"] == []
    assert [each["level"] for each in given["after"]] == ["edit"]
    assert (taken["before"], taken["after"]) == (given["after"], [])
