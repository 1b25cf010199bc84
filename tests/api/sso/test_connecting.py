"""Whose word opens which account (decision 25)."""

import httpx2
import psycopg
from fastapi import FastAPI

from tests.api.audit.log import entries
from tests.api.auth.test_second_factor import guarded
from tests.api.sso.oidc import provider_at
from tests.support.app import API, PASSWORD, Person, World, client_of, register, running
from tests.support.oidc_forger import Forger
from tests.support.sign_on import Went, browser_of, make_provider, me, oidc_body, sso_settings, start, went


async def _sign_in(browser: httpx2.AsyncClient, person: Person) -> None:
    body = {"email": person.email, "password": PASSWORD, "cookie": True}
    assert (await browser.post(f"{API}/auth/login", json=body)).status_code == 200


async def _connect(browser: httpx2.AsyncClient, provider: str, password: str = PASSWORD) -> httpx2.Response:
    """The person's own wish, from the account settings."""
    headers = {"X-CSRF-Token": browser.cookies["dataos_csrf"]}
    return await browser.post(f"{API}/auth/sso/{provider}/link", json={"password": password}, headers=headers)


async def _connected(browser: httpx2.AsyncClient, provider: str, forger: Forger) -> Went:
    answer = await _connect(browser, provider)
    assert answer.status_code == 200, answer.text
    return went(await browser.get(forger.sent_to(answer.json()["address"])))


async def _arrive(browser: httpx2.AsyncClient, provider: str, forger: Forger) -> Went:
    return went(await browser.get(forger.sent_to(await start(browser, provider))))


async def test_an_existing_account_is_connected_by_its_person(app: FastAPI, world: World, forger: Forger) -> None:
    provider = await provider_at(world, forger.url)
    forger.claims = {"email": world.editor.email}
    async with browser_of(app) as browser:
        refused = await _arrive(browser, provider, forger)
        assert (refused.refused, refused.query) == ("sign_in_first", {"sso": "sign_in_first"})
        assert await me(browser) is None
        await _sign_in(browser, world.editor)
        assert (await _connected(browser, provider, forger)).path == "/account"
        assert (await me(browser))["id"] == world.editor.id
    [connected] = await entries(app, action="account.connected")
    assert (connected["actor_id"], connected["detail"]) == (world.editor.id, {"provider": provider})
    async with browser_of(app) as browser:
        await _arrive(browser, provider, forger)
        assert (await me(browser))["id"] == world.editor.id


async def test_who_is_sent_through_a_sign_in_that_they_did_not_ask_for_connects_nothing(
    app: FastAPI, world: World, forger: Forger
) -> None:
    """A stranger's provider names the address of whoever the stranger sends there, who is signed in here."""
    workspace = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    rogue = str((await make_provider(world.stranger, workspace, oidc_body(forger.url)))["id"])
    forger.claims = {"email": world.editor.email}
    async with browser_of(app) as browser:
        await _sign_in(browser, world.editor)
        assert (await _arrive(browser, rogue, forger)).refused == "sign_in_first"
        # Nor can somebody be led to connect to a workspace that they do not belong to.
        assert (await _connect(browser, rogue)).status_code == 404
    async with browser_of(app) as browser:
        assert (await _arrive(browser, rogue, forger)).refused == "sign_in_first"
        assert await me(browser) is None


async def test_connecting_takes_the_password_the_csrf_token_and_the_same_person(
    app: FastAPI, world: World, forger: Forger
) -> None:
    provider = await provider_at(world, forger.url)
    forger.claims = {"email": world.editor.email}
    async with browser_of(app) as browser:
        await _sign_in(browser, world.editor)
        wrong = await _connect(browser, provider, "wrong")
        assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_password")
        bare = await browser.post(f"{API}/auth/sso/{provider}/link", json={"password": PASSWORD})
        assert (bare.status_code, bare.json()["code"]) == (403, "csrf_failed")
        begun = (await _connect(browser, provider)).json()["address"]
        await _sign_in(browser, world.viewer)
        assert went(await browser.get(forger.sent_to(begun))).refused == "state"
        # The address that the provider names is another person's.
        assert (await _connected(browser, provider, forger)).refused == "other_address"
        assert (await me(browser))["id"] == world.viewer.id
        await _sign_in(browser, world.editor)
        assert (await _connected(browser, provider, forger)).refused is None
        forger.claims = {"email": world.viewer.email}
        await _sign_in(browser, world.viewer)
        assert (await _connected(browser, provider, forger)).refused == "connected"


async def test_an_access_token_in_the_place_of_the_session_connects_nothing(
    app: FastAPI, world: World, forger: Forger
) -> None:
    provider = await provider_at(world, forger.url)
    made = await world.editor.post("/tokens", {"name": "T", "scopes": ["data:read"]})
    forger.claims = {"email": world.editor.email}
    async with browser_of(app) as browser:
        await _sign_in(browser, world.editor)
        begun = (await _connect(browser, provider)).json()["address"]
        flow = browser.cookies["dataos_sso"]
    async with browser_of(app) as browser:
        browser.cookies.update({"dataos_sso": flow, "dataos_access": made["token"]})
        assert went(await browser.get(forger.sent_to(begun))).refused == "state"


async def test_an_address_of_a_service_account_opens_nothing(
    app: FastAPI, world: World, forger: Forger, database_url: str
) -> None:
    robot = await world.owner.post(f"/workspaces/{world.workspace}/service-accounts", {"name": "R", "role": "admin"})
    with psycopg.connect(database_url) as connection:
        row = connection.execute("UPDATE dataos.users SET email = 'r@example.org' WHERE id = %s RETURNING email",
                                 [robot["id"]]).fetchone()  # fmt: skip
    assert row is not None
    async with running(sso_settings(database_url, DATAOS_SSO_WORKSPACE=world.workspace)) as trusting:
        provider = await provider_at(world, forger.url)
        forger.claims = {"email": row[0]}
        async with browser_of(trusting) as browser:
            assert (await _arrive(browser, provider, forger)).refused == "no_account"


async def test_a_second_factor_is_asked_for_unless_the_operator_trusts_the_provider(
    app: FastAPI, world: World, forger: Forger, database_url: str
) -> None:
    provider = await provider_at(world, forger.url)
    ada = await guarded(world.editor)
    forger.claims = {"email": world.editor.email}
    async with browser_of(app) as browser:
        login = await browser.post(f"{API}/auth/login", json={"email": world.editor.email, "password": PASSWORD})
        begun = login.json()["secondFactor"]["challenge"]
        body = {"challenge": begun, "code": ada.recovery[0], "cookie": True}
        assert (await browser.post(f"{API}/auth/second-factor", json=body)).status_code == 200
        assert (await _connected(browser, provider, forger)).refused is None
    async with browser_of(app) as browser:
        back = await browser.get(forger.sent_to(await start(browser, provider, "/w/x")))
        place, _, fragment = back.headers["location"].partition("#challenge=")
        assert place == "/login?next=%2Fw%2Fx"
        assert await me(browser) is None
        body = {"challenge": fragment, "code": ada.recovery[1], "cookie": True}
        assert (await browser.post(f"{API}/auth/second-factor", json=body)).status_code == 200
        assert (await me(browser))["id"] == world.editor.id
    settings = sso_settings(database_url, DATAOS_SSO_WORKSPACE=world.workspace)
    async with running(settings) as trusting, browser_of(trusting) as browser:
        await _arrive(browser, provider, forger)
        assert (await me(browser))["id"] == world.editor.id


async def test_where_a_workspace_is_trusted_the_providers_of_others_are_not_offered(
    world: World, database_url: str
) -> None:
    await provider_at(world, "https://i.example", domains=["acme.example"])
    elsewhere = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    settings = sso_settings(database_url, DATAOS_SSO_WORKSPACE=elsewhere)
    async with running(settings) as app, browser_of(app) as browser:
        for query in ("", "?email=x@acme.example"):
            assert (await browser.get(f"{API}/auth/providers{query}")).json()["items"] == []


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
    with psycopg.connect(database_url) as connection:
        # What an account of an unproved address loses is the matter of tests/api/auth/test_proving.py.
        connection.execute("UPDATE dataos.users SET email_verified_at = now()")
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
    provider = await provider_at(world, forger.url)
    people = {"editor": world.editor.email, "new": "new@acme.example"}

    async def arrive(sub: str, *, signed: bool = False) -> str | None:
        forger.claims = {"sub": sub, "email": people[sub]}
        async with browser_of(app) as browser:
            if not signed:
                return (await _arrive(browser, provider, forger)).refused
            await _sign_in(browser, world.editor)
            return (await _connected(browser, provider, forger)).refused

    assert [await arrive("editor", signed=True), await arrive("editor"), await arrive("new")] == [None, None, None]
    place = f"/workspaces/{world.workspace}/identity-providers/{provider}"
    await world.owner.patch(place, {"name": "B", "oidc": {"issuer": forger.url, "clientId": "dataos"}})
    assert await arrive("editor") is None
    await world.owner.patch(place, {"oidc": {"issuer": "https://evil.example", "clientId": "dataos"}})
    await world.owner.patch(place, {"oidc": {"issuer": forger.url, "clientId": "dataos"}})
    assert [await arrive("editor"), await arrive("new")] == ["sign_in_first", None]
    assert await arrive("editor", signed=True) is None
