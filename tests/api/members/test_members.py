"""The list of members, suspension, and giving a workspace away."""

import asyncio

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import PASSWORD, World, client_of, register, running, settings_for
from tests.support.furnished import Furnished
from tests.support.letters import letters


def _code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def _members(world: World) -> str:
    return f"/workspaces/{world.workspace}/members"


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("", ["Adam", "Cleo", "Cody", "Edda", "Olga", "Vera"]),
        ("ED", ["Edda"]),
        ("cleo@example", ["Cleo"]),
        ("%25", []),
        ("_", []),
        ("%5C", []),
        ("%00", []),
        ("nobody", []),
    ],
)
async def test_members_are_found_by_name_and_address(world: World, search: str, names: list[str]) -> None:
    found = await world.viewer.get(f"{_members(world)}?search={search}")
    assert [item["user"]["name"] for item in found["items"]] == names


async def test_pages_hold_everybody_once(world: World) -> None:
    names: list[str] = []
    cursor = ""
    while True:
        page = await world.viewer.get(f"{_members(world)}?limit=2{cursor}")
        names += [item["user"]["name"] for item in page["items"]]
        if page["nextCursor"] is None:
            break
        cursor = f"&cursor={page['nextCursor']}"
    assert names == ["Adam", "Cleo", "Cody", "Edda", "Olga", "Vera"]


async def test_members_are_shown_with_their_teams_and_to_admins_with_when_they_were_here(
    app: FastAPI, world: World
) -> None:
    team = await world.owner.post(f"/workspaces/{world.workspace}/teams", {"name": "Sellers"})
    await world.owner.post(f"/teams/{team['id']}/members", {"userId": world.editor.id})

    [before] = (await world.owner.get(f"{_members(world)}?search=edda"))["items"]
    assert before["lastSeenTime"] is None, "only since they joined: adding somebody must not tell when they are online"
    async with client_of(app) as client:
        again = await client.post("/auth/login", json={"email": world.editor.email, "password": PASSWORD})
        assert again.status_code == 200
    [shown] = (await world.owner.get(f"{_members(world)}?search=edda"))["items"]
    [to_viewer] = (await world.viewer.get(f"{_members(world)}?search=edda"))["items"]

    assert (shown["status"], shown["teams"]) == ("active", [{"id": team["id"], "name": "Sellers"}])
    assert shown["lastSeenTime"] is not None
    assert to_viewer["lastSeenTime"] is None


async def test_a_suspended_member_is_out_at_once_and_comes_back_with_all_they_had(world: World) -> None:
    me = f"{_members(world)}/{world.creator.id}"
    team = await world.owner.post(f"/workspaces/{world.workspace}/teams", {"name": "Sellers"})
    await world.owner.post(f"/teams/{team['id']}/members", {"userId": world.creator.id})
    await world.creator.get(f"/tables/{world.table_id}/records")

    for _ in range(2):
        assert (await world.admin.patch(me, {"suspended": True}))["status"] == "suspended"

    for path in (f"/workspaces/{world.workspace}", f"/bases/{world.base}", f"/tables/{world.table_id}/records"):
        assert (await world.creator.http.get(path)).status_code == 404, path
    assert (await world.creator.get("/workspaces"))["items"] == []
    assert (await world.creator.get("/me"))["workspaces"] == []
    people = (await world.editor.get(f"/bases/{world.base}/people?search=cleo"))["items"]
    assert people == []

    await world.admin.patch(me, {"suspended": False})
    assert (await world.creator.get(f"/bases/{world.base}"))["role"] == "creator"
    assert (await world.creator.get(f"/teams/{team['id']}"))["members"] == 1


async def test_cells_keep_a_suspended_person(world: World) -> None:
    await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Who", "type": "user"})
    await world.owner.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Who": world.editor.email}}]})
    await world.owner.patch(f"{_members(world)}/{world.editor.id}", {"suspended": True})

    [record] = (await world.owner.get(f"/tables/{world.table_id}/records"))["items"]
    assert record["fields"]["Who"]["email"] == world.editor.email


async def test_whom_one_may_suspend(world: World) -> None:
    members = _members(world)
    for person, target, status in (
        (world.admin, world.owner, (403, "forbidden")),
        (world.creator, world.viewer, (403, "forbidden")),
        (world.owner, world.owner, (409, "own_membership")),
        (world.admin, world.admin, (409, "own_membership")),
        (world.owner, world.stranger, (404, "member_not_found")),
    ):
        answer = await person.http.patch(f"{members}/{target.id}", json={"suspended": True})
        assert _code(answer) == status, (person.name, target.name)


async def test_a_suspended_owner_does_not_count_as_one(world: World) -> None:
    members = _members(world)
    await world.owner.patch(f"{members}/{world.admin.id}", {"role": "owner"})
    await world.owner.patch(f"{members}/{world.admin.id}", {"suspended": True})

    assert _code(await world.owner.http.delete(f"{members}/{world.owner.id}")) == (409, "last_owner")
    assert _code(await world.owner.http.patch(f"{members}/{world.owner.id}", json={"role": "admin"})) == (
        409,
        "last_owner",
    )
    await world.owner.delete(f"{members}/{world.admin.id}")


async def test_of_two_owners_who_suspend_each_other_one_stays(world: World) -> None:
    members = _members(world)
    await world.owner.patch(f"{members}/{world.admin.id}", {"role": "owner"})

    answers = await asyncio.gather(
        world.owner.http.patch(f"{members}/{world.admin.id}", json={"suspended": True}),
        world.admin.http.patch(f"{members}/{world.owner.id}", json={"suspended": True}),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 404]


async def test_a_workspace_is_given_to_another_member(world: World) -> None:
    transfer = f"/workspaces/{world.workspace}/transfer"
    for person in (world.admin, world.viewer):
        answer = await person.http.post(transfer, json={"userId": world.admin.id})
        assert _code(answer) == (403, "forbidden")
    for key in (world.stranger.id, "usr_x", "\0"):
        answer = await world.owner.http.post(transfer, json={"userId": key})
        assert _code(answer) == (404, "member_not_found")
    assert _code(await world.owner.http.post(transfer, json={"userId": world.owner.id})) == (409, "own_membership")
    await world.owner.patch(f"{_members(world)}/{world.viewer.id}", {"suspended": True})
    assert _code(await world.owner.http.post(transfer, json={"userId": world.viewer.id})) == (409, "member_suspended")

    headers = {"Idempotency-Key": "given"}
    answers = [
        await world.owner.http.post(transfer, json={"userId": world.editor.id}, headers=headers) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [204, 204]
    roles = {item["user"]["name"]: item["role"] for item in (await world.editor.get(_members(world)))["items"]}
    assert (roles["Olga"], roles["Edda"]) == ("admin", "owner")
    assert _code(await world.owner.http.post(transfer, json={"userId": world.owner.id})) == (403, "forbidden")


async def test_giving_it_to_two_at_once_gives_it_to_one(world: World) -> None:
    transfer = f"/workspaces/{world.workspace}/transfer"
    answers = await asyncio.gather(
        world.owner.http.post(transfer, json={"userId": world.editor.id}),
        world.owner.http.post(transfer, json={"userId": world.viewer.id}),
    )

    assert sorted(answer.status_code for answer in answers) == [204, 403]
    roles = [item["role"] for item in (await world.admin.get(_members(world)))["items"]]
    assert roles.count("owner") == 1


async def test_a_deactivated_account_is_shown_as_such(world: World, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.users SET disabled_at = now() WHERE id = %s", [world.editor.id])

    [shown] = (await world.owner.get(f"{_members(world)}?search=edda"))["items"]
    assert shown["status"] == "deactivated"


async def test_addresses_cannot_be_tried_by_the_thousand(world: World) -> None:
    """The answer tells who has an account, so each person names so many strangers in a while, in whatever place."""
    path = f"/bases/{world.base}/members"
    answers = [
        await world.creator.http.put(path, json={"email": f"n{at}@example.org", "role": "viewer"}) for at in range(61)
    ]
    assert [answer.status_code for answer in answers] == [404] * 60 + [429]
    known = await world.creator.http.put(path, json={"email": world.stranger.email, "role": "viewer"})
    assert _code(known) == (429, "too_many_requests")
    await world.creator.put(path, {"email": world.viewer.email, "role": "editor"})
    await world.admin.post(_members(world), {"email": world.stranger.email, "role": "member"})


@pytest.mark.parametrize("proved", [True, False])
async def test_where_mail_goes_out_an_account_whose_address_nobody_proved_is_invited(
    database_url: str, furnished: Furnished, *, proved: bool
) -> None:
    """Anybody may have made it, to be let in by the address."""
    async with running(settings_for(database_url, SMTP_URL="smtp://127.0.0.1:1")) as app:
        world = furnished.world(app)
        eve = await register(app, "Eve")
        if proved:
            with psycopg.connect(database_url, autocommit=True) as connection:
                connection.execute("UPDATE dataos.users SET email_verified_at = now()")
        guest = await world.owner.http.put(f"/bases/{world.base}/members", json={"email": eve.email, "role": "viewer"})
        if proved:
            assert guest.status_code == 200
        else:
            assert _code(guest) == (409, "address_unproved")
        added = await world.owner.post(_members(world), {"email": eve.email, "role": "member"})
        assert (added["member"] is None, added["invitation"] is None) == (not proved, proved)
        if not proved:
            token = letters(database_url, eve.email)[-1].secret
            await eve.post(f"/invitations/{token}/accept", None, 200)
        assert (await eve.get(f"/workspaces/{world.workspace}"))["role"] == "member"
        changed = await world.owner.put(f"/bases/{world.base}/members", {"email": eve.email, "role": "creator"})
        assert changed["role"] == "creator", "who belongs to the workspace was let in before"
