"""Accounts of programs: of one workspace, without a password, with rights like anybody's."""

import psycopg
from fastapi import FastAPI

from tests.support.app import World, client_of

ALL = ["data:write", "schema", "automations", "admin"]


async def test_it_works_by_its_tokens_within_its_roles(app: FastAPI, world: World) -> None:
    accounts = f"/workspaces/{world.workspace}/service-accounts"
    robot = await world.owner.post(accounts, {"name": "Robot"})
    token = await world.owner.post(f"{accounts}/{robot['id']}/tokens", {"name": "T", "scopes": ALL})
    records = f"/tables/{world.table_id}/records"
    async with client_of(app, token=token["token"]) as client:
        assert (await client.get("/me")).json()["name"] == "Robot"
        assert (await client.get(records)).status_code == 200
        assert (await client.get(accounts)).status_code == 403, "a member is no admin"
        await world.owner.put(f"/bases/{world.base}/members", {"email": robot["email"], "role": "none"})
        assert (await client.get(f"/bases/{world.base}")).status_code == 404
        for path in ("/tokens", "/auth/sessions", "/auth/two-factors"):
            assert (await client.get(path)).json()["code"] == "token_refused", path


async def test_it_has_no_password_and_is_sent_none(app: FastAPI, world: World, database_url: str) -> None:
    accounts = f"/workspaces/{world.workspace}/service-accounts"
    robot = await world.owner.post(accounts, {"name": "Robot"})
    async with client_of(app) as client:
        for password in ("", "None", "null"):
            answer = await client.post("/auth/login", json={"email": robot["email"], "password": password})
            assert answer.json()["code"] == "invalid_credentials"
        assert (await client.post("/auth/password/forgot", json={"email": robot["email"]})).status_code == 202
    with psycopg.connect(database_url, autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM dataos.mails").fetchone() == (0,)


async def test_disabled_it_opens_nothing_and_enabled_again_it_does(app: FastAPI, world: World) -> None:
    accounts = f"/workspaces/{world.workspace}/service-accounts"
    robot = await world.owner.post(accounts, {"name": "Robot"})
    token = await world.owner.post(f"{accounts}/{robot['id']}/tokens", {"name": "T", "scopes": ALL})
    async with client_of(app, token=token["token"]) as client:
        assert (await client.get("/me")).status_code == 200
        changed = await world.owner.patch(f"{accounts}/{robot['id']}", {"disabled": True})
        assert changed["disabled"] is True
        assert (await client.get("/me")).status_code == 401
        await world.owner.patch(f"{accounts}/{robot['id']}", {"disabled": False, "name": "Robbie"})
        assert (await client.get("/me")).json()["name"] == "Robbie"
        await world.owner.delete(f"{accounts}/{robot['id']}/tokens/{token['id']}")
        assert (await client.get("/me")).status_code == 401


async def test_deleted_it_is_gone_but_for_its_name_in_the_history(app: FastAPI, world: World) -> None:
    accounts = f"/workspaces/{world.workspace}/service-accounts"
    robot = await world.owner.post(accounts, {"name": "Robot"})
    token = await world.owner.post(f"{accounts}/{robot['id']}/tokens", {"name": "T", "scopes": ALL})
    async with client_of(app, token=token["token"]) as client:
        made = await client.post(f"/tables/{world.table_id}/records", json={"records": [{"fields": {"Name": "x"}}]})
        assert made.status_code == 201, made.text
        await world.owner.delete(f"{accounts}/{robot['id']}")
        assert (await client.get("/me")).status_code == 401
    assert (await world.owner.get(accounts))["items"] == []
    members = (await world.owner.get(f"/workspaces/{world.workspace}/members"))["items"]
    assert robot["id"] not in {member["user"]["id"] for member in members}
    history = await world.owner.get(f"/records/{made.json()['items'][0]['id']}/history")
    assert "Robot" in str(history)


async def test_it_ends_with_its_workspace(app: FastAPI, world: World) -> None:
    accounts = f"/workspaces/{world.workspace}/service-accounts"
    robot = await world.owner.post(accounts, {"name": "Robot"})
    token = await world.owner.post(f"{accounts}/{robot['id']}/tokens", {"name": "T", "scopes": ALL})
    await world.owner.delete(f"/workspaces/{world.workspace}")
    async with client_of(app, token=token["token"]) as client:
        assert (await client.get("/me")).status_code == 401


async def test_only_admins_and_only_of_its_workspace(world: World) -> None:
    accounts = f"/workspaces/{world.workspace}/service-accounts"
    robot = await world.admin.post(accounts, {"name": "Robot", "role": "admin"})
    for role, status in (("owner", 403), ("none", 422)):
        answer = await world.owner.http.post(accounts, json={"name": "Robot", "role": role})
        assert answer.status_code == status, answer.text
    elsewhere = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    answer = await world.stranger.http.delete(f"/workspaces/{elsewhere}/service-accounts/{robot['id']}")
    assert (answer.status_code, answer.json()["code"]) == (404, "service_account_not_found")
    # People are none, whatever id is given.
    answer = await world.owner.http.delete(f"{accounts}/{world.editor.id}")
    assert (answer.status_code, answer.json()["code"]) == (404, "service_account_not_found")


async def test_it_never_owns_the_workspace(world: World) -> None:
    robot = await world.owner.post(f"/workspaces/{world.workspace}/service-accounts", {"name": "Robot"})
    members = f"/workspaces/{world.workspace}/members"
    refused = (409, "owners_are_people")
    answer = await world.owner.http.patch(f"{members}/{robot['id']}", json={"role": "owner"})
    assert (answer.status_code, answer.json()["code"]) == refused
    answer = await world.owner.http.post(f"/workspaces/{world.workspace}/transfer", json={"userId": robot["id"]})
    assert (answer.status_code, answer.json()["code"]) == refused
    await world.owner.delete(f"{members}/{robot['id']}")
    answer = await world.owner.http.post(members, json={"email": robot["email"], "role": "owner"})
    assert (answer.status_code, answer.json()["code"]) == refused

    again = await world.owner.post(members, {"email": robot["email"], "role": "admin"})
    assert (again["member"]["service"], again["member"]["role"]) == (True, "admin")
    owner = next(item for item in (await world.owner.get(members))["items"] if item["user"]["id"] == world.owner.id)
    assert (owner["service"], owner["role"]) == (False, "owner")


async def test_other_workspaces_do_not_know_it(world: World) -> None:
    robot = await world.owner.post(f"/workspaces/{world.workspace}/service-accounts", {"name": "Robot"})
    elsewhere = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    base = await world.stranger.post(f"/workspaces/{elsewhere}/bases", {"name": "Theirs"})
    body = {"email": robot["email"], "role": "editor"}
    answer = await world.stranger.http.put(f"/bases/{base['id']}/members", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "user_not_found")
