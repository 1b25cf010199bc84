"""A page out of a snapshot is what the whole query would give, whatever happened and whoever did it."""

import asyncio
import random
from dataclasses import replace

import orjson
import pytest

from api.access.service import TableAccess
from api.records import write
from api.records.acts import RecordDraft, RecordEdit
from api.records.snapshots import snapshot
from api.records.snapshots.pages import Cold
from api.records.snapshots.snapshot import MAX_MOVED, ViewSnapshot
from api.records.sql.project import Shape
from tests.api.records.snapshots.lists import (
    CONTEXT,
    QUERIES,
    Process,
    fill,
    live,
    make_table,
    parsed,
    processes,
    some_cells,
    with_page,
)
from tests.api.records.world import World, by
from tests.support.acts import make_and_rename_a_view


async def _change_something(world: World, access: TableAccess, keys: list[int], dice: random.Random) -> None:
    """Create, update, delete or restore up to four records."""
    chosen = dice.sample(keys, k=min(len(keys), dice.randint(1, 4)))
    async with world.database.records() as conn:
        alive = {
            row[0]
            for row in await (
                await conn.execute(f"SELECT id FROM {access.schema.relation} WHERE deleted_at IS NULL".encode())
            ).fetchall()
        }
        there = [key for key in chosen if key in alive]
        gone = [key for key in keys if key not in alive][:3]
        who = by(dice.choice([world.ada, world.bo]))
        match dice.randint(0, 3):
            case 0:
                drafts = [RecordDraft(some_cells(dice)) for _ in range(dice.randint(1, 3))]
                keys += (await write.create(conn, access, drafts, who, shape=Shape.NAME)).keys
            case 1 if there:
                await write.delete(conn, access, there, who)
            case 2 if gone:
                await write.restore(conn, access, gone, who, shape=Shape.NAME)
            case _:
                fields = dice.sample(range(1, 8), k=dice.randint(1, 3))
                edits = [RecordEdit(key, {n: some_cells(dice)[n] for n in fields}) for key in there]
                await write.update(conn, access, edits, who, shape=Shape.NAME)


@pytest.mark.parametrize("seed", range(4))
async def test_pages_after_random_changes_are_those_of_the_query(
    world: World, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So that places are found in several rounds, as in a table of a million.
    monkeypatch.setattr(snapshot, "_SAMPLES", 4)
    monkeypatch.setattr(snapshot, "_FEWEST", 2)
    dice = random.Random(seed)
    access = world.access(await make_table(world))
    keys = await fill(world, access, 60, seed)
    queries = [parsed(access, raw) for raw in QUERIES]
    async with processes(world) as both:
        for process in both:
            await process.warm(access, queries)
        for _ in range(25):
            await _change_something(world, access, keys, dice)
            asked = with_page(dice.choice(queries), dice.randint(0, 60))
            left_out = tuple(dice.sample(keys, k=2)) if dice.random() < 0.3 else ()
            asked = replace(asked, without=left_out)
            assert await dice.choice(both).page(access, asked) == await live(world, access, asked)
        for process in both:
            for query in queries:
                asked = with_page(query, 0, 1000)
                found = await process.page(access, asked)
                assert found == await live(world, access, asked)
                shown = [item["no"] for item in found["items"]]
                for key in dice.sample(shown, k=min(3, len(shown))):
                    there = await process.position(access, query, key)
                    assert there == {"position": shown.index(key), "total": len(shown)}


async def test_a_change_of_other_fields_moves_nothing(world: World) -> None:
    access = world.access(await make_table(world))
    keys = await fill(world, access, 30)
    query = parsed(access, {"sorts": [{"field": "Name"}]})
    async with processes(world, 1) as (process,):
        await process.warm(access, [query])
        kept = _only(process).keys
        async with world.database.records() as conn:
            await write.update(conn, access, [RecordEdit(keys[3], {7: "new"})], by(world.ada), shape=Shape.NAME)
        asked = with_page(query, 0, 100)
        assert await process.page(access, asked) == await live(world, access, asked)
        assert _only(process).keys is kept


async def test_an_act_on_a_view_moves_nothing(world: World) -> None:
    access = world.access(await make_table(world))
    await fill(world, access, 30)
    query = parsed(access, {"sorts": [{"field": "Name"}]})
    async with processes(world, 1) as (process,):
        await process.warm(access, [query])
        kept = _only(process).keys
        async with world.database.records() as conn:
            await make_and_rename_a_view(conn, access.schema.id, by(world.ada))
        asked = with_page(query, 0, 100)
        assert await process.page(access, asked) == await live(world, access, asked)
        assert _only(process).keys is kept
        assert not _only(process).stale


async def test_many_changes_make_it_anew_and_meanwhile_it_is_estimated(world: World) -> None:
    access = world.access(await make_table(world))
    keys = await fill(world, access, MAX_MOVED * 3)
    query = with_page(parsed(access, {"sorts": [{"field": "N"}]}), 5, 1000)
    async with processes(world, 1) as (process,):
        await process.warm(access, [query])
        async with world.database.records() as conn:
            gone = keys[: MAX_MOVED + 1]
            await write.delete(conn, access, gone, by(world.ada))
        async with world.database.records() as conn:
            answer = await process.pages.page(conn, access, query, CONTEXT, Shape.NAME, last=True)
        assert not isinstance(answer, Cold)
        body = orjson.loads(answer.body)
        assert body["estimated"] is True
        # Guessing where rows are is one thing, showing what is gone another.
        assert not {item["no"] for item in body["items"]} & set(gone)
        await process.warm(access, [query])
        assert await process.page(access, query) == await live(world, access, query)


async def test_what_one_process_wrote_the_other_shows_at_once(world: World) -> None:
    """Each task moves a record of its own, and asks another process where it is now."""
    access = world.access(await make_table(world))
    keys = await fill(world, access, 40)
    by_number = parsed(access, {"sorts": [{"field": "N", "direction": "desc"}]})
    async with processes(world) as both:
        for process in both:
            await process.warm(access, [by_number])

        async def move(key: int, seed: int) -> None:
            dice = random.Random(seed)
            for turn in range(12):
                value = 10_000 * (seed + 1) + turn
                async with world.database.records() as conn:
                    await write.update(conn, access, [RecordEdit(key, {2: value})], by(world.ada), shape=Shape.NAME)
                process = both[turn % 2]
                page = await process.page(access, with_page(by_number, 0, 40))
                if "estimated" not in page:
                    assert {item["no"]: item["fields"]["N"] for item in page["items"]}[key] == value
                    numbers = [item["fields"]["N"] or -1 for item in page["items"]]
                    assert numbers == sorted(numbers, reverse=True)
                if dice.random() < 0.2:
                    await asyncio.sleep(0.002)

        await asyncio.gather(*(move(key, at) for at, key in enumerate(keys[:5])))
        for process in both:
            asked = with_page(by_number, 0, 1000)
            await process.warm(access, [asked])
            assert await process.page(access, asked) == await live(world, access, asked)


async def test_a_transaction_that_commits_late_is_not_missed(world: World) -> None:
    """Its changes carry a transaction id from before the snapshot."""
    access = world.access(await make_table(world))
    keys = await fill(world, access, 20)
    query = with_page(parsed(access, {"sorts": [{"field": "N"}]}), 0, 100)
    async with processes(world, 1) as (process,), world.database.records() as slow:
        async with slow.transaction():
            await write.delete(slow, access, [keys[0]], by(world.ada))
            await process.warm(access, [query])
            before = await process.page(access, query)
            await fill(world, access, 1, 9)
            assert (await process.page(access, query))["total"] == 21
        after = await process.page(access, query)
    assert keys[0] in {item["no"] for item in before["items"]}
    assert keys[0] not in {item["no"] for item in after["items"]}
    assert after == await live(world, access, query)


def _only(process: Process) -> ViewSnapshot:
    (found,) = process.snapshots._kept.values()  # pyright: ignore[reportPrivateUsage]
    return found
