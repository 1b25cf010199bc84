"""The whole API, taken from its OpenAPI document, answers bad input with a problem that names the place."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from tests.support.app import World
from tests.support.bodies import BODIES
from tests.support.problems import assert_problem, paths
from tests.support.routes import QUERIES, routes

JSON = {"Content-Type": "application/json"}
MALFORMED = {
    "cut": b'{"name": "x"',
    "words": b"nonsense",
    "comma": b'{"name": "x",}',
    "quotes": b"{'name': 1}",
    "latin": b'{"name": "\xff"}',
    "byte order": b"\xff\xfe{\x00",
    "deep": b"[" * 60_000,
    "nothing": b" ",
    "two": b"{}{}",
}
WRONG: tuple[Any, ...] = (0, -1.5, True, "", "\x01", [], [[]], {}, {"": 1})
_QUERY_VALUES = ("{", "%00", "-1", "x" * 3000, "%ff", "%F0%9F%92%A9", "[]", "null", "", "1e9", "true")


@pytest.mark.parametrize("kind", MALFORMED)
async def test_malformed_json_is_a_400_at_the_body(app: FastAPI, world: World, ids: dict[str, str], kind: str) -> None:
    for route in routes(app):
        if not route.has_body:
            continue
        answer = await world.owner.http.request(route.method, route.fill(ids), content=MALFORMED[kind], headers=JSON)
        assert answer.status_code == 400, (route.name, kind, answer.text)
        assert_problem(answer, route.name)
        assert (answer.json()["code"], paths(answer)) == ("malformed_json", ["body"]), route.name


async def test_wrong_types_are_refused_where_they_stand(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    for route in routes(app):
        if not route.has_body or route.name in {"login", "register"}:
            continue
        for body, at in _of_wrong_type(BODIES[route.name]):
            answer = await world.owner.http.request(route.method, route.fill(ids), json=body)
            if answer.status_code < 400:
                continue  # some of these are right for some fields: {} is a config, "" a description
            assert_problem(answer, (route.name, body))
            if answer.status_code == 422 and at is not None:
                assert all(path == "body" or path.split("[")[0].split(".")[0] == at for path in paths(answer)), (
                    route.name,
                    json.dumps(body)[:300],
                    answer.text,
                )


async def test_nothing_but_an_object_is_a_body(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    for route in routes(app):
        if not route.has_body:
            continue
        for body in (1, "text", [], [{}], True):
            answer = await world.owner.http.request(route.method, route.fill(ids), json=body)
            assert answer.status_code == 422, (route.name, body, answer.text)
            assert_problem(answer, (route.name, body))
            assert paths(answer) == ["body"], (route.name, body)


async def test_a_body_of_another_media_type_is_refused(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    for route in routes(app):
        if not route.has_body:
            continue
        answer = await world.owner.http.request(
            route.method, route.fill(ids), content=b"<a/>", headers={"Content-Type": "text/xml"}
        )
        assert_problem(answer, route.name)


async def test_unknown_ids_are_not_found(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    nowhere = {noun: value[:-4] + "0000" for noun, value in ids.items()}
    for route in routes(app):
        if route.noun is None:
            continue
        body = {"json": BODIES[route.name]} if route.has_body else {}
        answer = await world.owner.http.request(route.method, route.fill(nowhere), **body)
        assert answer.status_code == 404, (route.name, answer.text)
        assert_problem(answer, route.name)


@pytest.mark.parametrize("value", _QUERY_VALUES)
async def test_query_parameters_of_any_kind_break_nothing(
    app: FastAPI, world: World, ids: dict[str, str], value: str
) -> None:
    for path, verbs in app.openapi()["paths"].items():
        for verb, operation in verbs.items():
            route = next(route for route in routes(app) if route.name == operation["operationId"])
            wanted = QUERIES.get(route.name, "").removeprefix("?")
            for parameter in operation.get("parameters", ()):
                if parameter["in"] != "query":
                    continue
                name = parameter["name"]
                short = route.fill(ids).split("?")[0]
                query = "&".join(part for part in (wanted, f"{name}={value}") if part and not part.startswith("ids={"))
                body = {"json": BODIES[route.name]} if route.has_body else {}
                answer = await world.owner.http.request(verb.upper(), f"{short}?{query}", **body)
                assert answer.status_code < 500, (path, name, value, answer.text)
                if answer.status_code >= 400:
                    assert_problem(answer, (path, name, value))
                if answer.status_code in {400, 422}:
                    assert all(place.split("[")[0].split(".")[0] == name for place in paths(answer)), (
                        path,
                        name,
                        value,
                        answer.text,
                    )


async def test_headers_of_any_kind_break_nothing(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    values = ("", " ", "\xff\xfe", "\x85", "x" * 5000, "'; --", "%00", "{", "-1", "*", 'W/"', "²")
    for name in ("If-Match", "Idempotency-Key", "X-Client-Tab", "X-Time-Zone", "X-CSRF-Token", "X-Request-Id"):
        for value in values:
            answer = await world.owner.http.patch(
                f"/records/{ids['record']}",
                json={"fields": {"Name": "x"}},
                headers=[(name.encode(), value.encode("latin-1"))],
            )
            assert answer.status_code < 500, (name, value, answer.text)
            if answer.status_code >= 400:
                assert_problem(answer, (name, value))
                assert paths(answer) == [name], (value, answer.text)


def _of_wrong_type(body: Any) -> Iterator[tuple[Any, str | None]]:
    """``body`` with one of its values replaced, and the name of that value."""
    for key in body:
        for wrong in WRONG:
            if type(wrong) is not type(body[key]) or not wrong:
                yield {**body, key: wrong}, key
        yield {**body, key: None}, key
