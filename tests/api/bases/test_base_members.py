"""Closing a base to somebody, and opening it again."""

import asyncio

import pytest

from tests.support.app import World


async def _role(world: World) -> str | None:
    answer = await world.viewer.http.get(f"/bases/{world.base}")
    return answer.json()["role"] if answer.is_success else None


@pytest.mark.parametrize("way", ["delete", "put"])
async def test_removing_a_member_never_gives_them_more_than_they_had(world: World, way: str) -> None:
    people = f"/bases/{world.base}/members"
    if way == "delete":
        await world.creator.delete(f"{people}/{world.viewer.id}")
    else:
        await world.creator.put(people, {"email": world.viewer.email, "role": "none"})

    assert await _role(world) is None
    listed = (await world.creator.get(people))["items"]
    assert [item["role"] for item in listed if item["user"]["id"] == world.viewer.id] == ["none"]


async def test_removing_somebody_twice_is_no_error_and_adding_them_again_opens_the_base(world: World) -> None:
    people = f"/bases/{world.base}/members"
    for _ in range(2):
        await world.creator.delete(f"{people}/{world.viewer.id}")
    assert await _role(world) is None

    await world.creator.put(people, {"email": world.viewer.email, "role": "commenter"})

    assert await _role(world) == "commenter"


async def test_a_member_without_a_role_of_their_own_can_be_removed_too(world: World) -> None:
    people = f"/workspaces/{world.workspace}/members"
    await world.owner.post(people, {"email": world.stranger.email})
    assert (await world.stranger.get(f"/bases/{world.base}"))["role"] == "editor"

    await world.creator.delete(f"/bases/{world.base}/members/{world.stranger.id}")

    assert (await world.stranger.http.get(f"/tables/{world.table_id}/records")).status_code == 404


async def test_anybody_may_leave_a_base_and_come_back_only_if_let_in(world: World) -> None:
    people = f"/bases/{world.base}/members"

    await world.viewer.delete(f"{people}/{world.viewer.id}")

    assert await _role(world) is None
    for answer in (
        await world.viewer.http.delete(f"{people}/{world.viewer.id}"),
        await world.viewer.http.put(people, json={"email": world.viewer.email, "role": "viewer"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "base_not_found")


async def test_a_base_has_no_say_over_owners_and_admins(world: World) -> None:
    people = f"/bases/{world.base}/members"
    for person in (world.owner, world.admin):
        for answer in (
            await world.creator.http.delete(f"{people}/{person.id}"),
            await world.creator.http.put(people, json={"email": person.email, "role": "none"}),
            await world.creator.http.put(people, json={"email": person.email, "role": "viewer"}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (409, "workspace_role_wins")
            assert "Change their role in the workspace first" in answer.json()["detail"]
        assert (await person.get(f"/bases/{world.base}"))["role"] == "creator"
        assert (await world.creator.put(people, {"email": person.email, "role": "creator"}))["role"] == "creator"


async def test_a_refusal_holds_for_an_admin_who_is_made_a_member_again(world: World) -> None:
    member = f"/workspaces/{world.workspace}/members/{world.viewer.id}"
    await world.creator.delete(f"/bases/{world.base}/members/{world.viewer.id}")

    await world.owner.patch(member, {"role": "admin"})
    as_admin = await _role(world)
    await world.owner.patch(member, {"role": "member"})

    assert (as_admin, await _role(world)) == ("creator", None)


async def test_there_is_nothing_to_take_from_somebody_outside(world: World) -> None:
    body = {"email": world.stranger.email, "role": "none"}
    answer = await world.creator.http.put(f"/bases/{world.base}/members", json=body)

    assert (answer.status_code, answer.json()["code"]) == (404, "member_not_found")
    assert (await world.stranger.http.get(f"/workspaces/{world.workspace}")).status_code == 404


async def test_of_two_creators_who_remove_each_other_one_stays(world: World) -> None:
    people = f"/bases/{world.base}/members"
    await world.creator.put(people, {"email": world.editor.email, "role": "creator"})

    answers = await asyncio.gather(
        world.creator.http.delete(f"{people}/{world.editor.id}"),
        world.editor.http.delete(f"{people}/{world.creator.id}"),
    )

    assert sorted(answer.status_code for answer in answers) == [204, 404]


@pytest.mark.parametrize("role", ["owner", "guest", "", None, 0, ["viewer"], "None"])
async def test_an_unknown_role_is_refused_with_its_path(world: World, role: object) -> None:
    body = {"email": world.viewer.email, "role": role}
    answer = await world.creator.http.put(f"/bases/{world.base}/members", json=body)

    assert answer.status_code == 422
    assert {fault["path"] for fault in answer.json()["errors"]} == {"role"}, answer.json()
