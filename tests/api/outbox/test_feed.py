"""The feed gives every committed change once and in order, whatever writers do."""

import asyncio
from random import Random
from uuid import uuid4

import api.outbox.feed as feed
from api.outbox.feed import FeedRow
from api.records.acts import RecordDraft, RecordEdit
from api.records.sql.project import Shape
from api.records.write import create, update
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.changes import Operation
from tests.api.records.world import World, by, define

CONSUMER = "test"


async def drain(world: World, limit: int = 1000) -> list[FeedRow]:
    found: list[FeedRow] = []
    while True:
        async with world.database.records() as conn:
            rows = await feed.read(conn, CONSUMER, limit)
            if not rows:
                return found
            found.extend(row for row in rows if isinstance(row, FeedRow))
            await feed.acknowledge(conn, CONSUMER, rows[-1])


async def test_row_says_what_changed_who_did_it_and_why(world: World) -> None:
    access = world.access(await world.table([define(1, "Name", "text"), define(2, "N", "number")]))
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({1: "a"})], by(world.ada, "tab"), shape=Shape.NAME)
        cause = Cause(CauseKind.AUTOMATION, 2, automation_id="aut_x", run_id="run_x", step_id="s")
        context = by(world.bo, None)
        automation = Actor(ActorKind.AUTOMATION, world.bo.number, "aut_x", "")
        acted = type(context)(automation, cause, None, context.change_set)
        await update(conn, access, [RecordEdit(1, {1: "b", 2: 1.5})], acted, shape=Shape.NAME)
    first, second = await drain(world)
    assert (first.change.operation, first.change.before, first.change.after) == (Operation.CREATE, {}, {1: "a"})
    assert (first.actor.id, first.actor.name, first.tab) == (world.ada.id, "Ada", "tab")
    assert (second.change.before, second.change.after) == ({1: "a", 2: None}, {1: "b", 2: 1.5})
    assert (second.record_key, second.version, second.change_set) == (1, 2, context.change_set)
    assert second.cause == cause
    assert (second.actor.kind, second.actor.number, second.actor.id) == (ActorKind.AUTOMATION, 2, "aut_x")


async def test_unacknowledged_rows_come_again_and_cursors_never_go_back(world: World) -> None:
    access = world.access(await world.table([define(1, "Name", "text")]))
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({1: str(n)}) for n in range(3)], by(world.ada), shape=Shape.NAME)
        first = await feed.read(conn, CONSUMER, 2)
        assert [row.record_key for row in first] == [1, 2]
        assert await feed.read(conn, CONSUMER, 2) == first
        await feed.acknowledge(conn, CONSUMER, first[1])
        await feed.acknowledge(conn, CONSUMER, first[0])
        assert [row.record_key for row in await feed.read(conn, CONSUMER, 9)] == [3]
        assert [row.record_key for row in await feed.read(conn, "another", 9)] == [1, 2, 3]


async def test_consumer_may_start_at_the_end(world: World) -> None:
    access = world.access(await world.table([define(1, "Name", "text")]))
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({1: "old"})], by(world.ada), shape=Shape.NAME)
        await feed.start_at_end(conn, CONSUMER)
        await create(conn, access, [RecordDraft({1: "new"})], by(world.ada), shape=Shape.NAME)
        await feed.start_at_end(conn, CONSUMER)
    assert [row.change.after for row in await drain(world)] == [{1: "new"}]


async def test_open_transaction_holds_the_feed_back_but_loses_nothing(world: World) -> None:
    access = world.access(await world.table([define(1, "Name", "text")]))
    async with world.database.writing() as session:
        slow = await world.database.driver(session)
        await create(slow, access, [RecordDraft({1: "slow"})], by(world.ada), shape=Shape.NAME)
        async with world.database.records() as conn:
            await create(conn, access, [RecordDraft({1: "fast"})], by(world.ada), shape=Shape.NAME)
        assert await drain(world) == []
    assert [row.change.after[1] for row in await drain(world)] == ["slow", "fast"]


async def test_many_writers_with_long_transactions_and_rollbacks(world: World) -> None:
    """Eight writers; a third of the transactions dawdle, a quarter roll back; a reader follows all the while."""
    access = world.access(await world.table([define(1, "Name", "text")]))
    committed: list[str] = []

    class Undecided(Exception):
        pass

    async def act(writer: int, turn: int, luck: Random) -> None:
        name = f"{writer}-{turn}"
        if luck.random() < 0.5:
            async with world.database.records() as conn:
                await create(conn, access, [RecordDraft({1: name})], by(world.ada), shape=Shape.NAME)
            committed.append(name)
            return
        async with world.database.records() as conn, conn.transaction():
            await create(conn, access, [RecordDraft({1: name})], by(world.ada), shape=Shape.NAME)
            await asyncio.sleep(luck.random() * 0.03)
            if luck.random() < 0.5:
                raise Undecided
        committed.append(name)

    async def writer(number: int) -> None:
        luck = Random(number)
        for turn in range(25):
            try:
                await act(number, turn, luck)
            except Undecided:
                continue

    seen: list[FeedRow] = []
    done = asyncio.Event()

    async def reader() -> None:
        while not done.is_set():
            seen.extend(await drain(world, limit=7))
            await asyncio.sleep(0.002)
        seen.extend(await drain(world, limit=7))

    following = asyncio.create_task(reader())
    await asyncio.gather(*(writer(number) for number in range(8)))
    done.set()
    await following
    names = [str(row.change.after[1]) for row in seen]
    assert sorted(names) == sorted(committed)
    assert [(row.xid, row.seq) for row in seen] == sorted((row.xid, row.seq) for row in seen)
    assert len(names) > 100


async def test_change_sets_stay_together(world: World) -> None:
    access = world.access(await world.table([define(1, "Name", "text")]))

    async def batch() -> None:
        async with world.database.records() as conn:
            await create(
                conn, access, [RecordDraft({1: "x"})] * 20, by(world.ada, change_set=uuid4()), shape=Shape.NAME
            )

    await asyncio.gather(*(batch() for _ in range(8)))
    sets = [row.change_set for row in await drain(world, limit=33)]
    assert all(len(set(sets[at : at + 20])) == 1 for at in range(0, 160, 20))
