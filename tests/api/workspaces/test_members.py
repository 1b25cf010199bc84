"""Who belongs to a workspace, and who decides that."""

import asyncio

import httpx2
import pytest

from core.ids import decode
from tests.support.app import World


def _code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_the_creator_of_a_workspace_owns_it(world: World) -> None:
    made = await world.stranger.post("/workspaces", {"name": "  Mine  "})

    assert made == {**made, "name": "Mine", "role": "owner"}
    decode("wsp", made["id"])
    listed = await world.stranger.get("/workspaces")
    assert [item["name"] for item in listed["items"]] == ["Elsewhere", "Mine"]
    assert listed["nextCursor"] is None


async def test_a_workspace_of_others_does_not_exist(world: World) -> None:
    for path in (f"/workspaces/{world.workspace}", f"/workspaces/{world.workspace}/members"):
        assert _code(await world.stranger.http.get(path)) == (404, "workspace_not_found")
    renamed = await world.stranger.http.patch(f"/workspaces/{world.workspace}", json={"name": "Taken over"})
    assert renamed.status_code == 404


@pytest.mark.parametrize("key", ["wsp_nonsense", "x", "bas_01h455vb4pex5vsknk084sn02q", "%00", "wsp_%00", "'--", "ß"])
async def test_malformed_ids_name_no_workspace(world: World, key: str) -> None:
    assert (await world.owner.http.get(f"/workspaces/{key}")).status_code in {400, 404}


async def test_members_are_listed_with_their_roles(world: World) -> None:
    listed = await world.viewer.get(f"/workspaces/{world.workspace}/members")

    roles = {item["user"]["name"]: item["role"] for item in listed["items"]}
    assert roles == {
        "Olga": "owner",
        "Adam": "admin",
        "Cleo": "member",
        "Edda": "member",
        "Cody": "member",
        "Vera": "member",
    }


async def test_only_admins_add_people(world: World) -> None:
    path, body = f"/workspaces/{world.workspace}/members", {"email": world.stranger.email, "role": "member"}

    assert _code(await world.creator.http.post(path, json=body)) == (403, "forbidden")
    added = await world.admin.post(path, body)
    assert added["user"]["id"] == world.stranger.id
    assert _code(await world.admin.http.post(path, json=body)) == (409, "already_member")


async def test_an_address_that_nobody_registered_is_invited(world: World) -> None:
    path = f"/workspaces/{world.workspace}/members"

    added = await world.admin.post(path, {"email": "nobody@example.org", "role": "member"})

    assert (added["user"], added["member"]) == (None, None)
    assert (added["invitation"]["email"], added["invitation"]["status"]) == ("nobody@example.org", "pending")
    assert "nobody@example.org" not in str(await world.admin.get(path))


async def test_an_added_person_gets_in_at_once_and_a_removed_one_is_out_at_once(world: World) -> None:
    table, members = f"/tables/{world.table_id}", f"/workspaces/{world.workspace}/members"
    assert (await world.stranger.http.get(table)).status_code == 404

    await world.owner.post(members, {"email": world.stranger.email, "role": "member"})
    assert (await world.stranger.http.get(table)).status_code == 200

    await world.owner.delete(f"{members}/{world.stranger.id}")
    assert (await world.stranger.http.get(table)).status_code == 404


async def test_admins_cannot_make_or_unmake_owners(world: World) -> None:
    members = f"/workspaces/{world.workspace}/members"

    for path, role in ((world.admin.id, "owner"), (world.owner.id, "member")):
        answer = await world.admin.http.patch(f"{members}/{path}", json={"role": role})
        assert _code(answer) == (403, "forbidden")
    assert (await world.admin.http.delete(f"{members}/{world.owner.id}")).status_code == 403


async def test_the_last_owner_stays(world: World) -> None:
    me = f"/workspaces/{world.workspace}/members/{world.owner.id}"

    assert _code(await world.owner.http.patch(me, json={"role": "admin"})) == (409, "last_owner")
    assert _code(await world.owner.http.delete(me)) == (409, "last_owner")
    await world.owner.patch(f"/workspaces/{world.workspace}/members/{world.admin.id}", {"role": "owner"})
    await world.owner.patch(me, {"role": "admin"})


async def test_being_the_last_owner_is_refused_with_what_to_do(world: World) -> None:
    me = f"/workspaces/{world.workspace}/members/{world.owner.id}"
    for answer in (
        await world.owner.http.delete(me),
        await world.owner.http.patch(me, json={"role": "admin"}),
        await world.owner.http.patch(me, json={"role": "member"}),
    ):
        assert _code(answer) == (409, "last_owner")
        assert "Make somebody else an owner first" in answer.json()["detail"]
    assert (await world.owner.patch(me, {"role": "owner"}))["role"] == "owner"


async def test_two_owners_who_step_down_at_once_do_not_both_succeed(world: World) -> None:
    members = f"/workspaces/{world.workspace}/members"
    await world.owner.patch(f"{members}/{world.admin.id}", {"role": "owner"})

    answers = await asyncio.gather(
        world.owner.http.patch(f"{members}/{world.owner.id}", json={"role": "member"}),
        world.admin.http.patch(f"{members}/{world.admin.id}", json={"role": "member"}),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_of_two_admins_who_remove_each_other_one_stays(world: World) -> None:
    members = f"/workspaces/{world.workspace}/members"
    await world.owner.patch(f"{members}/{world.creator.id}", {"role": "admin"})

    answers = await asyncio.gather(
        world.admin.http.delete(f"{members}/{world.creator.id}"),
        world.creator.http.delete(f"{members}/{world.admin.id}"),
    )

    assert sorted(answer.status_code for answer in answers) == [204, 404]


async def test_an_admin_may_step_down_and_not_up_again(world: World) -> None:
    me = f"/workspaces/{world.workspace}/members/{world.admin.id}"

    assert (await world.admin.patch(me, {"role": "member"}))["role"] == "member"

    assert _code(await world.admin.http.patch(me, json={"role": "admin"})) == (403, "forbidden")
    assert (await world.admin.get(f"/bases/{world.base}"))["role"] == "editor"


async def test_somebody_added_by_many_at_once_is_added_once(world: World) -> None:
    members = f"/workspaces/{world.workspace}/members"
    emails = [world.stranger.email, world.stranger.email.upper(), f"  {world.stranger.email.title()} "]

    answers = await asyncio.gather(
        *(person.http.post(members, json={"email": email}) for person in (world.owner, world.admin) for email in emails)
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    listed = (await world.owner.get(members))["items"]
    assert [item["user"]["email"] for item in listed if item["user"]["id"] == world.stranger.id] == ["stan@example.org"]


async def test_adding_somebody_again_does_not_change_their_role(world: World) -> None:
    members = f"/workspaces/{world.workspace}/members"
    answer = await world.owner.http.post(members, json={"email": world.admin.email, "role": "member"})

    assert _code(answer) == (409, "already_member")
    assert "Change the role instead" in answer.json()["detail"]
    assert (await world.admin.get(f"/workspaces/{world.workspace}"))["role"] == "admin"


async def test_a_guest_who_joins_the_workspace_keeps_the_lower_role_they_had(world: World) -> None:
    await world.creator.put(f"/bases/{world.base}/members", {"email": world.stranger.email, "role": "viewer"})

    await world.owner.post(f"/workspaces/{world.workspace}/members", {"email": world.stranger.email})

    assert (await world.stranger.get(f"/bases/{world.base}"))["role"] == "viewer"


async def test_whoever_is_removed_from_the_workspace_is_no_guest_of_its_bases_either(world: World) -> None:
    await world.owner.delete(f"/workspaces/{world.workspace}/members/{world.creator.id}")

    assert (await world.creator.http.get(f"/bases/{world.base}")).status_code == 404
    shown = (await world.owner.get(f"/bases/{world.base}/members"))["items"]
    assert world.creator.id not in [item["user"]["id"] for item in shown]


@pytest.mark.parametrize("email", ["", "nobody", "a\u200bb@example.org", "\u0430da@example.org", "x" * 300, None, 5])
async def test_an_address_that_cannot_be_one_is_refused_with_its_path(world: World, email: object) -> None:
    for answer in (
        await world.owner.http.post(f"/workspaces/{world.workspace}/members", json={"email": email}),
        await world.owner.http.put(f"/bases/{world.base}/members", json={"email": email, "role": "viewer"}),
    ):
        assert answer.status_code == 422
        assert [fault["path"] for fault in answer.json()["errors"]] == ["email"]


async def test_two_owners_who_leave_at_once_do_not_both_go(world: World) -> None:
    members = f"/workspaces/{world.workspace}/members"
    await world.owner.patch(f"{members}/{world.admin.id}", {"role": "owner"})

    answers = await asyncio.gather(
        world.owner.http.delete(f"{members}/{world.owner.id}"), world.admin.http.delete(f"{members}/{world.admin.id}")
    )

    assert sorted(answer.status_code for answer in answers) == [204, 409]


async def test_anybody_may_leave(world: World) -> None:
    await world.viewer.delete(f"/workspaces/{world.workspace}/members/{world.viewer.id}")

    assert (await world.viewer.http.get(f"/bases/{world.base}")).status_code == 404


async def test_removing_somebody_who_is_not_there_is_not_found(world: World) -> None:
    for key in (world.stranger.id, "usr_nonsense"):
        answer = await world.owner.http.delete(f"/workspaces/{world.workspace}/members/{key}")
        assert _code(answer) == (404, "member_not_found")


async def test_unknown_roles_are_refused_with_their_path(world: World) -> None:
    for role in ("emperor", "", None, 1, ["admin"]):
        answer = await world.owner.http.patch(
            f"/workspaces/{world.workspace}/members/{world.admin.id}", json={"role": role}
        )
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["path"] == "role"


async def test_renaming_and_deleting_take_admin_and_owner(world: World) -> None:
    path = f"/workspaces/{world.workspace}"

    assert (await world.creator.http.patch(path, json={"name": "No"})).status_code == 403
    assert (await world.admin.patch(path, {"name": "Ακμή"}))["name"] == "Ακμή"
    assert (await world.admin.http.delete(path)).status_code == 403
    await world.owner.delete(path)
    for gone in (path, f"/bases/{world.base}", f"/tables/{world.table_id}"):
        assert (await world.owner.http.get(gone)).status_code == 404
