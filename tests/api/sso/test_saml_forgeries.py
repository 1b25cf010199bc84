"""SAML: what somebody made on the way of what a provider signed."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.api.sso.saml import begin, finish, post, provider_at
from tests.support.app import World
from tests.support.saml_idp import Asked, Idp, encoded
from tests.support.sign_on import browser_of


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
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
        xml = forge(idp, asked)
        assert (await post(app, provider, encoded(xml), asked.relay_state)).refused == "answer"
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM dataos.saml_assertions").fetchone() == (0,)


async def test_a_comment_does_not_cut_a_name_short(app: FastAPI, world: World, idp: Idp, database_url: str) -> None:
    provider = await provider_at(world, idp)
    async with browser_of(app) as browser:
        asked = await begin(browser, provider)
        xml = _with_a_comment_in_the_name(idp, asked)
        posted = await post(app, provider, encoded(xml), asked.relay_state)
        if posted.refused is None:
            await finish(browser, posted)
    with psycopg.connect(database_url) as connection:
        subjects = connection.execute("SELECT subject FROM dataos.identities").fetchall()
    assert ("alice-7",) not in subjects
