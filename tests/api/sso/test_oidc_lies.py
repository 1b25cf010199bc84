"""OpenID Connect: what a provider says of somebody, and what of it is not believed."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from joserfc.jwk import RSAKey

from api.kit import clock
from tests.api.sso.oidc import provider_at
from tests.support.app import World
from tests.support.oidc_forger import Forger, unsigned, with_another_key, with_public_key_as_secret
from tests.support.sign_on import Went, browser_of, me, start, went

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
    provider = await provider_at(world, forger.url)
    forger.claims = LIES[lie]
    async with browser_of(app) as browser:
        refused = went(await browser.get(forger.sent_to(await start(browser, provider))))

        assert (refused.path, refused.refused) == ("/login", "answer")
        assert await me(browser) is None


@pytest.mark.parametrize("signed", [unsigned, with_public_key_as_secret, with_another_key])
async def test_only_the_providers_own_key_signs(
    app: FastAPI, world: World, forger: Forger, signed: Callable[[Forger, dict[str, Any]], str]
) -> None:
    provider = await provider_at(world, forger.url)
    forger.signed = signed
    async with browser_of(app) as browser:
        assert went(await browser.get(forger.sent_to(await start(browser, provider)))).refused == "answer"


async def test_a_key_that_was_changed_is_fetched_again(
    app: FastAPI, world: World, forger: Forger, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = await provider_at(world, forger.url)

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
    provider = await provider_at(world, forger.url, **settings)
    forger.claims = claims
    async with browser_of(app) as browser:
        assert went(await browser.get(forger.sent_to(await start(browser, provider)))).refused == refusal
        assert (await me(browser) is None) == (refusal is not None)


async def test_what_the_token_leaves_out_userinfo_says(app: FastAPI, world: World, forger: Forger) -> None:
    provider = await provider_at(world, forger.url)
    forger.claims = {"email": None, "email_verified": None, "name": None}
    forger.userinfo = {"sub": "alice", "email": "a@acme.example", "email_verified": True, "name": "From userinfo"}
    async with browser_of(app) as browser:
        await browser.get(forger.sent_to(await start(browser, provider)))
        assert (await me(browser))["name"] == "From userinfo"
    forger.userinfo["sub"] = "somebody else"
    async with browser_of(app) as browser:
        assert went(await browser.get(forger.sent_to(await start(browser, provider)))).refused == "answer"
