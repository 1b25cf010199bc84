"""Every value of every body, replaced by something nobody should send: never a 500, always a problem with a path."""

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from tests.support.app import World
from tests.support.bodies import BODIES
from tests.support.problems import assert_problem
from tests.support.routes import QUERIES, routes

HOSTILE: dict[str, Any] = {
    "null": None,
    "nul": "a\0b",
    "surrogate": "\ud800",
    "long": "x" * 300_000,
    "right-to-left": "\u202eabc\u200b",
    "sql": "'; DROP TABLE dataos.users; --",
    "format": "%(id)s %s {} {0} ${x} \\",
    "huge": 10**400,
    "float": 1e308,
    "nan": float("nan"),
    "infinity": float("-inf"),
    "negative": -1,
    "true": True,
    "list": [None, {}, []],
    "object": {"$ne": None, "": ""},
    "deep": functools.reduce(lambda inner, _: [inner], range(150), [0]),
    "key of half a pair": {"\ud800": 1},
    "key of nul": {"\0": "\0", "x" * 10_000: 1},
}


def _variants(value: Any, hostile: Any) -> Iterator[Any]:
    """``value`` with one of its inner values, at any depth, replaced."""
    yield hostile
    if isinstance(value, dict):
        for key in value:
            yield from ({**value, key: inner} for inner in _variants(value[key], hostile))
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from ([*value[:at], inner, *value[at + 1 :]] for inner in _variants(item, hostile))


@pytest.mark.parametrize("kind", sorted(HOSTILE))
async def test_hostile_values_never_break_anything(app: FastAPI, world: World, ids: dict[str, str], kind: str) -> None:
    for route in routes(app):
        if route.name not in BODIES or route.name == "login":
            continue
        for body in _variants(BODIES[route.name], HOSTILE[kind]):
            content = json.dumps(body).encode()
            answer = await world.owner.http.request(
                route.method, route.fill(ids), content=content, headers={"Content-Type": "application/json"}
            )
            assert answer.status_code < 500, (route.name, content[:300], answer.text)
            if answer.status_code >= 400:
                assert_problem(answer, (route.name, content[:300]))


@pytest.mark.parametrize("value", ["%00", "x" * 5000, "..%2f..", "%F0%9F%92%A9", "'--", "%ff", "{}", "*", " "])
async def test_hostile_ids_are_not_found(app: FastAPI, world: World, value: str) -> None:
    for route in routes(app):
        if route.noun is None:
            continue
        path = re.sub(r"\{\w+\}", lambda _: value, route.path + QUERIES.get(route.name, ""))
        body = {"json": BODIES[route.name]} if route.name in BODIES else {}
        answer = await world.owner.http.request(route.method, path, **body)
        assert answer.status_code in {404, 405}, (route, value, answer.text)
        assert_problem(answer, (route, value))
