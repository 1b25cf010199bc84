"""Signing in with OpenID Connect: at a real provider, and at one that lies."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from joserfc.jwk import RSAKey

from api.kit import clock
from tests.support.app import API, BASE_URL, World
from tests.support.oidc_forger import Forger, unsigned, with_another_key, with_public_key_as_secret
from tests.support.sign_on import (
    Went,
    authorize,
    browser_of,
    make_provider,
    me,
    oidc_body,
    sign_in_at,
    start,
    went,
)


def _rows(database_url: str, statement: str, *values: object) -> list[Any]:
    with psycopg.connect(database_url) as connection:
        return connection.execute(statement.encode(), values).fetchall()


def _team(database_url: str, workspace: str, name: str) -> str:
    from api.kit.newid import new_id

    team = new_id("tea")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.teams (id, workspace_id, name) VALUES (%s, %s, %s)", [team, workspace, name]
        )
    return team


async def _provider(world: World, issuer: str, **more: Any) -> str:
    return str((await make_provider(world.owner, world.workspace, oidc_body(issuer, **more)))["id"])


async def test_somebody_new_gets_an_account_and_belongs_to_the_workspace(
    app: FastAPI, world: World, issuer: str
) -> None:
    provider = await _provider(world, issuer, domains=["acme.example"])
    async with browser_of(app) as browser:
        arrived = await sign_in_at(browser, provider, "alice", f"/w/{world.workspace}?tab=1")
        mine = await me(browser)

    assert (arrived.status, arrived.path, arrived.query) == (303, f"/w/{world.workspace}", {"tab": "1"})
    assert (mine["name"], mine["email"]) == ("Alice A.", "alice@acme.example")
    assert [(item["id"], item["role"]) for item in mine["workspaces"]] == [(world.workspace, "member")]


async def test_a_write_with_the_new_session_needs_its_csrf_token(app: FastAPI, world: World, issuer: str) -> None:
    provider = await _provider(world, issuer)
    async with browser_of(app) as browser:
        await sign_in_at(browser, provider, "alice")
        bare = await browser.post(f"{API}/workspaces", json={"name": "W"})
        token = browser.cookies["dataos_csrf"]
        good = await browser.post(f"{API}/workspaces", json={"name": "W"}, headers={"X-CSRF-Token": token})

    assert (bare.status_code, good.status_code) == (403, 201)


async def test_the_same_person_comes_back_to_the_same_account_although_the_address_changed(
    app: FastAPI, world: World, forger: Forger
) -> None:
    provider = await _provider(world, forger.url)
    seen: list[str] = []
    for email in ("alice@acme.example", "alice.b@acme.example"):
        forger.claims = {"email": email}
        async with browser_of(app) as browser:
            await browser.get(forger.sent_to(await start(browser, provider)))
            seen.append((await me(browser))["id"])

    assert seen[0] == seen[1]


async def test_two_first_sign_ins_at_once_make_one_account(
    app: FastAPI, world: World, issuer: str, database_url: str
) -> None:
    provider = await _provider(world, issuer)

    async def arrive() -> Went:
        async with browser_of(app) as browser:
            return await sign_in_at(browser, provider, "alice")

    arrived = await asyncio.gather(*(arrive() for _ in range(4)))

    # One of them may be told that an account was made at that moment; nobody gets a second one.
    assert {item.status for item in arrived} == {303}
    assert _rows(database_url, "SELECT count(*) FROM dataos.users WHERE email = 'alice@acme.example'") == [(1,)]
    assert _rows(database_url, "SELECT count(*) FROM dataos.identities") == [(1,)]
    assert any(item.refused is None for item in arrived)


@pytest.mark.parametrize(
    "next_",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil", "/a b", "x", ""],
)
async def test_after_signing_in_nobody_is_led_elsewhere(app: FastAPI, world: World, issuer: str, next_: str) -> None:
    provider = await _provider(world, issuer)
    async with browser_of(app) as browser:
        arrived = await sign_in_at(browser, provider, "alice", next_)

    assert arrived.path == "/"


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another issuer": {"iss": "https://evil.example"},
    "another audience": {"aud": "another"},
    "no audience": {"aud": None},
    "several audiences without azp": {"aud": ["dataos", "another"]},
    "another azp": {"azp": "another"},
    "expired": {"exp": int(time.time()) - 3600},
    "no expiry": {"exp": None},
    "a word for the expiry": {"exp": "later"},
    "from the future": {"iat": int(time.time()) + 3600},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a number for the subject": {"sub": 5},
    "a long subject": {"sub": "x" * 256},
}


@pytest.mark.parametrize("lie", LIES)
async def test_an_id_token_that_is_not_for_us_now_is_refused(
    app: FastAPI, world: World, forger: Forger, lie: str
) -> None:
    provider = await _provider(world, forger.url)
    forger.claims = LIES[lie]
    async with browser_of(app) as browser:
        refused = went(await browser.get(forger.sent_to(await start(browser, provider))))

        assert (refused.path, refused.refused) == ("/login", "answer")
        assert await me(browser) is None


@pytest.mark.parametrize("signed", [unsigned, with_public_key_as_secret, with_another_key])
async def test_only_the_providers_own_key_signs(
    app: FastAPI, world: World, forger: Forger, signed: Callable[[Forger, dict[str, Any]], str]
) -> None:
    provider = await _provider(world, forger.url)
    forger.signed = signed
    async with browser_of(app) as browser:
        assert went(await browser.get(forger.sent_to(await start(browser, provider)))).refused == "answer"


async def test_a_key_that_was_changed_is_fetched_again(
    app: FastAPI, world: World, forger: Forger, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = await _provider(world, forger.url)

    async def arrive() -> Went:
        async with browser_of(app) as browser:
            return went(await browser.get(forger.sent_to(await start(browser, provider))))

    def asked() -> int:
        return sum(path == "/jwks" for path, _ in forger.asked)

    assert [(await arrive()).refused for _ in range(3)] == [None] * 3
    assert asked() == 1
    forger.key = RSAKey.generate_key(2048, {"kid": "two"})
    forger.kid = "two"
    # Not more often than every half minute, else anybody could make us ask.
    assert (await arrive()).refused == "answer"
    assert asked() == 1
    now = clock.monotonic
    monkeypatch.setattr(clock, "monotonic", lambda: now() + 31)
    assert (await arrive()).refused is None
    assert asked() == 2


EMAILS: dict[str, tuple[dict[str, Any], dict[str, Any], str | None]] = {
    "unverified": ({"email_verified": False}, {}, "email_unverified"),
    "unsaid": ({"email_verified": None}, {}, "email_unverified"),
    "a word": ({"email_verified": "true"}, {}, None),
    "unsaid but trusted": ({"email_verified": None}, {"oidc": {"trustsEmail": True}}, None),
    "missing": ({"email": None}, {}, "no_email"),
    "no address": ({"email": "alice"}, {}, "no_email"),
    "look-alike": ({"email": "\u0430lice@acme.example"}, {}, "no_email"),
    "another domain": ({"email": "alice@other.example"}, {"domains": ["acme.example"]}, "domain"),
    "a domain in capitals": ({"email": "alice@ACME.example"}, {"domains": ["acme.example"]}, None),
    "nobody is made": ({}, {"createMembers": False}, "no_account"),
}


@pytest.mark.parametrize("case", EMAILS)
async def test_what_the_provider_must_say_of_the_address(app: FastAPI, world: World, forger: Forger, case: str) -> None:
    claims, settings, refusal = EMAILS[case]
    provider = await _provider(world, forger.url, **settings)
    forger.claims = claims
    async with browser_of(app) as browser:
        assert went(await browser.get(forger.sent_to(await start(browser, provider)))).refused == refusal
        assert (await me(browser) is None) == (refusal is not None)


async def test_what_the_token_leaves_out_userinfo_says(app: FastAPI, world: World, forger: Forger) -> None:
    provider = await _provider(world, forger.url)
    forger.claims = {"email": None, "email_verified": None, "name": None}
    forger.userinfo = {"sub": "alice", "email": "a@acme.example", "email_verified": True, "name": "From userinfo"}
    async with browser_of(app) as browser:
        await browser.get(forger.sent_to(await start(browser, provider)))
        assert (await me(browser))["name"] == "From userinfo"
    forger.userinfo["sub"] = "somebody else"
    async with browser_of(app) as browser:
        assert went(await browser.get(forger.sent_to(await start(browser, provider)))).refused == "answer"


async def test_a_sign_in_ends_in_the_browser_that_began_it(app: FastAPI, world: World, issuer: str) -> None:
    provider = await _provider(world, issuer)
    async with browser_of(app) as victim, browser_of(app) as attacker:
        back = await authorize(await start(attacker, provider), "alice")
        assert went(await victim.get(back)).refused == "state"
        await start(victim, provider)
        assert went(await victim.get(back)).refused == "state"
        assert await me(victim) is None
        forged = victim.cookies["dataos_sso"][:-2] + "xx"
        victim.cookies.clear()
        victim.cookies.set("dataos_sso", forged)
        assert went(await victim.get(back)).refused == "state"


async def test_a_code_works_once(app: FastAPI, world: World, issuer: str) -> None:
    provider = await _provider(world, issuer)
    async with browser_of(app) as browser:
        back = await authorize(await start(browser, provider), "alice")
        cookie = browser.cookies["dataos_sso"]
        assert went(await browser.get(back)).path == "/"
        assert went(await browser.get(back)).refused == "state"
    async with browser_of(app) as copied:
        copied.cookies.set("dataos_sso", cookie)
        assert went(await copied.get(back)).refused == "answer"


async def test_the_state_of_one_provider_is_nothing_at_another(app: FastAPI, world: World, issuer: str) -> None:
    one, other = await _provider(world, issuer), await _provider(world, issuer)
    async with browser_of(app) as browser:
        back = await authorize(await start(browser, one), "alice")
        assert went(await browser.get(back.replace(one, other))).refused == "state"


async def test_somebody_who_declines_is_told(app: FastAPI, world: World, forger: Forger) -> None:
    provider = await _provider(world, forger.url)
    async with browser_of(app) as browser:
        back = forger.sent_to(await start(browser, provider)).replace("code=code", "error=access_denied")
        assert went(await browser.get(back)).refused == "denied"


@pytest.mark.parametrize("provider", ["idp_01h455vb4pex5vsknk084sn02q", "x", "%00", "idp_%00"])
async def test_a_provider_that_is_none_leads_back(app: FastAPI, provider: str) -> None:
    async with browser_of(app) as browser:
        for place in ("start", "callback?code=1&state=1"):
            answer = await browser.get(f"{API}/auth/sso/{provider}/{place}")
            assert (went(answer).refused, answer.headers["location"].startswith("/login")) == ("unknown", True)


async def test_a_provider_that_is_switched_off_lets_nobody_in(app: FastAPI, world: World, issuer: str) -> None:
    provider = await _provider(world, issuer)
    async with browser_of(app) as browser:
        back = await authorize(await start(browser, provider), "alice")
        place = f"/workspaces/{world.workspace}/identity-providers/{provider}"
        await world.owner.patch(place, {"enabled": False})
        assert went(await browser.get(back)).refused == "unknown"
        assert went(await browser.get(f"{API}/auth/sso/{provider}/start")).refused == "unknown"


async def test_a_disabled_account_stays_out(app: FastAPI, world: World, issuer: str, database_url: str) -> None:
    provider = await _provider(world, issuer)
    async with browser_of(app) as browser:
        await sign_in_at(browser, provider, "alice")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.users SET disabled_at = now() WHERE email = 'alice@acme.example'")
    async with browser_of(app) as browser:
        assert (await sign_in_at(browser, provider, "alice")).refused == "disabled"


async def test_groups_decide_the_teams_of_the_mapping_and_no_others(
    app: FastAPI, world: World, forger: Forger, database_url: str
) -> None:
    engineers, sales, by_hand = (_team(database_url, world.workspace, name) for name in ("E", "S", "H"))
    groups = [{"group": "Engineers", "teamId": engineers}, {"group": "Sales", "teamId": sales}]
    provider = await _provider(world, forger.url, groups=groups)

    async def arrive(said: object) -> tuple[set[str], int]:
        forger.claims = {"groups": said}
        async with browser_of(app) as browser:
            await browser.get(forger.sent_to(await start(browser, provider)))
            user = (await me(browser))["id"]
        found = _rows(database_url, "SELECT team_id FROM dataos.team_members WHERE user_id = %s", user)
        version = _rows(database_url, "SELECT policy_version FROM dataos.workspaces WHERE id = %s", world.workspace)
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(
                "INSERT INTO dataos.team_members VALUES (%s, %s) ON CONFLICT DO NOTHING", [by_hand, user]
            )
        return {row[0] for row in found}, version[0][0]

    first = await arrive(["Engineers", "Unknown"])
    same = await arrive(["Engineers"])
    moved = await arrive(["Sales"])
    unsaid = await arrive(None)
    none = await arrive([])

    assert (first[0], same[0], moved[0]) == ({engineers}, {engineers, by_hand}, {sales, by_hand})
    assert (unsaid[0], none[0]) == ({sales, by_hand}, {by_hand})
    assert same[1] == first[1]
    assert first[1] < moved[1] == unsaid[1] < none[1]


async def test_the_request_to_the_provider_is_what_it_should_be(app: FastAPI, world: World, forger: Forger) -> None:
    provider = await _provider(world, forger.url)
    async with browser_of(app) as browser:
        address = await start(browser, provider)
        asked = Went(0, "", {}).query | dict(pair.split("=") for pair in address.split("?")[1].split("&"))
        await browser.get(forger.sent_to(address))

    form = next(form for path, form in forger.asked if path == "/token")
    assert (asked["response_type"], asked["code_challenge_method"], len(asked["code_challenge"])) == (
        "code",
        "S256",
        43,
    )
    assert form["redirect_uri"] == f"{BASE_URL}{API}/auth/sso/{provider}/callback"
    assert len(form["code_verifier"]) == 43
    assert "client_secret" not in form  # it went as Basic authentication
