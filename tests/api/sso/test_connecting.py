"""Whose word opens which account (decision 25)."""

from typing import Any

from fastapi import FastAPI

from tests.support.app import API, PASSWORD, Person, World, client_of, register, running
from tests.support.oidc_forger import Forger
from tests.support.sign_on import browser_of, make_provider, me, oidc_body, sso_settings, start, went


async def _provider(world: World, issuer: str, **more: Any) -> str:
    return str((await make_provider(world.owner, world.workspace, oidc_body(issuer, **more)))["id"])


async def test_an_existing_account_is_connected_by_who_can_sign_in_to_it(
    app: FastAPI, world: World, forger: Forger
) -> None:
    provider = await _provider(world, forger.url)
    forger.claims = {"email": world.editor.email}
    async with browser_of(app) as browser:
        refused = went(await browser.get(forger.sent_to(await start(browser, provider))))
        assert (refused.refused, refused.query["next"]) == ("sign_in_first", f"{API}/auth/sso/{provider}/start")
        assert await me(browser) is None
        signed = await browser.post(
            f"{API}/auth/login", json={"email": world.editor.email, "password": PASSWORD, "cookie": True}
        )
        assert signed.status_code == 200
        await browser.get(forger.sent_to(await start(browser, provider)))
        assert (await me(browser))["id"] == world.editor.id
    async with browser_of(app) as browser:
        await browser.get(forger.sent_to(await start(browser, provider)))
        assert (await me(browser))["id"] == world.editor.id


async def test_somebody_else_who_is_signed_in_connects_nothing(app: FastAPI, world: World, forger: Forger) -> None:
    """The provider of a stranger's workspace names the owner's address: that opens nothing."""
    workspace = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    provider = str((await make_provider(world.stranger, workspace, oidc_body(forger.url)))["id"])
    forger.claims = {"email": world.owner.email}
    async with browser_of(app) as browser:
        body = {"email": world.stranger.email, "password": PASSWORD, "cookie": True}
        await browser.post(f"{API}/auth/login", json=body)
        refused = went(await browser.get(forger.sent_to(await start(browser, provider))))

        assert refused.refused == "sign_in_first"
        assert (await me(browser))["id"] == world.stranger.id


async def test_the_trusted_workspace_opens_accounts_by_address(database_url: str, forger: Forger) -> None:
    async with running(sso_settings(database_url)) as app:
        olga, edda = await register(app, "Olga"), await register(app, "Edda")
        workspace = (await olga.post("/workspaces", {"name": "W"}))["id"]
    async with running(sso_settings(database_url, DATAOS_SSO_WORKSPACE=workspace)) as app:
        owner = Person(olga.id, olga.name, olga.email, olga.token, client_of(app, token=olga.token))
        provider = str((await make_provider(owner, workspace, oidc_body(forger.url, domains=["example.org"])))["id"])
        forger.claims = {"email": edda.email}
        async with browser_of(app) as browser:
            await browser.get(forger.sent_to(await start(browser, provider)))
            assert (await me(browser))["id"] == edda.id
        forger.claims = {"email": olga.email, "sub": "olga"}
        async with browser_of(app) as browser:
            # Admins keep providers: they must not become the owner by one.
            assert went(await browser.get(forger.sent_to(await start(browser, provider)))).refused == "sign_in_first"

        # A provider of another workspace says nothing about addresses of a domain that the trusted one speaks for.
        other = Person(edda.id, edda.name, edda.email, edda.token, client_of(app, token=edda.token))
        elsewhere = (await other.post("/workspaces", {"name": "E"}))["id"]
        rogue = str((await make_provider(other, elsewhere, oidc_body(forger.url, domains=["example.org"])))["id"])
        forger.claims = {"email": "new@example.org", "sub": "new"}
        async with browser_of(app) as browser:
            assert went(await browser.get(forger.sent_to(await start(browser, rogue)))).refused == "domain"
            offered = (await browser.get(f"{API}/auth/providers?email=x@example.org")).json()["items"]
            assert [item["id"] for item in offered] == [provider]
            assert [item["id"] for item in (await browser.get(f"{API}/auth/providers")).json()["items"]] == [provider]


async def test_another_issuer_knows_nobody_who_did_not_begin_with_it(
    app: FastAPI, world: World, forger: Forger
) -> None:
    """An admin who points the provider elsewhere must not become those who connected their accounts."""
    provider = await _provider(world, forger.url)
    people = {"editor": world.editor.email, "new": "new@acme.example"}
    login = {"email": world.editor.email, "password": PASSWORD, "cookie": True}

    async def arrive(sub: str, *, signed: bool = False) -> str | None:
        forger.claims = {"sub": sub, "email": people[sub]}
        async with browser_of(app) as browser:
            if signed:
                await browser.post(f"{API}/auth/login", json=login)
            return went(await browser.get(forger.sent_to(await start(browser, provider)))).refused

    assert [await arrive("editor", signed=True), await arrive("editor"), await arrive("new")] == [None, None, None]
    place = f"/workspaces/{world.workspace}/identity-providers/{provider}"
    await world.owner.patch(place, {"name": "B", "oidc": {"issuer": forger.url, "clientId": "dataos"}})
    assert await arrive("editor") is None
    await world.owner.patch(place, {"oidc": {"issuer": "https://evil.example", "clientId": "dataos"}})
    await world.owner.patch(place, {"oidc": {"issuer": forger.url, "clientId": "dataos"}})
    assert [await arrive("editor"), await arrive("new")] == ["sign_in_first", None]
    assert await arrive("editor", signed=True) is None
