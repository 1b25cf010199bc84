"""What every answer has: an id, safe headers, and problems in one form."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI

from tests.support.app import Person, client_of, register, running, settings_for


@pytest.fixture
async def ada(app: FastAPI) -> Person:
    return await register(app, "Ada")


async def test_a_request_id_is_made_and_a_sane_one_is_kept(anonymous: httpx2.AsyncClient) -> None:
    made = await anonymous.get("/health")
    kept = await anonymous.get("/health", headers={"X-Request-Id": "trace-0123.abc"})
    replaced = await anonymous.get("/health", headers={"X-Request-Id": 'x" onload="alert(1)'})

    assert made.headers["X-Request-Id"].startswith("req_")
    assert kept.headers["X-Request-Id"] == "trace-0123.abc"
    assert replaced.headers["X-Request-Id"].startswith("req_")


async def test_a_problem_says_which_request_it_was(anonymous: httpx2.AsyncClient) -> None:
    answer = await anonymous.get("/me")

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not signed in",
        "status": 401,
        "code": "not_signed_in",
        "detail": "Sign in to continue.",
        "errors": [],
        "requestId": answer.headers["X-Request-Id"],
    }


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing/here", 404, "route_not_found"),
        ("GET", "/workspaces/", 404, "route_not_found"),
        ("PUT", "/workspaces", 405, "method_not_allowed"),
        ("TRACE", "/me", 405, "method_not_allowed"),
    ],
)
async def test_unknown_routes_and_methods_are_problems(
    ada: Person, method: str, path: str, status: int, code: str
) -> None:
    answer = await ada.http.request(method, path)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b"nonsense", b'{"name": "x",}', b"\xff\xfe", b'{"name": "\xff"}', b"[" * 200_000, b'{"name": NaN'],
)
async def test_malformed_json_is_a_clear_400(ada: Person, body: bytes) -> None:
    answer = await ada.http.post("/workspaces", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == (422 if body == b"" else 400)
    assert answer.json()["code"] == ("invalid_request" if body == b"" else "malformed_json")
    assert answer.json()["errors"][0]["path"] == "body"
    assert (await ada.http.get("/workspaces")).json()["items"] == []


async def test_malformed_json_says_where(ada: Person) -> None:
    body = b'{\n  "name": nonsense\n}'

    answer = await ada.http.post("/workspaces", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")
    assert "line 2 column 11" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("body", [None, [], "Acme", 1, {"name": 1}, {"name": ["x"]}, {"name": "x", "id": "wsp_1"}])
async def test_bodies_of_the_wrong_shape_are_refused(ada: Person, body: object) -> None:
    answer = await ada.http.post("/workspaces", json=body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == (
        "body" if not isinstance(body, dict) else "id" if "id" in body else "name"
    )


async def test_half_a_surrogate_pair_is_refused(ada: Person) -> None:
    answer = await ada.http.post(
        "/workspaces", content=b'{"name": "\\ud800"}', headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 422


async def test_large_bodies_are_refused_by_length_and_while_they_arrive(database_url: str) -> None:
    settings = settings_for(database_url, DATAOS_MAX_BODY_BYTES="2000")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 100

    async with running(settings) as app:
        ada = await register(app, "Ada")
        announced = await ada.http.post("/workspaces", content=b" " * 2001)
        streamed = await ada.http.post("/workspaces", content=endless(), headers={"Content-Type": "application/json"})
        json = {"Content-Type": "application/json"}
        fitting = await ada.http.post("/workspaces", content=b'{"name": "Acme"}' + b" " * 1984, headers=json)

    for answer in (announced, streamed):
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        assert "2000" in answer.json()["detail"]
        assert [fault["path"] for fault in answer.json()["errors"]] == ["body"]
        assert answer.json()["limit"] == 2000
        assert answer.json()["size"] > 2000
        assert answer.json()["requestId"] == answer.headers["X-Request-Id"]
    assert fitting.status_code == 201


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/auth/login"),
        ("POST", "/auth/register"),
        ("POST", "/auth/password/forgot"),
        ("PUT", "/auth/password"),
        ("POST", "/invitations/x/register"),
    ],
)
async def test_who_may_be_anybody_sends_little(anonymous: httpx2.AsyncClient, method: str, path: str) -> None:
    json = {"Content-Type": "application/json"}
    for filler, code in ((64_001, "body_too_large"), (64_000, None)):
        answer = await anonymous.request(method, path, content=b"[" + b" " * (filler - 2) + b"]", headers=json)
        assert (answer.json()["code"] == "body_too_large") == (code is not None), answer.text


async def test_every_answer_has_safe_headers(anonymous: httpx2.AsyncClient) -> None:
    for path in ("/health", "/me", "/nothing", "/openapi.json", "/docs"):
        headers = (await anonymous.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src" in headers["Content-Security-Policy"]
        assert "unsafe-eval" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"


async def test_nul_in_a_path_or_query_is_not_an_error_of_ours(ada: Person) -> None:
    for path in ("/workspaces/%00", "/workspaces/wsp_%00/members", "/auth/sessions/%00", "/fields/%00"):
        assert (await ada.http.delete(path)).status_code in {404, 405}


async def test_a_failure_inside_is_a_problem_without_details(app: FastAPI, ada: Person) -> None:
    async def broken(_: str) -> None:
        raise RuntimeError("the password is hunter2")

    services = app.state.services
    object.__setattr__(services, "authenticate", broken)

    answer = await ada.http.get("/me")

    assert answer.status_code == 500
    assert answer.json()["code"] == "internal_error"
    assert "hunter2" not in answer.text
    assert answer.json()["requestId"] == answer.headers["X-Request-Id"]


async def test_a_database_that_is_away_is_503_and_comes_back(database_url: str) -> None:
    away = settings_for(database_url.replace("@127.0.0.1", "@127.0.0.2"))
    async with running(away) as app, client_of(app) as client:
        alive, answer, ready = await asyncio.gather(
            client.get("/health"),
            client.post("/auth/login", json={"email": "a@example.org", "password": "x" * 9}),
            client.get("/ready"),
        )

    assert alive.status_code == 200
    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert ready.status_code == 503
    assert ready.json()["checks"]["database"]["ok"] is False
