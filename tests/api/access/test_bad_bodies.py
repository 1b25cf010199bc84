"""Every route of the OpenAPI document, for bodies that make no sense and for cookies without the CSRF header.

The list of routes is generated, so a new route is covered the day it is added; `BODIES` must then get its body. Who may
do what with a body that does make sense is in the folder `matrix`.
"""

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from tests.support.app import Person, World, client_of, register
from tests.support.bodies import BODIES
from tests.support.routes import Route, routes

PUBLIC = {
    *("register", "login", "finish_login", "health", "ready"),
    *("forgot_password", "reset_password", "confirm_email"),
    *("get_invitation", "join_by_invitation", "list_offers"),
    *("get_shared", "unlock_shared", "list_shared_records", "query_shared_records", "get_shared_record"),
    *("export_shared_records", "get_shared_form", "submit_shared_form"),
}
# Even an owner of a workspace is refused there: the world has no operators.
OF_OPERATORS = {"list_installation_audit_logs"}


def _body(route: Route) -> dict[str, Any]:
    if not route.has_body:
        return {}
    assert route.name in BODIES, f"add a valid body for {route.name} to tests/support/bodies.py"
    return {"json": BODIES[route.name]}


@pytest.mark.parametrize("body", [{"nonsense": 1}, [], "text", 5, {"": {}}])
async def test_a_body_of_another_shape_is_refused_with_a_path(
    app: FastAPI, world: World, ids: dict[str, str], body: object
) -> None:
    for route in routes(app):
        if not route.has_body or route.name == "logout":
            continue
        answer = await world.owner.http.request(route.method, route.fill(ids), json=body)
        assert 400 <= answer.status_code < 500, (route, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"
        faults = answer.json()["errors"]
        assert faults, (route, answer.text)
        # The empty path names the whole body.
        assert body != {"nonsense": 1} or all(fault["path"] for fault in faults), (route, answer.text)


async def test_bodies_that_are_not_json_are_refused(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    for route in routes(app):
        if not route.has_body:
            continue
        answer = await world.owner.http.request(
            route.method, route.fill(ids), content=b'{"name": ', headers={"Content-Type": "application/json"}
        )
        _assert_problem(route, answer, 400, "malformed_json")


async def test_writes_by_cookie_need_the_csrf_header(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    async with client_of(app) as browser:
        browser.cookies.set("dataos_access", world.owner.token, domain="dataos.test", path="/")
        for route in routes(app):
            if route.name in PUBLIC | {"refresh"}:
                continue
            answer = await browser.request(route.method, route.fill(ids), **_body(route))
            if route.method == "GET" and route.name not in OF_OPERATORS:
                assert answer.status_code == 200, (route, answer.text)
            elif route.method == "GET":
                _assert_problem(route, answer, 403, "forbidden")
            else:
                _assert_problem(route, answer, 403, "csrf_failed")


async def test_the_matrix_knows_every_body(app: FastAPI) -> None:
    assert {route.name for route in routes(app) if route.has_body} <= set(BODIES)
    assert set(BODIES) <= {route.name for route in routes(app)}


async def test_somebody_in_no_workspace_sees_empty_lists(app: FastAPI) -> None:
    newcomer: Person = await register(app, "Nina")

    assert (await newcomer.get("/workspaces"))["items"] == []
    assert (await newcomer.get("/me"))["workspaces"] == []


def _assert_problem(route: Route, answer: httpx2.Response, status: int, code: str) -> None:
    assert answer.status_code == status, (route, answer.status_code, answer.text)
    assert answer.headers["content-type"] == "application/problem+json", route
    assert answer.json()["code"] == code, (route, answer.text)
