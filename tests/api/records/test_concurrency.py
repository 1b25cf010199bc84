"""Several writers at once."""

import asyncio
from typing import cast
from uuid import UUID, uuid4

import api.outbox.feed as feed
from api.records.acts import RecordDraft, RecordEdit, Written
from api.records.sql.project import Shape
from api.records.upsert import upsert
from api.records.write import create, delete, update
from api.records.writing.act import WriteAct
from core.errors import NotFound, VersionConflict
from tests.api.records.world import World, by, column, define

NAME, AMOUNT = 1, 2


async def test_of_two_writers_with_one_version_exactly_one_wins(world: World) -> None:
    access = world.access(await world.table([define(NAME, "Name", "text")]))

    async def attempt(turn: int, name: str) -> bool:
        async with world.database.records() as conn:
            edit = RecordEdit(1, {NAME: name}, version=turn)
            try:
                await update(conn, access, [edit], by(world.ada), shape=Shape.NAME)
            except VersionConflict as conflict:
                return conflict.current != turn + 1
            return True

    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({})], by(world.ada), shape=Shape.NAME)
    for turn in range(1, 30):
        won = await asyncio.gather(*(attempt(turn, f"{turn} {writer}") for writer in range(4)))
        assert won.count(True) == 1


def amount_of(conflict: VersionConflict) -> int:
    assert conflict.record is not None
    fields = conflict.record["fields"]
    assert isinstance(fields, dict)
    return int(cast("int", fields["Amount"]))


async def test_eight_writers_lose_no_update(world: World) -> None:
    """Everybody counts up with If-Match, retrying: the sum and the history must show every single step."""
    access = world.access(await world.table([define(NAME, "Name", "text"), define(AMOUNT, "Amount", "number")]))
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({AMOUNT: 0})], by(world.ada), shape=Shape.NAME)

    async def count_up() -> None:
        amount, version = 0, 1
        for _ in range(12):
            while True:
                edit = RecordEdit(1, {AMOUNT: amount + 1}, version)
                try:
                    async with world.database.records() as conn:
                        written = await update(conn, access, [edit], by(world.ada), shape=Shape.NAME)
                except VersionConflict as conflict:
                    amount, version = amount_of(conflict), conflict.current
                    continue
                amount, version = amount + 1, written.versions[0]
                break

    await asyncio.gather(*(count_up() for _ in range(8)))
    assert await world.rows(f"SELECT f_2, version FROM {access.schema.relation}") == [(96.0, 97)]
    async with world.database.records() as conn:
        rows = [row for row in await feed.read(conn, "test", 1000) if isinstance(row, feed.FeedRow)]
    steps = [(row.change.before.get(AMOUNT), row.change.after[AMOUNT]) for row in rows[1:]]
    assert steps == [(n, n + 1) for n in range(96)]
    assert [row.version for row in rows] == list(range(1, 98))


async def test_edits_of_different_cells_of_one_record_all_arrive(world: World) -> None:
    access = world.access(await world.table([define(n, f"F{n}", "number") for n in range(1, 9)]))
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({})], by(world.ada), shape=Shape.NAME)

    async def edit(number: int) -> None:
        async with world.database.records() as conn:
            for value in range(1, 11):
                await update(conn, access, [RecordEdit(1, {number: value})], by(world.ada), shape=Shape.NAME)

    await asyncio.gather(*(edit(n) for n in range(1, 9)))
    columns = ", ".join(f"f_{n}" for n in range(1, 9))
    assert await world.rows(f"SELECT {columns}, version FROM {access.schema.relation}") == [(10.0,) * 8 + (81,)]
    for number in range(1, 9):
        rows = await world.rows(
            "SELECT before -> %s, after -> %s FROM dataos.changes WHERE after ? %s ORDER BY seq", *[str(number)] * 3
        )
        assert rows == [(value - 1 or None, value) for value in range(1, 11)]


async def test_batches_over_the_same_records_do_not_deadlock(world: World) -> None:
    access = world.access(await world.table([define(NAME, "Name", "text"), define(AMOUNT, "Amount", "number")]))
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({})] * 60, by(world.ada), shape=Shape.NAME)

    async def batch(writer: int) -> None:
        keys = list(range(1, 61))
        for turn in range(5):
            keys = keys[::-1] if writer % 2 else [*keys[writer:], *keys[:writer]]
            edits = [RecordEdit(key, {NAME: f"{writer} {turn}"}) for key in keys]
            async with world.database.records() as conn:
                written = await update(conn, access, edits, by(world.ada), shape=Shape.NAME)
            assert written.changed == 60

    await asyncio.gather(*(batch(n) for n in range(8)))
    rows = await world.rows(f"SELECT DISTINCT f_1, version FROM {access.schema.relation}")
    assert len(rows) == 1
    assert rows[0][1] == 41


async def test_edit_and_delete_at_once_leave_one_truth(world: World) -> None:
    access = world.access(await world.table([define(NAME, "Name", "text")]))
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({})] * 20, by(world.ada), shape=Shape.NAME)

    async def edit(key: int) -> bool:
        async with world.database.records() as conn:
            try:
                await update(conn, access, [RecordEdit(key, {NAME: "x"})], by(world.ada), shape=Shape.NAME)
            except NotFound:
                return False
            return True

    async def remove(key: int) -> None:
        async with world.database.records() as conn:
            await delete(conn, access, [key], by(world.bo))

    for key in range(1, 21):
        edited, _ = await asyncio.gather(edit(key), remove(key))
        rows = await world.rows(
            "SELECT operation FROM dataos.changes WHERE record_key = %s AND version > 1 ORDER BY version", key
        )
        assert rows == ([("update",), ("delete",)] if edited else [("delete",)])


async def test_large_upsert_holds_few_locks(world: World) -> None:
    access = world.access(await world.table([define(NAME, "Name", "text")]))
    drafts = [RecordDraft({NAME: f"n{number}"}) for number in range(1000)]
    async with world.database.records() as conn, conn.transaction():
        act = WriteAct(conn, access, by(world.ada), Shape.NAME)
        done = await upsert(act, access.schema.fields, drafts)
        cursor = await conn.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        held = await cursor.fetchone()
    assert len(done.created) == 1000
    assert held is not None
    assert 1 <= held[0] <= 64


async def test_one_client_key_sent_many_times_at_once_makes_one_record(world: World) -> None:
    access = world.access(await world.table([define(NAME, "Name", "text")]))

    async def send(number: int, key: UUID) -> Written:
        drafts = [RecordDraft({NAME: f"first {number}"}), RecordDraft({NAME: "same"}, key)]
        async with world.database.records() as conn:
            return await create(conn, access, drafts, by(world.ada), shape=Shape.NAME)

    for _ in range(10):
        key = uuid4()
        answers = await asyncio.gather(*(send(n, key) for n in range(6)))
        assert len({answer.keys[1] for answer in answers}) == 1
        assert sum(answer.changed for answer in answers) == 7
        assert [column(answer.body, "Name") for answer in answers] == [[f"first {n}", "same"] for n in range(6)]
