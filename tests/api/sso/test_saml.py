"""Signing in with SAML: what a provider sends."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from fastapi import FastAPI
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants

from tests.api.sso.saml import begin, finish, post, provider_at
from tests.support.app import API, BASE_URL, World
from tests.support.saml_idp import SSO, Asked, Idp, Keys, encoded
from tests.support.sign_on import browser_of, make_provider, me, start, went


async def test_somebody_new_arrives_where_they_wanted_to_go(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider, "/w/x?tab=1")
        arrived = await finish(browser, await post(app, provider, idp.answer(asked), asked.relay_state))
        mine = await me(browser)

    assert (arrived.path, arrived.query) == ("/w/x", {"tab": "1"})
    assert (mine["name"], mine["email"]) == ("Alice A.", "alice@acme.example")
    assert len(asked.relay_state) <= 80
    assert asked.acs == f"{BASE_URL}{API}/auth/saml/{provider}/acs"


async def test_metadata_says_who_we_are_and_a_providers_says_who_it_is(app: FastAPI, world: World, idp: Idp) -> None:
    made = await make_provider(world.owner, world.workspace, {"saml": {"metadata": idp.metadata()}})
    async with browser_of(app) as browser:
        ours = await browser.get(f"{API}/auth/saml/{made['id']}/metadata")
        asked = await begin(browser, made["id"])
        posted = await post(app, made["id"], idp.answer(asked), asked.relay_state)
        assert (await finish(browser, posted)).path == "/"

    assert ours.headers["content-type"] == "application/samlmetadata+xml"
    assert f'entityID="{made["addresses"]["entityId"]}"' in ours.text
    assert f'Location="{made["addresses"]["acs"]}"' in ours.text
    assert 'WantAssertionsSigned="true"' in ours.text
    assert made["saml"]["ssoUrl"] == SSO


WRONG: dict[str, dict[str, Any]] = {
    "another audience": {"audience": "https://another.example"},
    "no audience": {"audience": ""},
    "an audience that begins like ours": {"audience": f"{BASE_URL}/evil"},
    "another recipient": {"recipient": "https://another.example/acs"},
    "a longer recipient": {"recipient": "ACS/../evil"},
    "another destination": {"destination": "https://another.example/acs"},
    "a longer destination": {"destination": "ACS/evil"},
    "another issuer": {"issuer": "https://another.example"},
    "expired": {"now": datetime.now(UTC) - timedelta(hours=1)},
    "not yet": {"now": datetime.now(UTC) + timedelta(hours=1)},
    "an answer to another request": {"answers": "_other"},
    "an answer to another request, said outside alone": {"response_answers": "_other"},
    "an answer to none": {"answers": "", "response_answers": ""},
    "an answer to none, wrapped as one": {"answers": ""},
    "a name that changes": {"format": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"},
    "no success": {"status": "urn:oasis:names:tc:SAML:2.0:status:Responder"},
    "sha1": {"sign_algorithm": Constants.RSA_SHA1, "digest_algorithm": Constants.SHA1},
}


@pytest.mark.parametrize("case", WRONG)
async def test_an_assertion_that_is_not_for_us_now_is_refused(app: FastAPI, world: World, idp: Idp, case: str) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
        wrong = {
            name: value.replace("ACS", asked.acs) if isinstance(value, str) else value
            for name, value in WRONG[case].items()
        }
        assert (await post(app, provider, idp.answer(asked, **wrong), asked.relay_state)).refused == "answer"


async def test_another_providers_key_signs_nothing_here(app: FastAPI, world: World, idp: Idp, other_keys: Keys) -> None:
    provider = await provider_at(world, idp)
    other = Idp(other_keys)
    second = await provider_at(world, other)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
        assert (await post(app, provider, other.answer(asked), asked.relay_state)).refused == "answer"
        # Nor does an assertion for one of ours open the door of the other.
        assert (await post(app, second, idp.answer(asked), asked.relay_state)).refused == "state"


async def test_several_certificates_are_tried(app: FastAPI, world: World, idp: Idp, other_keys: Keys) -> None:
    provider = await provider_at(world, idp, saml={"certificates": [other_keys.certificate, idp.keys.certificate]})
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
        posted = await post(app, provider, idp.answer(asked), asked.relay_state)
        assert (await finish(browser, posted)).path == "/"


async def test_an_assertion_works_once(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
        answer = idp.answer(asked)
        posted = await asyncio.gather(*(post(app, provider, answer, asked.relay_state) for _ in range(5)))
        good = [item for item in posted if item.refused is None]

        assert [item.refused for item in posted].count("answer") == 4
        cookie = browser.cookies["dataos_sso"]
        assert (await finish(browser, good[0])).path == "/"
        browser.cookies.set("dataos_sso", cookie)
        assert (await finish(browser, good[0])).refused == "state"
        assert (await post(app, provider, answer, asked.relay_state)).refused == "answer"


async def test_an_assertion_is_remembered_until_its_last_confirmation_ends(
    app: FastAPI, world: World, idp: Idp, database_url: str
) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
    later = datetime.now(UTC) + timedelta(hours=1)
    soon, late = idp.assertion(asked), idp.assertion(asked, now=later)
    begin, end = "<saml:SubjectConfirmation ", "</saml:Subject>"
    more = late[late.index(begin) : late.index(end)]
    answer = encoded(idp.response(asked, idp.signed(soon.replace(end, f"{more}{end}", 1))))
    assert (await post(app, provider, answer, asked.relay_state)).refused is None
    with psycopg.connect(database_url) as connection:
        [(expires,)] = connection.execute("SELECT expires_at FROM dataos.saml_assertions").fetchall()
    assert expires > later


async def test_a_ticket_is_of_the_browser_that_began(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as attacker, browser_of(app) as victim:
        asked = await begin(attacker, provider)
        posted = await post(app, provider, idp.answer(asked), asked.relay_state)
        assert (await finish(victim, posted)).refused == "state"
        await begin(victim, provider)
        assert (await finish(victim, posted)).refused == "state"
        assert await me(victim) is None
        # The one who began it still can.
        assert (await finish(attacker, posted)).path == "/"


@pytest.mark.parametrize("relay_state", ["", "x", "a.b.c", "/w/x", "https://evil.example", "x" * 5000, "\0"])
async def test_a_relay_state_that_is_not_ours_is_refused(
    app: FastAPI, world: World, idp: Idp, relay_state: str
) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
        assert (await post(app, provider, idp.answer(asked), relay_state)).refused == "state"


async def test_sign_ins_that_begin_at_the_provider_are_let_in_only_where_that_is_switched_on(
    app: FastAPI, world: World, idp: Idp
) -> None:
    closed, opened = await provider_at(world, idp), await provider_at(world, idp, saml={"idpInitiated": True})
    async with browser_of(app) as browser:
        for provider, expected in ((closed, "state"), (opened, None)):
            place = f"{BASE_URL}{API}/auth/saml/{provider}"
            asked = Asked("", f"{place}/metadata", f"{place}/acs", "")
            answer = idp.answer(asked, answers="", response_answers="")
            posted = await post(app, provider, answer, "https://evil.example/")
            assert posted.refused == expected
        assert (await finish(browser, posted)).path == "/"
        # An answer to a request is none that began there.
        asked = await begin(browser, opened)
        assert (await post(app, opened, idp.answer(asked), "")).refused == "answer"


@pytest.mark.parametrize("response", ["", "x", "%%%", "PHg+", encoded("<a/>"), encoded("<a>" * 10_000)])
async def test_what_is_no_response_is_refused(app: FastAPI, world: World, idp: Idp, response: str) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
        assert (await post(app, provider, response, asked.relay_state)).refused == "answer"


async def test_bodies_that_are_no_form_or_too_large_are_refused(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await provider_at(world, idp)
    path = f"{API}/auth/saml/{provider}/acs"
    async with browser_of(app) as browser:
        huge = await browser.post(path, data={"SAMLResponse": "x" * 700_000})
        assert (huge.status_code, huge.json()["code"]) == (413, "body_too_large")
        for content in (b"", b"\xff\xfe", b"&" * 100, b"a=1&" * 100, b"{}"):
            assert went(await browser.post(path, content=content)).refused == "state"


async def test_groups_of_an_attribute_are_teams(app: FastAPI, world: World, idp: Idp, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        team = "tea_01h455vb4pex5vsknk084sn02q"
        connection.execute(
            "INSERT INTO dataos.teams (id, workspace_id, name) VALUES (%s, %s, 'E')", [team, world.workspace]
        )
        provider = await provider_at(
            world, idp, groups=[{"group": "Eng", "teamId": team}], saml={"groupsAttribute": "g"}
        )
        idp.attributes = {**idp.attributes, "g": ["Eng", "Other"]}
        async with browser_of(app) as browser:
            asked = await begin(browser, provider)
            await finish(browser, await post(app, provider, idp.answer(asked), asked.relay_state))
            mine = await me(browser)
        found = connection.execute("SELECT team_id, user_id FROM dataos.team_members").fetchall()
    assert found == [(team, mine["id"])]


async def test_the_request_is_sent_to_the_provider_alone(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        address = await start(browser, provider)
    assert address.startswith(f"{SSO}?SAMLRequest=")
    assert urlsplit(address).fragment == ""
