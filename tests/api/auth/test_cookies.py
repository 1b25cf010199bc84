"""The browser's way in: cookies and the CSRF header."""

import httpx2
import pytest
from fastapi import FastAPI

from tests.support.app import PASSWORD, client_of, register


@pytest.fixture
async def browser(app: FastAPI) -> httpx2.AsyncClient:
    await register(app, "Ada")
    client = client_of(app)
    answer = await client.post("/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
    assert answer.status_code == 200
    return client


def _csrf(browser: httpx2.AsyncClient) -> dict[str, str]:
    return {"X-CSRF-Token": browser.cookies["dataos_csrf"]}


async def test_only_the_csrf_cookie_is_readable_by_scripts(app: FastAPI) -> None:
    await register(app, "Ada")
    async with client_of(app) as client:
        answer = await client.post("/auth/login", json={"email": "ada@example.org", "password": PASSWORD})

    set_cookies = {line.split("=", 1)[0]: line.lower() for line in answer.headers.get_list("set-cookie")}
    assert "httponly" in set_cookies["dataos_access"]
    assert "httponly" in set_cookies["dataos_refresh"]
    assert "path=/api/v1/auth" in set_cookies["dataos_refresh"]
    assert "httponly" not in set_cookies["dataos_csrf"]
    assert all("samesite=lax" in line for line in set_cookies.values())


async def test_reads_need_no_csrf_header(browser: httpx2.AsyncClient) -> None:
    assert (await browser.get("/me")).status_code == 200


async def test_writes_without_the_csrf_header_are_refused_and_change_nothing(browser: httpx2.AsyncClient) -> None:
    for headers in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "wrong"}):
        answer = await browser.post("/workspaces", json={"name": "Forged"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")

    assert (await browser.get("/workspaces")).json()["items"] == []


async def test_writes_with_the_csrf_header_pass(browser: httpx2.AsyncClient) -> None:
    answer = await browser.post("/workspaces", json={"name": "Mine"}, headers=_csrf(browser))

    assert answer.status_code == 201


async def test_the_csrf_token_of_another_session_does_not_help(app: FastAPI, browser: httpx2.AsyncClient) -> None:
    async with client_of(app) as other:
        await other.post("/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
        foreign = _csrf(other)

    answer = await browser.post("/workspaces", json={"name": "Forged"}, headers=foreign)

    assert answer.status_code == 403


async def test_refresh_works_by_cookie_alone_and_keeps_the_csrf_token(browser: httpx2.AsyncClient) -> None:
    before = browser.cookies["dataos_access"], browser.cookies["dataos_csrf"]

    refused = await browser.post("/auth/refresh")
    answer = await browser.post("/auth/refresh", headers=_csrf(browser))

    assert refused.status_code == 403
    assert answer.status_code == 200
    assert browser.cookies["dataos_access"] != before[0]
    assert browser.cookies["dataos_csrf"] == before[1]
    assert (await browser.get("/me")).status_code == 200


async def test_logout_ends_the_session_and_takes_the_cookies(browser: httpx2.AsyncClient) -> None:
    stolen = browser.cookies["dataos_access"]

    assert (await browser.post("/auth/logout")).status_code == 403
    assert (await browser.post("/auth/logout", headers=_csrf(browser))).status_code == 204

    assert set(browser.cookies) == {"dataos_device"}
    answer = await browser.get("/me", headers={"Authorization": f"Bearer {stolen}"})
    assert answer.status_code == 401


async def test_logout_works_after_the_access_token_ran_out(browser: httpx2.AsyncClient) -> None:
    browser.cookies.delete("dataos_access")

    assert (await browser.post("/auth/logout", headers=_csrf(browser))).status_code == 204


async def test_logout_of_nobody_is_not_signed_in(anonymous: httpx2.AsyncClient) -> None:
    assert (await anonymous.post("/auth/logout")).status_code == 401


async def test_a_browser_never_sees_its_tokens_in_a_body(app: FastAPI) -> None:
    person = {"email": "bo@example.org", "password": PASSWORD, "cookie": True}
    async with client_of(app) as browser:
        answers = [
            await browser.post("/auth/register", json={**person, "name": "Bo"}),
            await browser.post("/auth/login", json=person),
        ]
        answers.append(await browser.post("/auth/refresh", headers=_csrf(browser)))
        cookies = {browser.cookies["dataos_access"], browser.cookies["dataos_refresh"]}
        me = await browser.get("/me")

    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert [(a.json()["accessToken"], a.json()["refreshToken"]) for a in answers] == [(None, None)] * 3
    assert not any(cookie in answers[-1].text for cookie in cookies)
    assert me.json()["email"] == "bo@example.org"
