"""Bodies of a hostile shape, bodies that are not said to be JSON, pages of other origins, headers that carry lines."""

import time

import httpx2
import pytest
from fastapi import FastAPI

from api.http.shape import MAX_DEPTH, MAX_ELEMENTS, TooDeep, TooManyElements, check_shape
from tests.support.app import World, client_of
from tests.support.bodies import BODIES
from tests.support.problems import assert_problem
from tests.support.routes import routes

SHAPES = [
    (b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, None),
    (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), TooDeep),
    (b'{"a":' * 200 + b"1" + b"}" * 200, TooDeep),
    (b"[" * 200_000, TooDeep),
    (b'["' + b"[" * 5000 + b'"]', None),
    (b'["\\"' + b"[" * 5000 + b'"]', None),
    (b'["\\\\", ' + b"[" * 150 + b"]" * 150 + b"]", TooDeep),
    (b"[" + b"[]," * 5000 + b"[]]", None),
    (b"[" + b"1," * MAX_ELEMENTS + b"1]", TooManyElements),
    (b'["' + b"," * (MAX_ELEMENTS * 2) + b'"]', None),
    (b'"' * 1_000_001, None),
    (b"", None),
    (b"]" * 1000, None),
]


@pytest.mark.parametrize("at", range(len(SHAPES)))
def test_shapes(at: int) -> None:
    document, refusal = SHAPES[at]
    started = time.perf_counter()
    if refusal is None:
        check_shape(document)
    else:
        with pytest.raises(refusal):
            check_shape(document)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "kind", ["Application/JSON", "APPLICATION/JSON; charset=utf-8", "application/vnd.x+JSON", " application/json"]
)
async def test_the_case_of_a_type_does_not_let_a_hostile_shape_through(app: FastAPI, world: World, kind: str) -> None:
    deep = b'{"records": [{"fields": {"Name": ' + b"[" * 120 + b"]" * 120 + b"}}]}"
    async with client_of(app, token=world.owner.token) as client:
        answer = await client.post(f"/tables/{world.table_id}/records", content=deep, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")
    assert "nests deeper" in answer.text


async def test_deep_and_wide_bodies_change_nothing(app: FastAPI, world: World) -> None:
    path = f"/tables/{world.table_id}/records"
    deep = b'{"records": [{"fields": {"Name": ' + b"[" * 120 + b"]" * 120 + b"}}]}"
    wide = b'{"records": [' + b"1," * MAX_ELEMENTS + b"1]}"
    for body, status, code in ((deep, 400, "malformed_json"), (wide, 422, "too_many_elements")):
        answer = await world.owner.http.post(path, content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert_problem(answer)
    assert (await world.owner.get(path))["items"] == []


async def test_a_body_must_be_said_to_be_json(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    """A page elsewhere can make a browser send text and forms, but not JSON, without asking us first."""
    for route in routes(app):
        if not route.has_body or not BODIES[route.name]:
            continue
        for kind in ("text/plain", "application/x-www-form-urlencoded", "text/plain; application/json"):
            answer = await world.owner.http.request(
                route.method, route.fill(ids), content=b'{"name": "X"}', headers={"Content-Type": kind}
            )
            assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type"), route.name
            assert_problem(answer, route.name)


ORIGINS = [
    ({}, True),
    ({"Origin": "http://dataos.test"}, True),
    ({"Origin": "https://dataos.test"}, True),
    ({"Origin": "http://evil.test"}, False),
    ({"Origin": "http://dataos.test.evil.test"}, False),
    ({"Origin": "http://evil.test?dataos.test"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": "https://apps.example", "X-Forwarded-Host": "apps.example"}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://dataos.test"}, False),
]


@pytest.mark.parametrize(("headers", "allowed"), ORIGINS)
async def test_cookies_write_only_from_our_own_pages(
    app: FastAPI, world: World, headers: dict[str, str], allowed: bool
) -> None:
    async with client_of(app) as browser:
        login = {"email": world.editor.email, "password": "correct horse battery", "cookie": True}
        assert (await browser.post("/auth/login", json=login)).status_code == 200
        csrf = {"X-CSRF-Token": browser.cookies["dataos_csrf"], **headers}
        answer = await browser.post(f"/tables/{world.table_id}/records", json=BODIES["create_records"], headers=csrf)
        assert answer.status_code == (201 if allowed else 403), answer.text
        assert (await browser.get("/me", headers=headers)).status_code == 200
        assert (await browser.post("/auth/refresh", headers=csrf)).status_code == (200 if allowed else 403)
        assert (await browser.post("/auth/logout", headers=csrf)).status_code == (204 if allowed else 403)


async def test_lines_never_get_into_headers(anonymous: httpx2.AsyncClient, world: World) -> None:
    hostile = "a\r\nSet-Cookie: x=1.txt"
    form = {"file": (hostile, b"hello", "text/plain")}
    made = await world.owner.http.post(f"/bases/{world.base}/attachments", files=form)
    if made.status_code == 201:
        assert "\n" not in made.json()["name"]
    for path in ("/nothing%0d%0aSet-Cookie:%20x=1", f"/bases/{world.base}%0d%0aX: y"):
        answer = await world.owner.http.get(path)
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers
    echoed = await anonymous.get("/health", headers=[(b"x-request-id", b"abcdefgh\rx: y")])
    assert echoed.headers["X-Request-Id"].startswith("req_")
