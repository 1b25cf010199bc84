"""What a directory may not send, and who is no directory."""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.support.app import World, client_of
from tests.support.directory import Directory, directory_of, user_body
from tests.support.sign_on import make_provider, oidc_body


async def test_a_body_of_too_many_elements_is_refused_as_scim_says(directory: Directory) -> None:
    content = b"[" + b"1," * 1_000_001 + b"1]"
    answer = await directory.http.post("/scim/v2/Users", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (413, "413")


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
