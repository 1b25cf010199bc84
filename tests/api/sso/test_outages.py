"""Providers that are away, or answer what they should not."""

import asyncio
import json

import httpx2
import pytest
from fastapi import FastAPI

from api.kit import clock
from tests.support.app import API, World, register, running
from tests.support.oidc_forger import Forger
from tests.support.sign_on import browser_of, make_provider, oidc_body, sso_settings, start, went


async def _provider(world: World, issuer: str) -> str:
    return str((await make_provider(world.owner, world.workspace, oidc_body(issuer)))["id"])


BROKEN: dict[str, tuple[str, int, bytes, str]] = {
    "discovery is away": ("/.well-known/openid-configuration", 503, b"{}", "unavailable"),
    "discovery is missing": ("/.well-known/openid-configuration", 404, b"{}", "answer"),
    "discovery is no JSON": ("/.well-known/openid-configuration", 200, b"<html>", "answer"),
    "discovery is a list": ("/.well-known/openid-configuration", 200, b"[]", "answer"),
    "discovery is huge": ("/.well-known/openid-configuration", 200, b" " * 1_100_000 + b"{}", "answer"),
    "discovery leads elsewhere": ("/.well-known/openid-configuration", 302, b"http://127.0.0.1:1/", "answer"),
    "discovery of another": (
        "/.well-known/openid-configuration",
        200,
        json.dumps({"issuer": "https://evil.example"}).encode(),
        "answer",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
async def test_a_provider_that_does_not_answer_as_it_should_is_told(
    app: FastAPI, world: World, forger: Forger, case: str
) -> None:
    provider = await _provider(world, forger.url)
    path, status, content, code = BROKEN[case]
    forger.answers[path] = (status, content)
    async with browser_of(app) as browser:
        assert went(await browser.get(f"{API}/auth/sso/{provider}/start")).refused == code
    checked = await world.owner.post(f"/workspaces/{world.workspace}/identity-providers/{provider}/test", None, 200)
    assert (checked["ok"], checked["findings"][0]["level"]) == (False, "problem")


@pytest.mark.parametrize(("path", "status", "code"), [("/token", 400, "answer"), ("/jwks", 500, "unavailable")])
async def test_a_provider_that_fails_on_the_way_is_told(
    app: FastAPI, world: World, forger: Forger, path: str, status: int, code: str
) -> None:
    provider = await _provider(world, forger.url)
    forger.answers[path] = (status, b'{"error": "invalid_grant"}')
    async with browser_of(app) as browser:
        assert went(await browser.get(forger.sent_to(await start(browser, provider)))).refused == code


async def test_a_provider_that_is_down_is_told(app: FastAPI, world: World) -> None:
    provider = await _provider(world, "http://127.0.0.1:1")
    async with browser_of(app) as browser:
        assert went(await browser.get(f"{API}/auth/sso/{provider}/start")).refused == "unavailable"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "https://localhost", "https://169.254.169.254", "https://[::1]"])
async def test_without_the_setting_nothing_private_is_spoken_to(database_url: str, url: str) -> None:
    async with running(sso_settings(database_url, DATAOS_OUTBOUND_ALLOW="")) as app:
        olga = await register(app, "Olga")
        workspace = (await olga.post("/workspaces", {"name": "W"}))["id"]
        provider = (await make_provider(olga, workspace, oidc_body(url)))["id"]
        async with browser_of(app) as browser:
            assert went(await browser.get(f"{API}/auth/sso/{provider}/start")).refused == "unavailable"


async def test_a_failure_is_remembered_for_half_a_minute(
    app: FastAPI, world: World, forger: Forger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may begin a sign-in: each must not be a request to a provider that does not answer as it should."""
    provider = await _provider(world, forger.url)
    path = "/.well-known/openid-configuration"
    forger.answers[path] = (503, b"{}")

    async def begun(browser: httpx2.AsyncClient) -> str | None:
        return went(await browser.get(f"{API}/auth/sso/{provider}/start")).refused

    async with browser_of(app) as browser:
        assert await asyncio.gather(*(begun(browser) for _ in range(8))) == ["unavailable"] * 8
        assert [asked for asked, _ in forger.asked] == [path]
        del forger.answers[path]
        assert await begun(browser) == "unavailable"
        later = clock.monotonic() + 31
        monkeypatch.setattr(clock, "monotonic", lambda: later)
        assert await begun(browser) is None
    assert [asked for asked, _ in forger.asked] == [path] * 2


async def test_an_admins_test_asks_again_at_once(app: FastAPI, world: World, forger: Forger) -> None:
    provider = await _provider(world, forger.url)
    path = "/.well-known/openid-configuration"
    forger.answers[path] = (503, b"{}")
    async with browser_of(app) as browser:
        assert went(await browser.get(f"{API}/auth/sso/{provider}/start")).refused == "unavailable"
        del forger.answers[path]
        checked = await world.owner.post(f"/workspaces/{world.workspace}/identity-providers/{provider}/test", None, 200)
        assert checked["ok"] is True
        assert went(await browser.get(f"{API}/auth/sso/{provider}/start")).refused is None
