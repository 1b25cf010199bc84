"""What a directory may end, and what of it comes back."""

import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import World, client_of, running
from tests.support.directory import Directory, directory_of, session_of, user_body
from tests.support.sign_on import sso_settings


async def test_an_owner_is_not_ended_by_being_made_as_somebody_who_has_left(
    app: FastAPI, world: World, database_url: str
) -> None:
    """Also by the directory of the workspace that the operator trusts, which may disable anybody else."""
    untrusted = await directory_of(app, world)
    token = untrusted.http.headers["Authorization"].removeprefix("Bearer ")
    gone = user_body("o", userName="olga", emails=[{"value": world.owner.email}], active=False)
    async with running(sso_settings(database_url, DATAOS_SSO_WORKSPACE=world.workspace)) as trusting:
        for http in (untrusted.http, client_of(trusting, token=token)):
            directory = Directory(untrusted.provider, http)
            assert "owner" in (await directory.call("POST", "/Users", gone, 403))["detail"]
    assert (await world.owner.get("/me"))["id"] == world.owner.id


@pytest.mark.parametrize("first", ["somebody else", "the directory"])
async def test_a_directory_undoes_only_what_it_did(directory: Directory, database_url: str, first: str) -> None:
    ann = await directory.user("ann")
    path = f"/Users/{ann['id']}"

    def disabled() -> tuple[bool, str | None]:
        with psycopg.connect(database_url) as connection:
            row = connection.execute(
                "SELECT disabled_at IS NOT NULL, disabled_by FROM dataos.users WHERE id = %s", [ann["id"]]
            ).fetchone()
        assert row is not None
        return row[0], row[1]

    if first == "somebody else":
        with psycopg.connect(database_url) as connection:
            connection.execute("UPDATE dataos.users SET disabled_at = now() WHERE id = %s", [ann["id"]])
    await directory.patch(path, {"op": "replace", "path": "active", "value": False})
    assert disabled() == (True, None if first == "somebody else" else directory.provider)
    await directory.patch(path, {"op": "replace", "path": "active", "value": True})
    assert disabled() == (first == "somebody else", None)


@pytest.mark.parametrize("who", ["an admin before", "an admin after", "the directory"])
async def test_a_directory_lets_nobody_in_whom_an_admin_suspended(directory: Directory, world: World, who: str) -> None:
    """Of an account that the directory did not make it decides only whether the person belongs."""
    place = f"/workspaces/{world.workspace}/members/{world.viewer.id}"
    body = user_body("vera", userName="vera", emails=[{"value": world.viewer.email}])
    path = f"/Users/{(await directory.call('POST', '/Users', body, 201))['id']}"

    async def suspended() -> bool:
        found = await world.admin.get(f"/workspaces/{world.workspace}/members")
        return {each["user"]["id"]: each["status"] for each in found["items"]}[world.viewer.id] == "suspended"

    if who == "an admin before":
        await world.admin.patch(place, {"suspended": True})
    await directory.patch(path, {"op": "replace", "path": "active", "value": False})
    if who == "an admin after":
        await world.admin.patch(place, {"suspended": True})
    assert await suspended()
    await directory.patch(path, {"op": "replace", "path": "active", "value": True})
    assert await suspended() == (who != "the directory")
    await world.admin.patch(place, {"suspended": False})
    assert not await suspended()


async def test_access_tokens_of_who_is_deactivated_end_at_once(
    app: FastAPI, world: World, directory: Directory, database_url: str
) -> None:
    ann = await directory.user("ann")
    async with client_of(app, token=await session_of(app, database_url, ann["id"])) as session:
        made = await session.post("/tokens", json={"name": "T", "scopes": ["data:read"]})
    async with client_of(app, token=made.json()["token"]) as program:
        assert (await program.get("/me")).status_code == 200
        await directory.patch(f"/Users/{ann['id']}", {"op": "replace", "path": "active", "value": False})
        assert (await program.get("/me")).status_code == 401
