"""Tokens: rotation, reuse, two tabs at once, ending."""

import asyncio
from datetime import datetime

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from api.auth.current import SignedInSession
from api.auth.sql import sessions as stored_sessions
from tests.support.app import PASSWORD, Person, client_of, register


async def _login(client: httpx2.AsyncClient) -> dict[str, str]:
    answer = await client.post("/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
    assert answer.status_code == 200
    client.cookies.clear()
    return answer.json()


async def _refresh(client: httpx2.AsyncClient, token: str) -> httpx2.Response:
    answer = await client.post("/auth/refresh", json={"refreshToken": token})
    client.cookies.clear()
    return answer


async def _me(client: httpx2.AsyncClient, token: str) -> int:
    return (await client.get("/me", headers={"Authorization": f"Bearer {token}"})).status_code


@pytest.fixture
async def ada(app: FastAPI) -> Person:
    return await register(app, "Ada")


def _age_spent_tokens(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.spent_refresh_tokens SET spent_at = spent_at - interval '11 seconds'")


async def test_refresh_rotates_both_tokens(ada: Person, anonymous: httpx2.AsyncClient) -> None:
    first = await _login(anonymous)

    second = (await _refresh(anonymous, first["refreshToken"])).json()

    assert second["accessToken"] != first["accessToken"]
    assert second["refreshToken"] != first["refreshToken"]
    assert await _me(anonymous, second["accessToken"]) == 200


async def test_two_tabs_refreshing_at_once_share_the_result(ada: Person, anonymous: httpx2.AsyncClient) -> None:
    first = await _login(anonymous)

    answers = await asyncio.gather(*(_refresh(anonymous, first["refreshToken"]) for _ in range(6)))

    assert [answer.status_code for answer in answers] == [200] * 6
    assert len({answer.json()["refreshToken"] for answer in answers}) == 1
    assert len({answer.json()["accessToken"] for answer in answers}) == 1
    assert await _me(anonymous, answers[0].json()["accessToken"]) == 200


async def test_a_token_used_again_later_ends_the_session_for_everybody(
    ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    first = await _login(anonymous)
    second = (await _refresh(anonymous, first["refreshToken"])).json()
    assert await _me(anonymous, second["accessToken"]) == 200
    _age_spent_tokens(database_url)

    reused = await _refresh(anonymous, first["refreshToken"])

    assert reused.status_code == 401
    assert reused.json()["code"] == "session_revoked"
    assert await _me(anonymous, second["accessToken"]) == 401
    assert (await _refresh(anonymous, second["refreshToken"])).status_code == 401


async def test_grace_is_only_for_the_immediately_previous_token(ada: Person, anonymous: httpx2.AsyncClient) -> None:
    first = await _login(anonymous)
    second = (await _refresh(anonymous, first["refreshToken"])).json()
    third = (await _refresh(anonymous, second["refreshToken"])).json()

    reused = await _refresh(anonymous, first["refreshToken"])

    assert reused.json()["code"] == "session_revoked"
    assert await _me(anonymous, third["accessToken"]) == 401


async def test_other_sessions_survive_the_end_of_one(ada: Person, anonymous: httpx2.AsyncClient) -> None:
    here, there = await _login(anonymous), await _login(anonymous)

    await anonymous.post("/auth/logout", headers={"Authorization": f"Bearer {here['accessToken']}"})

    assert await _me(anonymous, here["accessToken"]) == 401
    assert (await _refresh(anonymous, here["refreshToken"])).status_code == 401
    assert await _me(anonymous, there["accessToken"]) == 200


async def test_a_check_under_way_while_a_session_ends_does_not_bring_it_back(
    ada: Person, anonymous: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = await _login(anonymous)
    looked_up, ended = asyncio.Event(), asyncio.Event()
    live_session = stored_sessions.live_session

    async def slow(conn: psycopg.AsyncConnection, access_hash: bytes) -> tuple[SignedInSession, datetime] | None:
        found = await live_session(conn, access_hash)
        looked_up.set()
        await ended.wait()
        return found

    monkeypatch.setattr(stored_sessions, "live_session", slow)
    under_way = asyncio.create_task(_me(anonymous, tokens["accessToken"]))
    await looked_up.wait()
    monkeypatch.undo()
    left = await anonymous.post("/auth/logout", headers={"Authorization": f"Bearer {tokens['accessToken']}"})
    ended.set()
    await under_way

    assert left.status_code == 204
    assert await _me(anonymous, tokens["accessToken"]) == 401


async def test_sessions_are_listed_and_ended_from_elsewhere(ada: Person, anonymous: httpx2.AsyncClient) -> None:
    other = await _login(anonymous)

    listed = (await ada.http.get("/auth/sessions")).json()["items"]
    assert sorted(item["current"] for item in listed) == [False, True]
    assert set(listed[0]) == {"id", "createdTime", "lastSeenTime", "userAgent", "address", "current"}
    elsewhere = next(item["id"] for item in listed if not item["current"])
    assert (await ada.http.delete(f"/auth/sessions/{elsewhere}")).status_code == 204

    assert await _me(anonymous, other["accessToken"]) == 401
    assert len((await ada.http.get("/auth/sessions")).json()["items"]) == 1
    again = await ada.http.delete(f"/auth/sessions/{elsewhere}")
    assert (again.status_code, again.json()["code"]) == (404, "session_not_found")


async def test_signing_out_everywhere_ends_every_session_and_nobody_elses(
    app: FastAPI, ada: Person, anonymous: httpx2.AsyncClient
) -> None:
    eve = await register(app, "Eve")
    others = [await _login(anonymous) for _ in range(3)]

    answer = await ada.http.delete("/auth/sessions")

    assert answer.status_code == 204
    assert all("max-age=0" in line.lower() for line in answer.headers.get_list("set-cookie"))
    assert (await ada.http.get("/me")).status_code == 401
    for tokens in others:
        assert await _me(anonymous, tokens["accessToken"]) == 401
        assert (await _refresh(anonymous, tokens["refreshToken"])).status_code == 401
    assert (await eve.http.get("/me")).status_code == 200
    assert (await _login(anonymous))["accessToken"]


async def test_signing_out_everywhere_also_ends_a_session_that_is_being_refreshed(
    ada: Person, anonymous: httpx2.AsyncClient
) -> None:
    for _ in range(5):
        here, there = await _login(anonymous), await _login(anonymous)

        refreshed, left = await asyncio.gather(
            _refresh(anonymous, there["refreshToken"]),
            anonymous.delete("/auth/sessions", headers={"Authorization": f"Bearer {here['accessToken']}"}),
        )

        assert left.status_code == 204
        if refreshed.is_success:
            assert await _me(anonymous, refreshed.json()["accessToken"]) == 401
            assert (await _refresh(anonymous, refreshed.json()["refreshToken"])).status_code == 401


async def test_an_access_token_that_ran_out_is_renewed_by_its_refresh_token(
    ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    tokens = await _login(anonymous)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.sessions SET access_expires_at = now()")

    refused = await anonymous.get("/me", headers={"Authorization": f"Bearer {tokens['accessToken']}"})
    renewed = await _refresh(anonymous, tokens["refreshToken"])

    assert (refused.status_code, refused.json()["code"]) == (401, "not_signed_in")
    assert await _me(anonymous, renewed.json()["accessToken"]) == 200


async def test_a_session_that_was_not_used_for_its_whole_life_is_over(
    ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    tokens = await _login(anonymous)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.sessions SET refresh_expires_at = now()")

    answer = await _refresh(anonymous, tokens["refreshToken"])

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_nobody_ends_the_sessions_of_others(app: FastAPI, ada: Person) -> None:
    eve = await register(app, "Eve")
    mine = (await ada.http.get("/auth/sessions")).json()["items"][0]["id"]

    assert (await eve.http.delete(f"/auth/sessions/{mine}")).status_code == 404
    assert (await ada.http.get("/me")).status_code == 200


@pytest.mark.parametrize("token", ["", "x", "ses_nonsense", "é" * 20, "a" * 5000])
async def test_nonsense_tokens_are_not_signed_in(anonymous: httpx2.AsyncClient, token: str) -> None:
    answer = await anonymous.get("/me", headers={b"Authorization": f"Bearer {token}".encode()})

    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


async def test_a_disabled_account_is_out_at_its_next_check(
    app: FastAPI, ada: Person, anonymous: httpx2.AsyncClient, database_url: str
) -> None:
    tokens = await _login(anonymous)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.users SET disabled_at = now()")

    async with client_of(app) as fresh:
        assert (await _refresh(fresh, tokens["refreshToken"])).status_code == 401
        login = await fresh.post("/auth/login", json={"email": "ada@example.org", "password": PASSWORD})
    assert login.json()["code"] == "invalid_credentials"
