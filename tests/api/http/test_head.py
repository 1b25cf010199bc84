"""HEAD is GET without the body, on every route that has a GET."""

import httpx2
from fastapi import FastAPI

from tests.support.app import World
from tests.support.routes import routes


async def test_head_has_the_status_and_headers_of_get(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    nowhere = {noun: value[:-4] + "0000" for noun, value in ids.items()}
    for route in routes(app):
        if route.method != "GET" or route.name == "ready":
            continue
        for path in {route.fill(ids), route.fill(nowhere)}:
            got, head = await world.owner.http.get(path), await world.owner.http.head(path)
            assert (head.status_code, head.content) == (got.status_code, b""), (route.name, head.text)
            assert head.headers["content-type"] == got.headers["content-type"], route.name
            assert head.headers.get("etag") == got.headers.get("etag"), route.name


async def test_head_of_what_has_no_get_is_refused_as_get_is(anonymous: httpx2.AsyncClient) -> None:
    for path, status in (("/nothing", 404), ("/auth/login", 404), ("/me", 401)):
        assert (await anonymous.head(path)).status_code == (await anonymous.get(path)).status_code == status


async def test_head_writes_nothing(app: FastAPI, world: World, ids: dict[str, str]) -> None:
    before = await world.owner.get(f"/tables/{world.table_id}/records?count=true")
    for route in routes(app):
        if route.method not in {"GET", "HEAD"}:
            await world.owner.http.head(route.fill(ids))
    assert await world.owner.get(f"/tables/{world.table_id}/records?count=true") == before
