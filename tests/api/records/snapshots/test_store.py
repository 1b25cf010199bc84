"""Snapshots are built once however many ask, kept while there is room, and never in the way of a first page."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import psycopg
import pytest
from psycopg import AsyncConnection

from api.records import write
from api.records.acts import RecordEdit
from api.records.snapshots import store
from api.records.snapshots.snapshot import MAX_MOVED, ViewSnapshot, build
from api.records.sql.project import Shape
from api.records.sql.scope import Scope
from tests.api.records.snapshots.lists import fill, live, make_table, parsed, processes, with_page
from tests.api.records.world import World, by


@asynccontextmanager
async def watched(monkeypatch: pytest.MonkeyPatch, *, seconds: float = 0.0) -> AsyncGenerator[list[Scope]]:
    """The builds that begin in the block; each takes ``seconds`` longer."""
    begun: list[Scope] = []

    async def slow(conn: AsyncConnection, scope: Scope) -> ViewSnapshot:
        begun.append(scope)
        await asyncio.sleep(seconds)
        return await build(conn, scope)

    monkeypatch.setattr(store, "build", slow)
    yield begun


async def test_however_many_ask_it_is_built_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    access = world.access(await make_table(world))
    await fill(world, access, 30)
    asked = with_page(parsed(access, {"sorts": [{"field": "Name"}]}), 10)
    async with watched(monkeypatch, seconds=0.2) as begun, processes(world, 1) as (process,):
        answers = await asyncio.gather(*(process.page(access, asked) for _ in range(9)))
        assert len(begun) == 1
    expected = await live(world, access, asked)
    assert all(answer == expected for answer in answers)


async def test_a_first_page_does_not_wait_for_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    access = world.access(await make_table(world))
    await fill(world, access, 30)
    asked = with_page(parsed(access, {"sorts": [{"field": "Name"}]}), 0)
    async with watched(monkeypatch, seconds=60) as begun, processes(world, 1) as (process,):
        assert await asyncio.wait_for(process.page(access, asked), 5) == await live(world, access, asked)
        assert len(begun) == 1


async def test_the_least_used_go_when_there_is_no_room(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    access = world.access(await make_table(world))
    await fill(world, access, 50)
    first, second, third = (with_page(parsed(access, {"sorts": [{"field": name}]}), 3) for name in ("Name", "N", "Due"))
    async with watched(monkeypatch) as begun, processes(world, 1, max_bytes=9_000) as (process,):
        await process.warm(access, [first, second])
        assert 0 < process.snapshots.bytes <= 9_000
        await process.page(access, first)
        await process.warm(access, [third])
        assert process.snapshots.bytes <= 9_000
        assert len(begun) == 3
        assert await process.page(access, first) == await live(world, access, first)
        assert len(begun) == 3
        await process.warm(access, [second])
        assert len(begun) == 4


async def test_one_that_is_larger_than_all_room_is_not_built_again_and_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = world.access(await make_table(world))
    await fill(world, access, 150)
    asked = with_page(parsed(access, {"sorts": [{"field": "Name"}]}), 3)
    async with watched(monkeypatch) as begun, processes(world, 1, max_bytes=10) as (process,):
        for _ in range(3):
            assert (await process.page(access, asked))["estimated"] is True
        assert len(begun) == 1
        assert process.snapshots.bytes == 0


async def test_a_build_that_fails_leaves_an_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    access = world.access(await make_table(world))
    await fill(world, access, 30)
    asked = with_page(parsed(access, {"sorts": [{"field": "Name"}]}), 3)

    async def failing(conn: AsyncConnection, scope: Scope) -> ViewSnapshot:
        await conn.execute("SET LOCAL statement_timeout = '1ms'; SELECT pg_sleep(1)")
        return await build(conn, scope)

    monkeypatch.setattr(store, "build", failing)
    async with processes(world, 1) as (process,):
        # With so few records there is no sample, and the whole query is cheap.
        assert await process.page(access, asked) == await live(world, access, asked)


async def test_a_stale_one_is_made_anew_though_that_failed_at_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = world.access(await make_table(world))
    keys = await fill(world, access, MAX_MOVED * 2)
    asked = with_page(parsed(access, {"sorts": [{"field": "Name"}]}), 3)
    tries: list[Scope] = []

    async def failing_once(conn: AsyncConnection, scope: Scope) -> ViewSnapshot:
        tries.append(scope)
        if len(tries) == 2:
            raise psycopg.errors.QueryCanceled("too slow")
        return await build(conn, scope)

    monkeypatch.setattr(store, "build", failing_once)
    monkeypatch.setattr(store, "_PAUSE_SECONDS", 0.0)
    async with processes(world, 1) as (process,):
        await process.warm(access, [asked])
        async with world.database.records() as conn:
            await write.delete(conn, access, keys[: MAX_MOVED + 1], by(world.ada))
        assert (await process.page(access, asked))["estimated"] is True
        await process.warm(access, [asked])
        assert await process.page(access, asked) == await live(world, access, asked)
        assert len(tries) == 3


async def test_switched_off_everything_is_read_live(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    access = world.access(await make_table(world))
    await fill(world, access, 30)
    asked = with_page(parsed(access, {"sorts": [{"field": "Name"}]}), 3)
    async with watched(monkeypatch) as begun, processes(world, 1, max_bytes=0) as (process,):
        assert await process.page(access, asked) == await live(world, access, asked)
        assert begun == []


async def test_all_may_wait_while_every_connection_is_taken(world: World) -> None:
    """Nobody holds a connection while it waits for a build, which needs one itself."""
    access = world.access(await make_table(world))
    keys = await fill(world, access, 40)
    asked = [with_page(parsed(access, {"sorts": [{"field": name}]}), 3) for name in ("Name", "N", "Due", "Flag")]
    async with processes(world, 1) as (process,):
        answers = await asyncio.gather(*(process.page(access, asked[at % 4]) for at in range(40)))
        for at, answer in enumerate(answers):
            assert answer == await live(world, access, asked[at % 4])
        async with world.database.records() as conn:
            await write.update(conn, access, [RecordEdit(keys[0], {1: "z"})], by(world.ada), shape=Shape.NAME)
        answers = await asyncio.gather(*(process.page(access, asked[0]) for _ in range(20)))
        expected = await live(world, access, asked[0])
        assert all(answer == expected for answer in answers)
