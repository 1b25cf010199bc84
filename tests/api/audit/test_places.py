"""Entries stand in the log of the workspace that they are about, also of what is gone when they are written."""

from fastapi import FastAPI

from tests.api.audit.log import Row, entries
from tests.support.app import PASSWORD, World, client_of, register
from tests.support.directory import directory_of


async def _only(app: FastAPI, action: str) -> Row:
    [found] = await entries(app, action=action)
    return found


async def test_what_is_done_to_a_shared_link(app: FastAPI, world: World) -> None:
    link = await world.owner.post(f"/views/{world.view()}/links", {})
    await world.owner.patch(f"/links/{link['id']}", {"download": True})
    await world.owner.delete(f"/links/{link['id']}")

    for action in ("shared_link.created", "shared_link.updated", "shared_link.deleted"):
        entry = await _only(app, action)
        assert (entry["chain"], entry["base_id"], entry["table_id"]) == (world.workspace, world.base, world.table_id)


async def test_the_end_of_a_team(app: FastAPI, world: World) -> None:
    team = await world.owner.post(f"/workspaces/{world.workspace}/teams", {"name": "Sellers"})
    await world.owner.delete(f"/teams/{team['id']}")

    entry = await _only(app, "team.deleted")
    assert (entry["chain"], entry["targets"]) == (world.workspace, [team["id"]])


async def test_coming_in_by_an_invitation(app: FastAPI, world: World) -> None:
    made = await world.owner.post(f"/workspaces/{world.workspace}/invitations", {"role": "member", "maxUses": 2})
    token = made["url"].partition("#")[2]
    newcomer = await register(app, "Nora")
    await newcomer.post(f"/invitations/{token}/accept", {}, 200)
    body = {"email": "ned@example.org", "password": PASSWORD, "name": "Ned"}
    async with client_of(app) as anonymous:
        assert (await anonymous.post(f"/invitations/{token}/register", json=body)).status_code == 201

    accepted = await entries(app, action="invitation.accepted")
    assert [(each["chain"], each["actor_name"]) for each in accepted] == [
        (world.workspace, "Nora"),
        (world.workspace, "Ned"),
    ]
    for each in accepted:
        assert sorted(each["targets"]) == sorted([each["actor_id"], made["id"]])
    registered = (await entries(app, action="account.registered"))[-1]
    assert (registered["chain"], registered["actor_name"]) == ("installation", "Ned")


async def test_what_a_directory_does(app: FastAPI, world: World) -> None:
    directory = await directory_of(app, world)
    made = await directory.user("bjensen")
    await directory.call("DELETE", f"/Users/{made['id']}", status=204)

    created, deleted = await _only(app, "user.created"), await _only(app, "user.deleted")
    assert {created["chain"], deleted["chain"]} == {world.workspace}
    assert created["actor_kind"] == "system"
    assert created["actor_id"].startswith("idp_")
    assert deleted["targets"] == [made["id"]]
