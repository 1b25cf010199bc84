"""People that a directory keeps, over SCIM."""

import asyncio
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import PASSWORD, World, client_of
from tests.support.directory import Directory, session_of, user_body


def _version(database_url: str, workspace: str) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT policy_version FROM dataos.workspaces WHERE id = %s", [workspace]).fetchone()
    assert row is not None
    return row[0]


async def _members(world: World) -> dict[str, str]:
    """Role by address, of those who are not suspended."""
    listed = await world.owner.get(f"/workspaces/{world.workspace}/members")
    return {item["user"]["email"]: item["role"] for item in listed["items"] if item["status"] != "suspended"}


async def test_a_person_that_is_made_belongs_to_the_workspace(world: World, directory: Directory) -> None:
    made = await directory.user("bjensen", externalId="701984", title="Guide")
    found = await directory.call("GET", f"/Users/{made['id']}")

    assert made == found
    assert (made["userName"], made["externalId"], made["active"], made["title"]) == (
        "bjensen@acme.example",
        "701984",
        True,
        "Guide",
    )
    assert (made["name"], made["groups"]) == ({"givenName": "Bjensen", "familyName": "Jensen"}, [])
    assert made["meta"]["resourceType"] == "User"
    assert made["meta"]["location"].endswith(f"/api/v1/scim/v2/Users/{made['id']}")
    assert (await _members(world))["bjensen@acme.example"] == "member"


async def test_one_user_name_is_one_person(directory: Directory, database_url: str) -> None:
    answers = await asyncio.gather(*(directory.http.post("/scim/v2/Users", json=user_body("ann")) for _ in range(8)))

    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    refused = next(answer.json() for answer in answers if answer.status_code == 409)
    assert refused == {**refused, "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "409"}
    assert refused["scimType"] == "uniqueness"
    with psycopg.connect(database_url) as connection:
        found = connection.execute("SELECT count(*) FROM dataos.users WHERE email = 'ann@acme.example'").fetchone()
    assert found == (1,)


async def test_a_change_of_the_user_name_to_a_taken_one_is_refused(directory: Directory) -> None:
    await directory.user("ann")
    ben = await directory.user("ben")
    refused = await directory.call("PUT", f"/Users/{ben['id']}", user_body("ann"), 409)
    assert refused["scimType"] == "uniqueness"


async def test_a_whole_resource_replaces_what_was_said_before(world: World, directory: Directory) -> None:
    made = await directory.user("ann", title="Boss", externalId="1")
    body = user_body("ann", name={"givenName": "Anna", "familyName": "Smith"}, active="True")
    body["emails"][0]["value"] = "anna@acme.example"
    after = await directory.call("PUT", f"/Users/{made['id']}", body)

    assert ("title" in after, "externalId" in after, after["active"]) == (False, False, True)
    listed = await world.owner.get(f"/workspaces/{world.workspace}/members")
    person = next(item["user"] for item in listed["items"] if item["user"]["id"] == made["id"])
    assert (person["name"], person["email"]) == ("Anna Smith", "anna@acme.example")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "value": {"active": False}},
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "path": "active", "value": False},
        {"op": "Add", "path": "active", "value": "false"},
    ],
)
async def test_who_is_deactivated_is_out_at_once_and_can_come_back(
    app: FastAPI, world: World, directory: Directory, database_url: str, operation: dict[str, Any]
) -> None:
    made = await directory.user("ann")
    token = await session_of(app, database_url, made["id"])
    before = _version(database_url, world.workspace)
    async with client_of(app, token=token) as client:
        assert (await client.get("/me")).status_code == 200
        after = await directory.patch(f"/Users/{made['id']}", operation)
        assert after["active"] is False
        assert (await client.get("/me")).status_code == 401
    assert _version(database_url, world.workspace) > before

    back = await directory.patch(f"/Users/{made['id']}", {"op": "replace", "path": "active", "value": True})
    assert back["active"] is True
    assert (await _members(world))["ann@acme.example"] == "member"


async def test_a_deleted_person_is_gone_for_the_directory_and_may_be_made_again(
    app: FastAPI, world: World, directory: Directory, database_url: str
) -> None:
    made = await directory.user("ann")
    token = await session_of(app, database_url, made["id"])
    await directory.call("DELETE", f"/Users/{made['id']}", status=204)

    async with client_of(app, token=token) as client:
        assert (await client.get("/me")).status_code == 401
    assert (await directory.call("GET", f"/Users/{made['id']}", status=404))["status"] == "404"
    await directory.call("DELETE", f"/Users/{made['id']}", status=404)
    assert (await directory.call("GET", "/Users"))["totalResults"] == 0
    again = await directory.user("ann")
    assert again["id"] == made["id"]
    await session_of(app, database_url, made["id"])


async def test_an_account_that_was_there_before_is_only_let_in_and_out_of_the_workspace(
    app: FastAPI, world: World, directory: Directory
) -> None:
    body = user_body(
        "stan", userName="stan", emails=[{"value": world.stranger.email}], name={"formatted": "Taken Over"}
    )
    made = await directory.call("POST", "/Users", body, 201)
    assert made["id"] == world.stranger.id
    assert (await _members(world))[world.stranger.email] == "member"

    await directory.patch(f"/Users/{made['id']}", {"op": "replace", "value": {"active": False}})
    assert world.stranger.email not in await _members(world)
    assert (await world.stranger.http.get(f"/workspaces/{world.workspace}")).status_code == 404
    mine = await world.stranger.get("/me")
    assert (mine["name"], mine["email"]) == ("Stan", world.stranger.email)
    async with client_of(app) as anonymous:
        answer = await anonymous.post("/auth/login", json={"email": world.stranger.email, "password": PASSWORD})
    assert answer.status_code == 200
    # Nor does a change of the address in the directory change the account's.
    changed = user_body("stan", userName="stan", emails=[{"value": "evil@acme.example"}])
    await directory.call("PUT", f"/Users/{made['id']}", changed)
    assert (await world.stranger.get("/me"))["email"] == world.stranger.email

    await directory.patch(f"/Users/{made['id']}", {"op": "replace", "value": {"active": True}})
    assert (await _members(world))[world.stranger.email] == "member"


async def test_an_owner_of_the_workspace_is_left_alone(world: World, directory: Directory) -> None:
    made = await directory.call(
        "POST", "/Users", user_body("o", userName="olga", emails=[{"value": world.owner.email}]), 201
    )
    for method, body in (("DELETE", None), ("PUT", {**user_body("o"), "active": False})):
        refused = await directory.call(method, f"/Users/{made['id']}", body, 403)
        assert "owner" in refused["detail"]
    assert (await _members(world))[world.owner.email] == "owner"


async def test_an_owner_whom_the_directory_made_keeps_their_address(world: World, directory: Directory) -> None:
    made = await directory.user("ann")
    await world.owner.patch(f"/workspaces/{world.workspace}/members/{made['id']}", {"role": "owner"})
    changed = user_body("ann", emails=[{"value": "evil@acme.example"}])
    await directory.call("PUT", f"/Users/{made['id']}", changed, 403)
    await directory.patch(f"/Users/{made['id']}", {"op": "add", "path": "title", "value": "Boss"})
    assert (await _members(world))["ann@acme.example"] == "owner"


async def test_a_password_is_never_kept(directory: Directory, database_url: str) -> None:
    made = await directory.user("ann", password="t0p s3cret")
    assert "password" not in made
    with psycopg.connect(database_url) as connection:
        kept = connection.execute("SELECT resource::text FROM dataos.scim_users").fetchone()
    assert "s3cret" not in str(kept)


async def test_what_can_be_done_is_described(app: FastAPI, directory: Directory) -> None:
    config = await directory.call("GET", "/ServiceProviderConfig")
    types = await directory.call("GET", "/ResourceTypes")
    schemas = await directory.call("GET", "/Schemas")

    assert (config["patch"]["supported"], config["bulk"]["supported"], config["filter"]["maxResults"]) == (
        True,
        False,
        200,
    )
    assert [item["endpoint"] for item in types["Resources"]] == ["/Users", "/Groups"]
    assert schemas["totalResults"] == 3
    one = await directory.call("GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User")
    assert one in schemas["Resources"]
    await directory.call("GET", "/ResourceTypes/Nothing", status=404)
