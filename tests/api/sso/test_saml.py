"""Signing in with SAML: what a provider sends, and what somebody made of it on the way."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx2
import psycopg
import pytest
from fastapi import FastAPI
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants

from tests.support.app import API, BASE_URL, World
from tests.support.saml_idp import SSO, Asked, Idp, Keys, asked_by, encoded
from tests.support.sign_on import Went, browser_of, make_provider, me, start, went


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys.make()


@pytest.fixture(scope="session")
def other_keys() -> Keys:
    return Keys.make()


@pytest.fixture
def idp(keys: Keys) -> Idp:
    return Idp(keys)


async def _provider(world: World, idp: Idp, **more: Any) -> str:
    return str((await make_provider(world.owner, world.workspace, idp.body(**more)))["id"])


async def _begin(browser: httpx2.AsyncClient, provider: str, next_: str | None = None) -> Asked:
    return asked_by(await start(browser, provider, next_))


async def _post(app: FastAPI, provider: str, response: str, relay_state: str) -> Went:
    """As browsers send it from another site: without our cookies."""
    async with browser_of(app) as bare:
        form = {"SAMLResponse": response, "RelayState": relay_state}
        return went(await bare.post(f"{API}/auth/saml/{provider}/acs", data=form))


async def _finish(browser: httpx2.AsyncClient, posted: Went) -> Went:
    assert posted.path.endswith("/finish"), posted
    return went(await browser.get(posted.path, params=posted.query))


async def test_somebody_new_arrives_where_they_wanted_to_go(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider, "/w/x?tab=1")
        arrived = await _finish(browser, await _post(app, provider, idp.answer(asked), asked.relay_state))
        mine = await me(browser)

    assert (arrived.path, arrived.query) == ("/w/x", {"tab": "1"})
    assert (mine["name"], mine["email"]) == ("Alice A.", "alice@acme.example")
    assert len(asked.relay_state) <= 80
    assert asked.acs == f"{BASE_URL}{API}/auth/saml/{provider}/acs"


async def test_metadata_says_who_we_are_and_a_providers_says_who_it_is(app: FastAPI, world: World, idp: Idp) -> None:
    made = await make_provider(world.owner, world.workspace, {"saml": {"metadata": idp.metadata()}})
    async with browser_of(app) as browser:
        ours = await browser.get(f"{API}/auth/saml/{made['id']}/metadata")
        asked = await _begin(browser, made["id"])
        posted = await _post(app, made["id"], idp.answer(asked), asked.relay_state)
        assert (await _finish(browser, posted)).path == "/"

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
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
        wrong = {
            name: value.replace("ACS", asked.acs) if isinstance(value, str) else value
            for name, value in WRONG[case].items()
        }
        assert (await _post(app, provider, idp.answer(asked, **wrong), asked.relay_state)).refused == "answer"


def _tampered(idp: Idp, asked: Asked) -> str:
    signed = idp.response(asked, idp.signed(idp.assertion(asked)))
    return signed.replace("alice@acme.example", "mallory@acme.example")


def _unsigned(idp: Idp, asked: Asked) -> str:
    return idp.response(asked, idp.assertion(asked))


def _only_the_response_signed(idp: Idp, asked: Asked) -> str:
    return idp.signed(idp.response(asked, idp.assertion(asked)))


def _signature_removed(idp: Idp, asked: Asked) -> str:
    signed = idp.response(asked, idp.signed(idp.assertion(asked)))
    return re.sub(r"<ds:Signature .*?</ds:Signature>", "", signed, flags=re.DOTALL)


def _evil(idp: Idp, asked: Asked, **more: Any) -> str:
    return Idp(idp.keys, "mallory", {"email": ["olga@example.org"]}).assertion(asked, **more)


def _wrapped_before(idp: Idp, asked: Asked) -> str:
    """Two assertions, of which the signed one is the second."""
    return idp.response(asked, _evil(idp, asked) + idp.signed(idp.assertion(asked)))


def _wrapped_after(idp: Idp, asked: Asked) -> str:
    return idp.response(asked, idp.signed(idp.assertion(asked)) + _evil(idp, asked))


def _wrapped_inside(idp: Idp, asked: Asked) -> str:
    """The signed assertion hides in the extensions, its signature stands in the evil one."""
    signed = idp.signed(idp.assertion(asked, id="_same"))
    found = re.search(r"<ds:Signature .*?</ds:Signature>", signed, flags=re.DOTALL)
    assert found is not None
    evil = _evil(idp, asked, id="_evil").replace("</saml:Issuer>", f"</saml:Issuer>{found[0]}", 1)
    hidden = f"<samlp:Extensions>{signed.replace(found[0], '')}</samlp:Extensions>"
    return idp.response(asked, evil).replace("<samlp:Status>", f"{hidden}<samlp:Status>")


def _wrapped_in_the_signature(idp: Idp, asked: Asked) -> str:
    """The signed assertion as an object of the signature of the evil one."""
    signed = idp.signed(idp.assertion(asked, id="_same"))
    found = re.search(r"<ds:Signature .*?</ds:Signature>", signed, flags=re.DOTALL)
    assert found is not None
    inner = f"<ds:Object>{signed.replace(found[0], '')}</ds:Object></ds:Signature>"
    signature = found[0].replace("</ds:Signature>", inner)
    evil = _evil(idp, asked, id="_evil").replace("</saml:Issuer>", f"</saml:Issuer>{signature}", 1)
    return idp.response(asked, evil)


def _same_id_twice(idp: Idp, asked: Asked) -> str:
    signed = idp.signed(idp.assertion(asked, id="_same"))
    return idp.response(asked, _evil(idp, asked, id="_same") + signed)


def _confirmed_outside(idp: Idp, asked: Asked) -> str:
    """A signed assertion that answers nobody, and beside it, signed by nobody, the confirmation that it lacks."""
    ends = (datetime.now(UTC) + timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    confirmation = (
        '<samlp:Extensions><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<saml:SubjectConfirmationData NotOnOrAfter="{ends}" Recipient="{asked.acs}" InResponseTo="{asked.id}"/>'
        "</saml:SubjectConfirmation></samlp:Extensions>"
    )
    signed = idp.signed(idp.assertion(asked, answers=""))
    return idp.response(asked, signed).replace("<samlp:Status>", f"{confirmation}<samlp:Status>")


def _with_doctype(idp: Idp, asked: Asked) -> str:
    return f"<!DOCTYPE samlp:Response>{idp.response(asked, idp.signed(idp.assertion(asked)))}"


def _with_entities(idp: Idp, asked: Asked) -> str:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    signed = idp.response(asked, idp.signed(idp.assertion(asked)))
    return bomb + signed.replace("</saml:Issuer><samlp:Status>", "&b;&c;</saml:Issuer><samlp:Status>")


def _with_a_comment_in_the_name(idp: Idp, asked: Asked) -> str:
    """Canonical XML has no comments: the signature holds, and the name must be read whole."""
    signed = idp.response(asked, idp.signed(Idp(idp.keys, "alice-7.evil", idp.attributes).assertion(asked)))
    return signed.replace("alice-7.evil", "alice-7<!-- -->.evil")


FORGED = (
    _tampered,
    _unsigned,
    _only_the_response_signed,
    _signature_removed,
    _wrapped_before,
    _wrapped_after,
    _wrapped_inside,
    _wrapped_in_the_signature,
    _same_id_twice,
    _confirmed_outside,
    _with_doctype,
    _with_entities,
)


@pytest.mark.parametrize("forge", FORGED)
async def test_what_the_provider_did_not_sign_opens_nothing(
    app: FastAPI, world: World, idp: Idp, database_url: str, forge: Any
) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
        xml = forge(idp, asked)
        assert (await _post(app, provider, encoded(xml), asked.relay_state)).refused == "answer"
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM dataos.saml_assertions").fetchone() == (0,)


async def test_a_comment_does_not_cut_a_name_short(app: FastAPI, world: World, idp: Idp, database_url: str) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
        xml = _with_a_comment_in_the_name(idp, asked)
        posted = await _post(app, provider, encoded(xml), asked.relay_state)
        if posted.refused is None:
            await _finish(browser, posted)
    with psycopg.connect(database_url) as connection:
        subjects = connection.execute("SELECT subject FROM dataos.identities").fetchall()
    assert ("alice-7",) not in subjects


async def test_another_providers_key_signs_nothing_here(app: FastAPI, world: World, idp: Idp, other_keys: Keys) -> None:
    provider = await _provider(world, idp)
    other = Idp(other_keys)
    second = await _provider(world, other)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
        assert (await _post(app, provider, other.answer(asked), asked.relay_state)).refused == "answer"
        # Nor does an assertion for one of ours open the door of the other.
        assert (await _post(app, second, idp.answer(asked), asked.relay_state)).refused == "state"


async def test_several_certificates_are_tried(app: FastAPI, world: World, idp: Idp, other_keys: Keys) -> None:
    provider = await _provider(world, idp, saml={"certificates": [other_keys.certificate, idp.keys.certificate]})
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
        posted = await _post(app, provider, idp.answer(asked), asked.relay_state)
        assert (await _finish(browser, posted)).path == "/"


async def test_an_assertion_works_once(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
        answer = idp.answer(asked)
        posted = await asyncio.gather(*(_post(app, provider, answer, asked.relay_state) for _ in range(5)))
        good = [item for item in posted if item.refused is None]

        assert [item.refused for item in posted].count("answer") == 4
        cookie = browser.cookies["dataos_sso"]
        assert (await _finish(browser, good[0])).path == "/"
        browser.cookies.set("dataos_sso", cookie)
        assert (await _finish(browser, good[0])).refused == "state"
        assert (await _post(app, provider, answer, asked.relay_state)).refused == "answer"


async def test_an_assertion_is_remembered_until_its_last_confirmation_ends(
    app: FastAPI, world: World, idp: Idp, database_url: str
) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
    later = datetime.now(UTC) + timedelta(hours=1)
    soon, late = idp.assertion(asked), idp.assertion(asked, now=later)
    begin, end = "<saml:SubjectConfirmation ", "</saml:Subject>"
    more = late[late.index(begin) : late.index(end)]
    answer = encoded(idp.response(asked, idp.signed(soon.replace(end, f"{more}{end}", 1))))
    assert (await _post(app, provider, answer, asked.relay_state)).refused is None
    with psycopg.connect(database_url) as connection:
        [(expires,)] = connection.execute("SELECT expires_at FROM dataos.saml_assertions").fetchall()
    assert expires > later


async def test_a_ticket_is_of_the_browser_that_began(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as attacker, browser_of(app) as victim:
        asked = await _begin(attacker, provider)
        posted = await _post(app, provider, idp.answer(asked), asked.relay_state)
        assert (await _finish(victim, posted)).refused == "state"
        await _begin(victim, provider)
        assert (await _finish(victim, posted)).refused == "state"
        assert await me(victim) is None
        # The one who began it still can.
        assert (await _finish(attacker, posted)).path == "/"


@pytest.mark.parametrize("relay_state", ["", "x", "a.b.c", "/w/x", "https://evil.example", "x" * 5000, "\0"])
async def test_a_relay_state_that_is_not_ours_is_refused(
    app: FastAPI, world: World, idp: Idp, relay_state: str
) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
        assert (await _post(app, provider, idp.answer(asked), relay_state)).refused == "state"


async def test_sign_ins_that_begin_at_the_provider_are_let_in_only_where_that_is_switched_on(
    app: FastAPI, world: World, idp: Idp
) -> None:
    closed, opened = await _provider(world, idp), await _provider(world, idp, saml={"idpInitiated": True})
    async with browser_of(app) as browser:
        for provider, expected in ((closed, "state"), (opened, None)):
            place = f"{BASE_URL}{API}/auth/saml/{provider}"
            asked = Asked("", f"{place}/metadata", f"{place}/acs", "")
            answer = idp.answer(asked, answers="", response_answers="")
            posted = await _post(app, provider, answer, "https://evil.example/")
            assert posted.refused == expected
        assert (await _finish(browser, posted)).path == "/"
        # An answer to a request is none that began there.
        asked = await _begin(browser, opened)
        assert (await _post(app, opened, idp.answer(asked), "")).refused == "answer"


@pytest.mark.parametrize("response", ["", "x", "%%%", "PHg+", encoded("<a/>"), encoded("<a>" * 10_000)])
async def test_what_is_no_response_is_refused(app: FastAPI, world: World, idp: Idp, response: str) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        asked = await _begin(browser, provider)
        assert (await _post(app, provider, response, asked.relay_state)).refused == "answer"


async def test_bodies_that_are_no_form_or_too_large_are_refused(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await _provider(world, idp)
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
        provider = await _provider(world, idp, groups=[{"group": "Eng", "teamId": team}], saml={"groupsAttribute": "g"})
        idp.attributes = {**idp.attributes, "g": ["Eng", "Other"]}
        async with browser_of(app) as browser:
            asked = await _begin(browser, provider)
            await _finish(browser, await _post(app, provider, idp.answer(asked), asked.relay_state))
            mine = await me(browser)
        found = connection.execute("SELECT team_id, user_id FROM dataos.team_members").fetchall()
    assert found == [(team, mine["id"])]


async def test_the_request_is_sent_to_the_provider_alone(app: FastAPI, world: World, idp: Idp) -> None:
    provider = await _provider(world, idp)
    async with browser_of(app) as browser:
        address = await start(browser, provider)
    assert address.startswith(f"{SSO}?SAMLRequest=")
    assert urlsplit(address).fragment == ""
