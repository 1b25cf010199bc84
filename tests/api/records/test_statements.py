"""How many statements a request costs: never more with more records."""

import inspect
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import orjson
import psycopg
import pytest
from fastapi.routing import APIRoute

import api.records.read as read
import api.records.write as write
from api.app import ROUTERS
from api.records.acts import RecordDraft
from api.records.sql.project import Shape
from core.query.ast import Page, Query, Search
from core.query.evaluate import EvalContext
from tests.api.records.world import World as Records
from tests.api.records.world import by, define
from tests.support.app import World, make_world, running, settings_for


@pytest.fixture
async def acme(database_url: str) -> AsyncIterator[World]:
    async with running(settings_for(database_url)) as app:
        yield await make_world(app)


class Counter:
    """Counts what reaches PostgreSQL through psycopg, the pool's checks included."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        original = psycopg.AsyncCursor.execute

        async def counting(cursor: psycopg.AsyncCursor, query: object, *args: object, **kwargs: object) -> object:
            self.seen.append(query.decode() if isinstance(query, bytes) else str(query))
            return await original(cursor, query, *args, **kwargs)  # pyright: ignore[reportArgumentType, reportCallIssue, reportUnknownVariableType]

        monkeypatch.setattr(psycopg.AsyncCursor, "execute", counting)

    def take(self) -> list[str]:
        seen, self.seen = self.seen, []
        return seen


async def test_hot_requests_are_one_statement_when_caches_are_warm(
    acme: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/tables/{acme.table_id}/records"
    made = await acme.editor.post(path, {"records": [{"fields": {"Name": str(n)}} for n in range(50)]})
    one = f"/records/{made['items'][0]['id']}"
    await acme.editor.patch(one, {"fields": {"Name": "warm"}})
    await acme.editor.get(one)
    await acme.editor.get(path + "?count=true")
    counter = Counter(monkeypatch)

    def records() -> list[str]:
        """The statements of the request, without finding out who is asking."""
        return [text for text in counter.take() if "dataos.sessions" not in text]

    await acme.editor.patch(one, {"fields": {"Name": "hot"}})
    assert len(records()) == 1
    await acme.editor.get(one)
    assert len(records()) == 1
    await acme.editor.get(path + "?limit=50")
    assert len(records()) == 1
    await acme.editor.post(path, {"records": [{"fields": {"Name": "x"}}]})
    assert len(records()) == 1
    edits = [{"id": item["id"], "fields": {"Amount": 5}} for item in made["items"]]
    await acme.editor.patch(path, {"records": edits})
    assert len(records()) == 1
    await acme.editor.get(f"{path}?view={acme.view()}&count=true")
    assert len(records()) == 2
    aggregates = [{"fn": fn, "field": "Amount"} for fn in ("sum", "median", "percentUnique", "distribution", "filled")]
    found = await acme.editor.post(f"/tables/{acme.table_id}/query", {"aggregates": aggregates}, 200)
    assert found["groups"][0]["aggregates"][0] == 250
    assert len(records()) == 1
    grouped = {"groups": [{"field": "Status", "showEmpty": True}, {"field": "Name"}], "subtotals": True}
    await acme.editor.post(f"/tables/{acme.table_id}/query", {**grouped, "aggregates": aggregates[:3]}, 200)
    assert len(records()) == 1
    body = {"records": [{"fields": {"Name": str(n)}} for n in range(100)], "upsertOn": ["Name"]}
    await acme.editor.patch(path, body)
    few = len(records())
    body = {"records": [{"fields": {"Name": f"n{n}"}} for n in range(900)], "upsertOn": ["Name"]}
    await acme.editor.patch(path, body)
    assert len(records()) <= few


async def test_pages_of_all_sizes_are_one_prepared_statement_and_questions_none(world: Records) -> None:
    access = world.access(await world.table([define(1, "Name", "text")]))
    context = EvalContext(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("UTC"), 1)
    async with world.database.records() as conn:
        drafts = [RecordDraft({1: str(n)}) for n in range(40)]
        await write.create(conn, access, drafts, by(world.ada), shape=Shape.NAME)
        for n in range(1, 30):
            wanted = Query(page=Page(limit=n, offset=n))
            answer = await read.page(conn, access, wanted, context, Shape.NAME)
            found = [item["no"] for item in orjson.loads(answer.body)["items"]]
            assert found == list(range(n + 1, min(2 * n, 40) + 1))
        await read.page(conn, access, Query(search=Search("7")), context, Shape.NAME)
        cursor = await conn.execute(
            "SELECT count(*), sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements"
            " WHERE statement LIKE '%page AS%' AND statement NOT LIKE '%OFFSET%'"
        )
        assert await cursor.fetchone() == (0, None, None)
        for n in range(1, 30):
            await read.page(conn, access, Query(page=Page(limit=n)), context, Shape.NAME)
        await read.page(conn, access, Query(search=Search("7")), context, Shape.NAME)
        cursor = await conn.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%page AS%'"
            " AND statement NOT LIKE '%OFFSET%'"
        )
        # PostgreSQL tries five plans of its own for the parameters, then finds that the general one is as good.
        assert await cursor.fetchall() == [(24, 5)]


async def test_history_is_a_fixed_number_of_statements(acme: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/tables/{acme.table_id}/records"
    made = await acme.editor.post(path, {"records": [{"fields": {"Name": "0"}}]})
    one = f"/records/{made['items'][0]['id']}"
    for n in range(1, 10):
        await acme.editor.patch(one, {"fields": {"Name": str(n)}})
    counter = Counter(monkeypatch)
    await acme.viewer.get(f"{one}/history")
    assert len([text for text in counter.take() if "dataos.changes" in text]) == 1


def test_no_dependency_of_a_route_takes_a_thread() -> None:
    """FastAPI runs plain functions in a thread pool; each hop costs more than a record statement."""
    pending = [route.dependant for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    assert len(pending) > 30
    threaded: set[str] = set()
    while pending:
        found = pending.pop()
        pending.extend(found.dependencies)
        for dependency in found.dependencies:
            call = dependency.call
            target = call if inspect.isroutine(call) else type(call).__call__
            if not inspect.iscoroutinefunction(target) and not inspect.isasyncgenfunction(target):
                threaded.add(getattr(call, "__qualname__", str(call)))
    assert threaded == set()
