"""Whom a provider or a directory makes an account, and whether its address is taken for proved."""

from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import World, client_of, running
from tests.support.directory import Directory, directory_of, user_body
from tests.support.letters import letters
from tests.support.oidc_forger import Forger
from tests.support.sign_on import browser_of, make_provider, me, oidc_body, sso_settings, start, went


def _verified(database_url: str, email: str) -> bool:
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "SELECT email_verified_at IS NOT NULL FROM dataos.users WHERE email = %s", [email]
        ).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize("trusted", [True, False])
async def test_only_the_trusted_workspace_proves_an_address(
    app: FastAPI, world: World, forger: Forger, database_url: str, *, trusted: bool
) -> None:
    provider = (await make_provider(world.owner, world.workspace, oidc_body(forger.url)))["id"]
    made = await directory_of(app, world)
    forger.claims = {"email": "new@acme.example"}
    environ = {"DATAOS_SSO_WORKSPACE": world.workspace} if trusted else {}
    async with running(sso_settings(database_url, DATAOS_AUTH_VERIFY_EMAIL="true", **environ)) as strict:
        async with browser_of(strict) as browser:
            await browser.get(forger.sent_to(await start(browser, provider)))
            assert (await me(browser))["emailVerified"] is trusted
        directory = Directory(made.provider, client_of(strict, token=_token_of(made)))
        ann = await directory.user("ann")
        assert _verified(database_url, "ann@acme.example") is trusted
        with psycopg.connect(database_url) as connection:
            connection.execute("UPDATE dataos.users SET email_verified_at = now() WHERE id = %s", [ann["id"]])
        await directory.patch(f"/Users/{ann['id']}", {"op": "replace", "path": "name.givenName", "value": "Anna"})
        assert _verified(database_url, "ann@acme.example")
        await directory.call("PUT", f"/Users/{ann['id']}", user_body("victim"))
        assert _verified(database_url, "victim@acme.example") is trusted


def _token_of(directory: Directory) -> str:
    return directory.http.headers["Authorization"].removeprefix("Bearer ")


@pytest.mark.parametrize("registration", ["invite", "off"])
async def test_where_registration_is_not_open_only_the_invited_get_accounts(
    app: FastAPI, world: World, forger: Forger, database_url: str, registration: str
) -> None:
    provider = (await make_provider(world.owner, world.workspace, oidc_body(forger.url)))["id"]
    made = await directory_of(app, world)

    async def arrive(application: FastAPI) -> Any:
        async with browser_of(application) as browser:
            return went(await browser.get(forger.sent_to(await start(browser, provider)))).refused

    forger.claims = {"email": "new@acme.example"}
    async with running(sso_settings(database_url, DATAOS_REGISTRATION=registration)) as closed:
        directory = Directory(made.provider, client_of(closed, token=_token_of(made)))
        assert await arrive(closed) == "no_account"
        await directory.call("POST", "/Users", user_body("ann"), 403)
        for email in ("new@acme.example", "ann@acme.example"):
            body: dict[str, Any] = {"email": email, "role": "member", "bases": [], "teamIds": [], "days": 7}
            await world.owner.post(f"/workspaces/{world.workspace}/invitations", body)
        assert await arrive(closed) is None
        await directory.user("ann")
    settings = sso_settings(database_url, DATAOS_REGISTRATION=registration, DATAOS_SSO_WORKSPACE=world.workspace)
    async with running(settings) as trusting:
        forger.claims = {"email": "other@acme.example", "sub": "other"}
        assert await arrive(trusting) is None


@pytest.mark.parametrize("notice", [True, False])
async def test_a_sign_in_at_a_provider_on_a_strange_device_is_told(
    app: FastAPI, world: World, forger: Forger, database_url: str, *, notice: bool
) -> None:
    """As one by password: once for each device, and not for the account that the sign-in makes."""
    provider = (await make_provider(world.owner, world.workspace, oidc_body(forger.url)))["id"]
    forger.claims = {"email": "new@acme.example"}
    settings = sso_settings(database_url, **({"DATAOS_AUTH_SIGN_IN_NOTICE": "true"} if notice else {}))
    async with running(settings) as telling, browser_of(telling) as first, browser_of(telling) as second:
        told: list[int] = []
        for browser in (first, first, second, second):
            await browser.get(forger.sent_to(await start(browser, provider)))
            assert (await me(browser))["email"] == "new@acme.example"
            told.append(len(letters(database_url, "new@acme.example")))
    assert told == ([0, 0, 1, 1] if notice else [0, 0, 0, 0])
