"""An account made with somebody else's address gives its maker nothing once the owner shows up."""

from typing import Any

import httpx2
import psycopg
from fastapi import FastAPI

from tests.api.auth.test_second_factor import guarded
from tests.support.app import PASSWORD, Person, client_of, register, running, settings_for
from tests.support.directory import Directory
from tests.support.letters import letters
from tests.support.oidc_forger import Forger, forging
from tests.support.sign_on import browser_of, make_provider, me, oidc_body, sso_settings, start

NEW = "quiet otter paints fences"
VERIFYING = {"DATAOS_AUTH_VERIFY_EMAIL": "true"}


def _run(database_url: str, statement: str, *values: object) -> list[Any]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []


async def _squatted(app: FastAPI, database_url: str) -> tuple[Person, str]:
    """An account with every way in that its maker may keep, and the secret of its access token."""
    eve = await register(app, "Ada")
    await guarded(eve)
    workspace = (await eve.post("/workspaces", {"name": "W"}))["id"]
    provider = await make_provider(eve, workspace, oidc_body("https://i.example"))
    _run(database_url, "INSERT INTO dataos.identities (provider_id, subject, user_id) VALUES (%s, 's', %s)",
         provider["id"], eve.id)  # fmt: skip
    _run(database_url, "INSERT INTO dataos.scim_users (provider_id, user_id, user_name, active, made, resource)"
         " VALUES (%s, %s, 'ada', true, true, '{}')", provider["id"], eve.id)  # fmt: skip
    token = (await eve.post("/tokens", {"name": "T", "scopes": ["data:read"]}))["token"]
    return eve, token


async def _reset(anonymous: httpx2.AsyncClient, database_url: str, email: str) -> None:
    await anonymous.post("/auth/password/forgot", json={"email": email})
    secret = letters(database_url, email)[-1].secret
    answer = await anonymous.post("/auth/password/reset", json={"token": secret, "password": NEW})
    assert answer.status_code == 204, answer.text


def _left(database_url: str, user: str) -> dict[str, int]:
    tables = ("access_tokens", "second_factors", "recovery_codes", "identities", "one_time_links")
    found = {
        table: _run(database_url, f"SELECT count(*) FROM dataos.{table} WHERE user_id = %s", user)[0][0]
        for table in tables
    }
    found["made"] = _run(database_url, "SELECT count(*) FROM dataos.scim_users WHERE user_id = %s AND made", user)[0][0]
    return {table: count for table, count in found.items() if count}


async def test_a_reset_that_proves_the_address_leaves_the_maker_nothing(app: FastAPI, database_url: str) -> None:
    eve, token = await _squatted(app, database_url)
    settings = settings_for(database_url, **VERIFYING)
    async with running(settings) as strict, client_of(strict) as owner, client_of(strict, token=token) as program:
        assert (await program.get("/me")).status_code == 200
        async with client_of(strict, token=eve.token) as session:
            assert (await session.get("/me")).status_code == 200
            await _reset(owner, database_url, eve.email)
            assert [(await each.get("/me")).status_code for each in (session, program)] == [401, 401]
        assert _left(database_url, eve.id) == {}
        login = await owner.post("/auth/login", json={"email": eve.email, "password": NEW})
        assert login.json()["user"]["id"] == eve.id


async def test_without_verification_a_mailbox_alone_does_not_remove_a_second_factor(
    app: FastAPI, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    eve, _ = await _squatted(app, database_url)
    await _reset(anonymous, database_url, eve.email)
    assert set(_left(database_url, eve.id)) == {"second_factors", "recovery_codes"}


async def test_a_reset_of_a_proved_account_leaves_what_its_person_made(
    app: FastAPI, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    ada, token = await _squatted(app, database_url)
    _run(database_url, "UPDATE dataos.users SET email_verified_at = now()")
    await _reset(anonymous, database_url, ada.email)
    assert set(_left(database_url, ada.id)) == {
        "access_tokens", "second_factors", "recovery_codes", "identities", "made",
    }  # fmt: skip
    async with client_of(app, token=token) as program:
        assert (await program.get("/me")).status_code == 200


async def test_who_has_not_proved_the_address_makes_nothing_that_lasts(database_url: str) -> None:
    async with running(settings_for(database_url, **VERIFYING)) as strict:
        eve = await register(strict, "Ada")
        bodies = {"/tokens": {"name": "T", "scopes": ["data:read"]}, "/auth/two-factors": {"password": PASSWORD}}
        for path, body in bodies.items():
            answer = await eve.http.post(path, json=body)
            assert (answer.status_code, answer.json()["code"]) == (403, "email_not_verified"), path


async def test_a_trusted_provider_hands_the_account_to_its_owner(app: FastAPI, database_url: str) -> None:
    eve, token = await _squatted(app, database_url)
    olga = await register(app, "Olga")
    workspace = (await olga.post("/workspaces", {"name": "T"}))["id"]
    with forging() as forger:
        provider = await make_provider(olga, workspace, oidc_body(forger.url))
        await _handed_over(database_url, workspace, provider["id"], eve, token, forger)


async def _handed_over(
    database_url: str, workspace: str, provider: str, eve: Person, token: str, forger: Forger
) -> None:
    forger.claims = {"email": eve.email}
    settings = sso_settings(database_url, DATAOS_SSO_WORKSPACE=workspace)
    async with running(settings) as app, browser_of(app) as browser, client_of(app, token=token) as program:
        assert (await program.get("/me")).status_code == 200
        await browser.get(forger.sent_to(await start(browser, provider)))
        mine = await me(browser)
        assert (mine["id"], mine["emailVerified"]) == (eve.id, True)
        assert (await program.get("/me")).status_code == 401
        assert _left(database_url, eve.id) == {"identities": 1}
        async with client_of(app) as anonymous:
            login = await anonymous.post("/auth/login", json={"email": eve.email, "password": PASSWORD})
            assert login.status_code == 401


async def test_a_trusted_directory_hands_the_account_to_its_owner(app: FastAPI, database_url: str) -> None:
    eve, token = await _squatted(app, database_url)
    olga = await register(app, "Olga")
    workspace = (await olga.post("/workspaces", {"name": "T"}))["id"]
    provider = (await make_provider(olga, workspace, oidc_body("https://i.example")))["id"]
    scim = await olga.post(f"/workspaces/{workspace}/identity-providers/{provider}/scim-token", None)
    body = {"userName": "ada", "emails": [{"value": eve.email}], "name": {"formatted": "Ada"}, "active": True}
    async with running(sso_settings(database_url, DATAOS_SSO_WORKSPACE=workspace)) as trusting:
        directory = Directory(provider, client_of(trusting, token=scim["token"]))
        async with client_of(trusting, token=token) as program:
            assert (await program.get("/me")).status_code == 200
            assert (await directory.call("POST", "/Users", body, 201))["id"] == eve.id
            assert (await program.get("/me")).status_code == 401
        assert _left(database_url, eve.id) == {}
        # Its owner comes and goes with the directory from now on; what it says once more changes nothing.
        async with client_of(trusting) as anonymous:
            login = await anonymous.post("/auth/login", json={"email": eve.email, "password": PASSWORD})
            assert login.status_code == 401


async def test_who_was_read_an_invitation_of_somebody_else_keeps_nothing(app: FastAPI, database_url: str) -> None:
    eve = await register(app, "Eve")
    workspace = (await eve.post("/workspaces", {"name": "W"}))["id"]
    await eve.post(f"/workspaces/{workspace}/invitations", {"email": "ceo@example.org", "role": "member"})
    [mail] = (await eve.get(f"/workspaces/{workspace}/mails"))["items"]
    shown = mail["body"].split("/invite#")[1].split()[0]
    body = {"email": "ceo@example.org", "password": PASSWORD, "name": "Ceo"}
    async with client_of(app) as owner:
        made = (await owner.post(f"/invitations/{shown}/register", json=body)).json()
        async with client_of(app, token=made["accessToken"]) as maker:
            kept = (await maker.post("/tokens", json={"name": "T", "scopes": ["data:read"]})).json()["token"]
        async with client_of(app, token=kept) as program:
            assert (await program.get("/me")).status_code == 200
            await _reset(owner, database_url, "ceo@example.org")
            assert (await program.get("/me")).status_code == 401
    assert _left(database_url, made["user"]["id"]) == {}


async def _confirm(http: httpx2.AsyncClient, secret: str) -> httpx2.Response:
    return await http.post("/auth/email/confirm", json={"token": secret})


async def test_who_confirms_without_the_session_of_the_account_takes_it_over(app: FastAPI, database_url: str) -> None:
    """The button in the mail is pressed by the owner of the address, who need not be who made the account."""
    eve, token = await _squatted(app, database_url)
    async with running(settings_for(database_url, **VERIFYING)) as strict, client_of(strict) as owner:
        bob = await register(strict, "Bob")
        async with client_of(strict, token=eve.token) as session, client_of(strict, token=token) as program:
            await session.post("/auth/email/verification")
            assert (await program.get("/me")).status_code == 200
            done = await _confirm(bob.http, letters(database_url, eve.email)[-1].secret)
            assert done.json() == {"email": eve.email, "passwordMailed": True}
            assert [(await each.get("/me")).status_code for each in (session, program)] == [401, 401]
        assert _left(database_url, eve.id) == {"one_time_links": 1}
        for password, status in ((PASSWORD, 401), (NEW, 200)):
            if password == NEW:
                body = {"token": letters(database_url, eve.email)[-1].secret, "password": NEW}
                assert (await owner.post("/auth/password/reset", json=body)).status_code == 204
            login = await owner.post("/auth/login", json={"email": eve.email, "password": password})
            assert login.status_code == status
        assert login.json()["user"]["id"] == eve.id


async def test_who_is_signed_in_confirms_and_keeps_what_no_strange_provider_made(
    app: FastAPI, database_url: str
) -> None:
    eve, _ = await _squatted(app, database_url)
    _run(database_url, "UPDATE dataos.identities SET made = true")
    await eve.http.post("/auth/email/verification")
    done = await eve.post("/auth/email/confirm", {"token": letters(database_url, eve.email)[-1].secret}, 200)
    assert done == {"email": eve.email, "passwordMailed": True}, "who came by a provider has no password"
    assert set(_left(database_url, eve.id)) == {"access_tokens", "second_factors", "recovery_codes", "one_time_links"}
    assert (await eve.get("/me"))["emailVerified"] is True


async def test_a_trusted_provider_keeps_the_accounts_that_it_made(app: FastAPI, database_url: str) -> None:
    eve, _ = await _squatted(app, database_url)
    _run(database_url, "UPDATE dataos.identities SET made = true")
    [[workspace]] = _run(database_url, "SELECT workspace_id FROM dataos.identity_providers")
    async with running(settings_for(database_url, DATAOS_SSO_WORKSPACE=workspace)) as trusting:
        async with client_of(trusting, token=eve.token) as session:
            await session.post("/auth/email/verification")
            done = await _confirm(session, letters(database_url, eve.email)[-1].secret)
        assert done.json() == {"email": eve.email, "passwordMailed": False}
    assert {"identities", "made"} <= set(_left(database_url, eve.id))


async def test_a_new_address_is_nobodys_who_is_not_signed_in(app: FastAPI, database_url: str) -> None:
    """The owner of the address would else prove an account whose password another knows."""
    eve = await register(app, "Eve")
    bob = await register(app, "Bob")
    await eve.http.put("/auth/email", json={"email": "ceo@example.org", "password": PASSWORD})
    secret = letters(database_url, "ceo@example.org")[-1].secret
    async with client_of(app) as anonymous:
        for stranger in (anonymous, bob.http):
            answer = await _confirm(stranger, secret)
            assert (answer.status_code, answer.json()["code"]) == (403, "link_of_another_account")
    assert (await eve.get("/me"))["email"] == eve.email
    assert (await _confirm(eve.http, secret)).status_code == 200, "the link is still good for who may use it"
