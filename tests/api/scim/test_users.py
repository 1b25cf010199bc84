"""People that a directory keeps, over SCIM."""

import asyncio
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import PASSWORD, World, client_of
from tests.support.directory import Directory, directory_of, user_body
from tests.support.sign_on import make_provider, oidc_body


@pytest.fixture
async def directory(app: FastAPI, world: World) -> Directory:
    return await directory_of(app, world)


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


FILTERS: dict[str, list[str]] = {
    'userName eq "ann@acme.example"': ["ann"],
    'USERNAME EQ "ANN@acme.example"': ["ann"],
    'userName Eq "nobody"': [],
    'externalId eq "x-ben"': ["ben"],
    'externalId eq "X-BEN"': [],
    'userName sw "a"': ["ann", "ada"],
    'userName co "en"': ["ben"],
    'userName co "%"': [],
    'userName ew ".example"': ["ann", "ben", "ada"],
    'userName sw "a" and title eq "Boss"': ["ada"],
    'userName sw "b" or title eq "Boss"': ["ben", "ada"],
    'not (userName sw "a")': ["ben"],
    'userName sw "b" or userName sw "a" and title pr': ["ben", "ada"],
    "title pr": ["ada"],
    "not (title pr)": ["ann", "ben"],
    "active eq false": [],
    "active eq True": ["ann", "ben", "ada"],
    'emails eq "ben@acme.example"': ["ben"],
    'emails.value eq "BEN@acme.example"': ["ben"],
    'emails[type eq "work" and value sw "ann"]': ["ann"],
    'emails[type eq "home"]': [],
    'name.familyName eq "jensen" and not (userName eq "ann@acme.example" or userName eq "ada@acme.example")': ["ben"],
    'meta.lastModified gt "2020-01-01T00:00:00Z"': ["ann", "ben", "ada"],
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ann@acme.example"': ["ann"],
    'userName eq "\' OR 1=1 --"': [],
}


async def test_filters_find_people(directory: Directory) -> None:
    await directory.user("ann")
    await directory.user("ben", externalId="x-ben")
    await directory.user("ada", title="Boss")

    for text, expected in FILTERS.items():
        found = (await directory.http.get("/scim/v2/Users", params={"filter": text})).json()
        names = [item["userName"].partition("@")[0] for item in found["Resources"]]
        assert (names, found["totalResults"]) == (expected, len(expected)), text


@pytest.mark.parametrize(
    "text",
    ["x", "userName", "userName eq", "userName is 1", '(userName eq "a"', 'userName eq "a" userName', "not userName pr",
     'password eq "x"', 'userName eq "a', "[]", '"a" eq userName', "(" * 100, 'userName eq "\\u0000"', "x" * 5000,
     'emails[foo eq "x"]', "userName eq [1]"],
)  # fmt: skip
async def test_filters_that_cannot_be_understood_are_refused(directory: Directory, text: str) -> None:
    answer = await directory.http.get("/scim/v2/Users", params={"filter": text})
    assert answer.status_code == 400, answer.text
    assert answer.json()["scimType"] in {"invalidFilter", "invalidPath"}


async def test_pages_are_counted_from_one(directory: Directory) -> None:
    for name in "abcde":
        await directory.user(name)

    async def page(**query: Any) -> tuple[list[str], int, int, int]:
        found = (await directory.http.get("/scim/v2/Users", params=query)).json()
        names = [item["userName"][0] for item in found["Resources"]]
        return names, found["startIndex"], found["itemsPerPage"], found["totalResults"]

    assert await page(startIndex=2, count=2) == (["b", "c"], 2, 2, 5)
    assert await page(startIndex=5, count=10) == (["e"], 5, 1, 5)
    assert await page(startIndex=9) == ([], 9, 0, 5)
    assert await page(startIndex=-3, count=1) == (["a"], 1, 1, 5)
    assert await page(count=0) == ([], 1, 0, 5)
    assert await page(count=100_000) == (list("abcde"), 1, 5, 5)
    assert (await directory.http.get("/scim/v2/Users?count=x")).status_code == 400


async def test_attributes_can_be_asked_for_and_left_out(directory: Directory) -> None:
    made = await directory.user("ann")
    only = await directory.call("GET", f"/Users/{made['id']}?attributes=userName,name.givenName")
    without = await directory.call("GET", f"/Users/{made['id']}?excludedAttributes=emails,meta")

    assert set(only) == {"schemas", "id", "userName", "name"}
    assert set(made) - set(without) == {"emails", "meta"}


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


async def session_of(app: FastAPI, database_url: str, user: str) -> str:
    """A session of somebody who has no password."""
    from api.auth.repository import get_account
    from api.auth.sessions import Caller, Sessions
    from api.http.services import AppServices

    services: AppServices = app.state.services
    async with services.database.writing() as session:
        account = await get_account(session, user)  # pyright: ignore[reportArgumentType]
        issued = await services.get(Sessions).start(session, account, Caller("", ""))
    return issued.tokens.access


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


async def test_a_body_of_too_many_elements_is_refused_as_scim_says(directory: Directory) -> None:
    content = b"[" + b"1," * 1_000_001 + b"1]"
    answer = await directory.http.post("/scim/v2/Users", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (413, "413")


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


async def test_addresses_of_other_domains_are_refused(app: FastAPI, world: World) -> None:
    directory = await directory_of(app, world, domains=["acme.example"])
    refused = await directory.call("POST", "/Users", user_body("a", emails=[{"value": "a@other.example"}]), 400)
    assert refused["scimType"] == "invalidValue"


BAD: dict[str, Any] = {
    "no user name": {"emails": [{"value": "a@acme.example"}]},
    "a number": {"userName": 5},
    "an empty one": {"userName": " "},
    "no address": {"userName": "ann"},
    "a wrong address": {"userName": "ann", "emails": [{"value": "@@"}]},
    "addresses that are no list": {"userName": "a@acme.example", "emails": "a@acme.example"},
    "a name that is no object": {"userName": "a@acme.example", "name": "Ann"},
    "a word for active": {"userName": "a@acme.example", "active": "maybe"},
    "NUL": {"userName": "a@acme.example", "title": "a\0b"},
    "NUL in the user name": {"userName": "a\0@acme.example"},
    "too much": {"userName": "a@acme.example", "title": "x" * 70_000},
    "a list": [],
    "a text": "x",
}


@pytest.mark.parametrize("case", BAD)
async def test_people_that_make_no_sense_are_refused(directory: Directory, case: str) -> None:
    refused = await directory.call("POST", "/Users", BAD[case], 400)

    assert refused["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert (refused["status"], bool(refused["detail"])) == ("400", True)
    assert (await directory.call("GET", "/Users"))["totalResults"] == 0


async def test_bodies_that_are_no_json_are_refused(directory: Directory) -> None:
    for content in (b"", b"{", b"\xff", b"[" * 10_000):
        answer = await directory.http.post(
            "/scim/v2/Users", content=content, headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidSyntax")
    answer = await directory.http.post("/scim/v2/Users", content=b"<a/>", headers={"Content-Type": "text/xml"})
    assert answer.status_code == 415


async def test_a_password_is_never_kept(directory: Directory, database_url: str) -> None:
    made = await directory.user("ann", password="t0p s3cret")
    assert "password" not in made
    with psycopg.connect(database_url) as connection:
        kept = connection.execute("SELECT resource::text FROM dataos.scim_users").fetchone()
    assert "s3cret" not in str(kept)


async def test_only_the_token_of_an_enabled_provider_opens_the_door(
    app: FastAPI, world: World, directory: Directory
) -> None:
    async with client_of(app) as anonymous:
        for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {world.owner.token}"},
                        {"Authorization": "Basic eDp5"}, {"Authorization": f"Bearer {'x' * 5000}"}):  # fmt: skip
            answer = await anonymous.get("/scim/v2/Users", headers=headers)
            assert (answer.status_code, answer.json()["status"]) == (401, "401")
            assert answer.headers["www-authenticate"].startswith("Bearer")
    # The token opens nothing else.
    assert (await directory.http.get("/me")).status_code == 401
    place = f"/workspaces/{world.workspace}/identity-providers/{directory.provider}"
    await world.owner.patch(place, {"enabled": False})
    await directory.call("GET", "/Users", status=401)
    await world.owner.patch(place, {"enabled": True})
    await directory.call("GET", "/Users")
    renewed = await world.owner.post(f"{place}/scim-token", None)
    await directory.call("GET", "/Users", status=401)
    newer = Directory(directory.provider, client_of(app, token=renewed["token"]))
    await newer.call("GET", "/Users")
    await world.owner.delete(f"{place}/scim-token")
    await newer.call("GET", "/Users", status=401)


async def test_what_one_directory_keeps_another_does_not_see(app: FastAPI, world: World, directory: Directory) -> None:
    made = await directory.user("ann")
    workspace = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    other = await make_provider(world.stranger, workspace, oidc_body("https://idp.example"))
    place = f"/workspaces/{workspace}/identity-providers/{other['id']}/scim-token"
    foreign = Directory(other["id"], client_of(app, token=(await world.stranger.post(place, None))["token"]))

    assert (await foreign.call("GET", "/Users"))["totalResults"] == 0
    for method, body in (("GET", None), ("PUT", user_body("ann")), ("DELETE", None)):
        await foreign.call(method, f"/Users/{made['id']}", body, 404)


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
