"""Identity providers as the admins of a workspace keep them."""

from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import API, PASSWORD, World, client_of, register, running
from tests.support.oidc_forger import Forger
from tests.support.problems import paths
from tests.support.saml_idp import Idp, Keys
from tests.support.sign_on import browser_of, make_provider, me, oidc_body, sign_in_at, sso_settings, start, went


async def test_the_secret_is_sealed_and_never_shown(world: World, database_url: str) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body("https://idp.example"))
    listed = await world.admin.get(f"/workspaces/{world.workspace}/identity-providers")

    assert listed["items"] == [made]
    assert (made["hasSecret"], "s3cret" in str(made)) == (True, False)
    with psycopg.connect(database_url) as connection:
        stored = connection.execute("SELECT secret, config::text FROM dataos.identity_providers").fetchone()
    assert stored is not None
    assert stored[0].startswith("v1.dky_")
    assert "s3cret" not in str(stored)


async def test_without_master_keys_the_secret_is_sealed_too(database_url: str, forger: Forger) -> None:
    async with running(sso_settings(database_url, ENCRYPTION_KEYS="")) as app:
        olga = await register(app, "Olga")
        workspace = (await olga.post("/workspaces", {"name": "W"}))["id"]
        made = await make_provider(olga, workspace, oidc_body(forger.url))
        async with browser_of(app) as browser:
            await browser.get(forger.sent_to(await start(browser, made["id"])))
            assert await me(browser) is not None
    with psycopg.connect(database_url) as connection:
        stored = connection.execute("SELECT secret FROM dataos.identity_providers").fetchone()
    assert stored is not None
    assert stored[0].startswith("v1.app.")


async def test_members_and_strangers_do_not_see_them(world: World) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body("https://idp.example"))
    place = f"/workspaces/{world.workspace}/identity-providers"
    for person, status in ((world.editor, 403), (world.stranger, 404)):
        assert (await person.http.get(place)).status_code == status
        assert (await person.http.patch(f"{place}/{made['id']}", json={"name": "X"})).status_code == status


async def test_what_speaks_for_the_installation_is_changed_by_owners_alone(world: World, database_url: str) -> None:
    place = f"/workspaces/{world.workspace}/identity-providers"
    body = {"name": "Acme", **oidc_body("https://idp.example")}
    made = await world.admin.post(place, body)
    one = f"{place}/{made['id']}"
    changes: list[tuple[str, str, Any]] = [
        ("POST", place, body),
        ("PATCH", one, {"name": "X"}),
        ("POST", f"{one}/scim-token", None),
        ("DELETE", f"{one}/scim-token", None),
        ("DELETE", one, None),
    ]
    async with (
        running(sso_settings(database_url, DATAOS_SSO_WORKSPACE=world.workspace)) as trusting,
        client_of(trusting, token=world.admin.token) as admin,
        client_of(trusting, token=world.owner.token) as owner,
    ):
        assert (await admin.get(place)).json()["items"] == [made]
        for method, path, sent in changes:
            assert (await admin.request(method, path, json=sent)).status_code == 403, (method, path)
        for method, path, sent in changes:
            answer = await owner.request(method, path, json=sent)
            assert answer.is_success, (method, path, answer.text)


async def test_a_provider_of_another_workspace_does_not_exist(world: World) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body("https://idp.example"))
    elsewhere = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    answer = await world.stranger.http.delete(f"/workspaces/{elsewhere}/identity-providers/{made['id']}")
    assert (answer.status_code, answer.json()["code"]) == (404, "provider_not_found")


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "both kinds": ({**oidc_body("https://x.example"), "saml": {"metadata": "<x/>"}}, "body"),
    "no kind": ({}, "body"),
    "no address": (oidc_body("idp.example"), "oidc.issuer"),
    "an address with a user": (oidc_body("https://a@idp.example"), "oidc.issuer"),
    "a domain that is none": (oidc_body("https://x.example", domains=["a@b"]), "domains[0]"),
    "an unknown team": (
        oidc_body("https://x.example", groups=[{"group": "G", "teamId": "tea_01h455vb4pex5vsknk084sn02q"}]),
        "groups[0].teamId",
    ),
    "owner for everybody": (oidc_body("https://x.example", role="owner"), "role"),
    "only without domains": (oidc_body("https://x.example", only=True), "only"),
    "half of saml": ({"saml": {"entityId": "x"}}, "saml"),
    "metadata that is none": ({"saml": {"metadata": "<x"}}, "saml.metadata"),
    "metadata with a doctype": ({"saml": {"metadata": "<!DOCTYPE x><x/>"}}, "saml.metadata"),
    "a certificate that is none": (
        {"saml": {"entityId": "x", "ssoUrl": "https://x.example", "certificates": ["x"]}},
        "saml.certificates[0]",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_makes_no_provider_is_refused_at_its_place(world: World, case: str) -> None:
    body, path = REFUSED[case]
    answer = await world.owner.http.post(
        f"/workspaces/{world.workspace}/identity-providers", json={"name": "A", **body}
    )
    assert answer.status_code in {409, 422}, answer.text
    assert paths(answer) == [path]


async def test_a_change_keeps_what_it_does_not_name(world: World) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body("https://idp.example", domains=["acme.example"]))
    place = f"/workspaces/{world.workspace}/identity-providers/{made['id']}"
    same = {**made["oidc"], "groupsClaim": "roles"}
    changed = await world.owner.patch(place, {"name": "B", "oidc": same})
    kind = await world.owner.http.patch(place, json={"saml": Idp(Keys.make()).body()["saml"]})

    assert changed == {**made, "name": "B", "oidc": same}
    assert (kind.status_code, paths(kind)) == (422, ["saml"])
    await world.owner.delete(place)
    assert (await world.owner.get(f"/workspaces/{world.workspace}/identity-providers"))["items"] == []


@pytest.mark.parametrize("changed", [{"issuer": "https://evil.example"}, {"clientId": "another"}])
async def test_a_secret_goes_to_whom_it_was_entered_for_alone(world: World, changed: dict[str, str]) -> None:
    """Who may change the issuer would otherwise be sent the secret that they are never shown."""
    made = await make_provider(world.owner, world.workspace, oidc_body("https://idp.example"))
    place = f"/workspaces/{world.workspace}/identity-providers/{made['id']}"
    moved = await world.admin.patch(place, {"oidc": {**made["oidc"], **changed}})
    back = await world.admin.patch(place, {"oidc": made["oidc"]})
    renewed = await world.admin.patch(place, {"oidc": {**made["oidc"], **changed, "clientSecret": "n3w"}})

    assert (made["hasSecret"], moved["hasSecret"], back["hasSecret"], renewed["hasSecret"]) == (
        True,
        False,
        False,
        True,
    )
    assert moved["oidc"] == {**made["oidc"], **changed}


async def test_a_working_provider_is_said_to_work(world: World, issuer: str) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body(issuer, domains=["acme.example"]))
    place = f"/workspaces/{world.workspace}/identity-providers/{made['id']}"
    checked = await world.owner.post(f"{place}/test", None, 200)
    assert checked["ok"] is True
    assert made["addresses"]["redirectUri"] in str(checked["findings"])


async def test_the_sign_in_page_offers_providers_by_domain_and_tells_nothing_of_accounts(
    app: FastAPI, world: World
) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body("https://i.example", domains=["example.org"]))
    async with client_of(app) as anonymous:

        async def offered(email: str) -> list[str]:
            answer = await anonymous.get("/auth/providers", params={"email": email})
            return [item["id"] for item in answer.json()["items"]]

        assert await offered(world.owner.email) == await offered("nobody@EXAMPLE.org") == [made["id"]]
        assert await offered("nobody@sub.example.org") == await offered("\0@\0") == await offered("") == []


async def test_where_only_the_provider_counts_passwords_do_not(app: FastAPI, world: World, forger: Forger) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body(forger.url, domains=["example.org"], only=True))
    login = {"email": world.editor.email, "password": PASSWORD, "cookie": True}
    forger.claims = {"email": world.editor.email}
    async with browser_of(app) as browser:
        # Nobody is kept out before they can come in the other way.
        assert (await browser.post(f"{API}/auth/login", json=login)).status_code == 200
        csrf = {"X-CSRF-Token": browser.cookies["dataos_csrf"]}
        begun = await browser.post(f"{API}/auth/sso/{made['id']}/link", json={"password": PASSWORD}, headers=csrf)
        assert went(await browser.get(forger.sent_to(begun.json()["address"]))).refused is None
        refused = await browser.post(f"{API}/auth/login", json=login)
        assert (refused.status_code, refused.json()["code"]) == (403, "sso_required")
        wrong = await browser.post(f"{API}/auth/login", json={**login, "password": "wrong"})
        assert (wrong.status_code, wrong.json()["code"]) == (401, "invalid_credentials")
        # An owner can always come in and put things right.
        assert (await browser.post(f"{API}/auth/login", json={**login, "email": world.owner.email})).status_code == 200
    await world.owner.patch(f"/workspaces/{world.workspace}/identity-providers/{made['id']}", {"enabled": False})
    async with browser_of(app) as browser:
        assert (await browser.post(f"{API}/auth/login", json=login)).status_code == 200


async def test_people_made_by_a_provider_have_no_password(app: FastAPI, world: World, issuer: str) -> None:
    made = await make_provider(world.owner, world.workspace, oidc_body(issuer))
    async with browser_of(app) as browser:
        await sign_in_at(browser, made["id"], "alice")
    async with client_of(app) as anonymous:
        for password in ("", "x", PASSWORD):
            answer = await anonymous.post("/auth/login", json={"email": "alice@acme.example", "password": password})
            assert answer.status_code == 401
