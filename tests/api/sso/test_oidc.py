"""Signing in with OpenID Connect."""

import asyncio
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.api.sso.oidc import provider_at
from tests.support.app import API, BASE_URL, World
from tests.support.oidc_forger import Forger
from tests.support.sign_on import (
    Went,
    authorize,
    browser_of,
    me,
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


async def test_somebody_new_gets_an_account_and_belongs_to_the_workspace(
    app: FastAPI, world: World, issuer: str
) -> None:
    provider = await provider_at(world, issuer, domains=["acme.example"])
    async with browser_of(app) as browser:
        arrived = await sign_in_at(browser, provider, "alice", f"/w/{world.workspace}?tab=1")
        mine = await me(browser)

    assert (arrived.status, arrived.path, arrived.query) == (303, f"/w/{world.workspace}", {"tab": "1"})
    assert (mine["name"], mine["email"]) == ("Alice A.", "alice@acme.example")
    assert [(item["id"], item["role"]) for item in mine["workspaces"]] == [(world.workspace, "member")]


async def test_a_write_with_the_new_session_needs_its_csrf_token(app: FastAPI, world: World, issuer: str) -> None:
    provider = await provider_at(world, issuer)
    async with browser_of(app) as browser:
        await sign_in_at(browser, provider, "alice")
        bare = await browser.post(f"{API}/workspaces", json={"name": "W"})
        token = browser.cookies["dataos_csrf"]
        good = await browser.post(f"{API}/workspaces", json={"name": "W"}, headers={"X-CSRF-Token": token})

    assert (bare.status_code, good.status_code) == (403, 201)


async def test_the_same_person_comes_back_to_the_same_account_although_the_address_changed(
    app: FastAPI, world: World, forger: Forger
) -> None:
    provider = await provider_at(world, forger.url)
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
    provider = await provider_at(world, issuer)

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
    provider = await provider_at(world, issuer)
    async with browser_of(app) as browser:
        arrived = await sign_in_at(browser, provider, "alice", next_)

    assert arrived.path == "/"


async def test_a_sign_in_ends_in_the_browser_that_began_it(app: FastAPI, world: World, issuer: str) -> None:
    provider = await provider_at(world, issuer)
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
    provider = await provider_at(world, issuer)
    async with browser_of(app) as browser:
        back = await authorize(await start(browser, provider), "alice")
        cookie = browser.cookies["dataos_sso"]
        assert went(await browser.get(back)).path == "/"
        assert went(await browser.get(back)).refused == "state"
    async with browser_of(app) as copied:
        copied.cookies.set("dataos_sso", cookie)
        assert went(await copied.get(back)).refused == "answer"


async def test_the_state_of_one_provider_is_nothing_at_another(app: FastAPI, world: World, issuer: str) -> None:
    one, other = await provider_at(world, issuer), await provider_at(world, issuer)
    async with browser_of(app) as browser:
        back = await authorize(await start(browser, one), "alice")
        assert went(await browser.get(back.replace(one, other))).refused == "state"


async def test_somebody_who_declines_is_told(app: FastAPI, world: World, forger: Forger) -> None:
    provider = await provider_at(world, forger.url)
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
    provider = await provider_at(world, issuer)
    async with browser_of(app) as browser:
        back = await authorize(await start(browser, provider), "alice")
        place = f"/workspaces/{world.workspace}/identity-providers/{provider}"
        await world.owner.patch(place, {"enabled": False})
        assert went(await browser.get(back)).refused == "unknown"
        assert went(await browser.get(f"{API}/auth/sso/{provider}/start")).refused == "unknown"


async def test_a_disabled_account_stays_out(app: FastAPI, world: World, issuer: str, database_url: str) -> None:
    provider = await provider_at(world, issuer)
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
    provider = await provider_at(world, forger.url, groups=groups)

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
    provider = await provider_at(world, forger.url)
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
