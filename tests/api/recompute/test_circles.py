"""Writers of tables that look at each other: nobody is turned away, no update is lost, and all values are right."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from api.records.queue import AT_A_TIME
from tests.api.recompute.shop import Shop
from tests.support.files import upload

WRITERS, TURNS = 8, 40


async def linked(shop: Shop, table: str, name: str, target: str, back: str, cardinality: str = "manyToMany") -> None:
    config = {"tableId": target, "cardinality": cardinality, "symmetricName": back}
    await shop.owner.post(f"/tables/{table}/fields", {"name": name, "type": "link", "config": config})


async def new_table(shop: Shop, name: str) -> str:
    fields = [{"name": "Name", "type": "text"}, {"name": "Amount", "type": "number"}]
    made = await shop.owner.post(f"/bases/{shop.world.base}/tables", {"name": name, "fields": fields})
    return str(made["id"])


async def ring(shop: Shop, size: int, records: int = 6) -> list[tuple[str, list[str]]]:
    """Tables of which each sums up the next one's amounts, the last one those of the first, with their records."""
    tables = [await new_table(shop, f"Ring {at}") for at in range(size)]
    for at, table in enumerate(tables):
        await linked(shop, table, "Next", tables[(at + 1) % size], "Previous")
        await shop.derive("rollup", "Sum", table=table, linkField="Next", field="Amount", aggregate="sum")
    found = [(table, await shop.make(table, *({"Amount": 1} for _ in range(records)))) for table in tables]
    for at, (_, records_here) in enumerate(found):
        for one, other in zip(records_here, found[(at + 1) % size][1], strict=True):
            await shop.edit(one, Next=[other])
    return found


async def all_at_once(
    work: Callable[[int, random.Random], Awaitable[int]], writers: int = WRITERS, turns: int = TURNS
) -> list[int]:
    """The statuses of what each writer did, one thing after the other."""

    async def writer(number: int) -> list[int]:
        chance = random.Random(number)
        return [await work(number, chance) for _ in range(turns)]

    return [status for found in await asyncio.gather(*(writer(n) for n in range(writers))) for status in found]


async def patch(shop: Shop, record: str, *, keyed: bool, **fields: Any) -> int:
    headers = {"Idempotency-Key": str(uuid4())} if keyed else {}
    answer = await shop.owner.http.patch(f"/records/{record}", json={"fields": fields}, headers=headers)
    return answer.status_code


@pytest.mark.slow
@pytest.mark.parametrize("size", [2, 3])
async def test_links_and_values_from_all_sides_of_a_circle(shop: Shop, size: int) -> None:
    tables = await ring(shop, size)

    async def work(number: int, chance: random.Random) -> int:
        at = chance.randrange(size)
        record = tables[at][1][number % 6]
        keyed = number % 2 == 0
        if chance.random() < 0.5:
            others = chance.sample(tables[(at + 1) % size][1], 2)
            return await patch(shop, record, keyed=keyed, Next=others)
        if chance.random() < 0.3:
            others = chance.sample(tables[at - 1][1], 2)
            return await patch(shop, record, keyed=keyed, Previous=others)
        return await patch(shop, record, keyed=keyed, Amount=chance.randrange(100))

    assert set(await all_at_once(work)) == {200}
    assert await wrong(shop, tables[0][0]) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [2, 3])
async def test_batches_from_all_sides_of_a_circle(shop: Shop, size: int) -> None:
    tables = await ring(shop, size, 200)

    async def work(number: int, chance: random.Random) -> int:
        table, records = tables[number % size]
        others = tables[(number + 1) % size][1]
        own = chance.sample(records, 200)
        links = number % 3 == 0
        body = {
            "records": [
                {"id": one, "fields": {"Next": [chance.choice(others)]} if links else {"Amount": chance.randrange(9)}}
                for one in own
            ]
        }
        return (await shop.owner.http.patch(f"/tables/{table}/records", json=body)).status_code

    assert set(await all_at_once(work, turns=3)) == {200}
    assert await wrong(shop, tables[0][0]) == []


@pytest.mark.slow
async def test_many_more_writers_than_connections_wait_and_leave_some_to_others(shop: Shop, database_url: str) -> None:
    """Forty batches at once, for a pool of eight: nobody is turned away, and most wait without a connection."""
    (left, records), (right, others) = await ring(shop, 2, 100)
    await shop.edit(records[0], Amount=2)
    waiting: set[int] = set()

    async def work(number: int, chance: random.Random) -> int:
        table, own = (left, records) if number % 2 else (right, others)
        body = {"records": [{"id": one, "fields": {"Amount": chance.randrange(900)}} for one in own]}
        return (await shop.owner.http.patch(f"/tables/{table}/records", json=body)).status_code

    async def watch() -> None:
        async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as conn:
            while True:
                cursor = await conn.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                [(count,)] = await cursor.fetchall()
                waiting.add(count)
                await asyncio.sleep(0.02)

    watching = asyncio.create_task(watch())
    statuses = await all_at_once(work, writers=40, turns=1)
    watching.cancel()
    assert set(statuses) == {200}
    assert 1 <= max(waiting) < AT_A_TIME
    assert await wrong(shop, left) == []


async def wrong(shop: Shop, table: str) -> list[Any]:
    shop.orders = table
    return await shop.wrong()


@pytest.mark.slow
async def test_no_update_of_a_circle_is_lost(shop: Shop) -> None:
    """Everybody counts up, with the version that they have seen; in the end the sums show each step."""
    (_, left), (_, right) = tables = await ring(shop, 2, 2)

    async def work(number: int, _: random.Random) -> int:
        record = (left, right)[number % 2][number // 2 % 2]
        while True:
            seen = await shop.owner.get(f"/records/{record}")
            answer = await shop.owner.http.patch(
                f"/records/{record}",
                json={"fields": {"Amount": seen["fields"]["Amount"] + 1}},
                headers={"If-Match": str(seen["version"])},
            )
            if answer.status_code != 409:
                return answer.status_code

    assert set(await all_at_once(work, turns=10)) == {200}
    amounts = [(await shop.read(record))["Amount"] for record in (*left, *right)]
    assert amounts == [21, 21, 21, 21]
    assert [(await shop.read(record))["Sum"] for record in (*left, *right)] == amounts
    assert await wrong(shop, tables[0][0]) == []


@pytest.mark.slow
async def test_two_ways_to_one_table_are_locked_in_one_order(shop: Shop, database_url: str) -> None:
    """Matches between teams: each changes the home team and the guest, of which somebody else's are the other way."""
    teams, matches = await new_table(shop, "Teams"), await new_table(shop, "Matches")
    for name in ("Home", "Guest"):
        await linked(shop, matches, name, teams, f"{name} matches", "manyToOne")
        config: dict[str, Any] = {"linkField": f"{name} matches", "field": "Amount", "aggregate": "sum"}
        await shop.derive("rollup", f"{name} sum", table=teams, **config)
    pair = await shop.make(teams, {"Name": "one"}, {"Name": "two"})
    played = await shop.make(
        matches, *({"Home": [pair[at % 2]], "Guest": [pair[1 - at % 2]], "Amount": 1} for at in range(WRITERS))
    )
    before = deadlocks(database_url)

    async def work(number: int, chance: random.Random) -> int:
        return await patch(shop, played[number], keyed=False, Amount=chance.randrange(100))

    assert set(await all_at_once(work)) == {200}
    assert deadlocks(database_url) == before
    assert await wrong(shop, teams) == []


@pytest.mark.slow
async def test_links_and_values_of_one_child_meet_in_one_order(shop: Shop, database_url: str) -> None:
    """Orders have the lower number: who links went from them to the lines, who edits a line the other way."""
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    orders = await shop.make(shop.orders, *({"Name": str(at)} for at in range(3)))
    lines = await shop.make(shop.lines, *({"Amount": 1, "Order": [orders[0]]} for _ in range(4)))
    before = deadlocks(database_url)

    async def work(number: int, chance: random.Random) -> int:
        line = lines[number // 2]
        if number % 2:
            return await patch(shop, line, keyed=False, Amount=chance.randrange(100))
        return await patch(shop, line, keyed=False, Order=[chance.choice(orders)])

    assert set(await all_at_once(work)) == {200}
    assert deadlocks(database_url) == before
    assert await shop.wrong() == []


async def test_who_changes_no_link_waits_for_no_circle(shop: Shop, database_url: str) -> None:
    """Files and upserts of a table that only links to a circle, while somebody has the turn."""
    (left, [record]), _ = await ring(shop, 2, 1)
    notes = await new_table(shop, "Notes")
    await linked(shop, notes, "About", left, "Notes")
    await shop.owner.post(f"/tables/{notes}/fields", {"name": "Files", "type": "attachment"})
    [note] = await shop.make(notes, {"Name": "a"})
    file = (await upload(shop.owner, shop.world.base, "a.txt", b"a"))["id"]
    async with await psycopg.AsyncConnection.connect(database_url) as other:
        await other.execute("SELECT pg_advisory_xact_lock(715, number::int) FROM dataos.tables")
        async with asyncio.timeout(10):
            await shop.make(notes, {"Name": "b", "Files": [file]})
            await shop.edit(note, Files=[file])
            body = {"upsertOn": ["Name"], "records": [{"fields": {"Name": name, "Amount": 1}} for name in "ac"]}
            await shop.owner.patch(f"/tables/{notes}/records", body)
        linking = asyncio.create_task(shop.edit(note, Files=[], About=[record]))
        done, _ = await asyncio.wait({linking}, timeout=0.5)
        assert not done
        await other.commit()
        fields = await linking
    assert (fields["Files"], [item["id"] for item in fields["About"]]) == (None, [record])


def deadlocks(database_url: str) -> int:
    """That PostgreSQL has had to end so far; its sessions tell now and then."""
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("SELECT pg_sleep(1.5)")
        row = conn.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").fetchone()
        return 0 if row is None else int(row[0])


async def test_who_loses_a_deadlock_under_an_idempotency_key_begins_again(shop: Shop, database_url: str) -> None:
    """The key and the work are one transaction, which only its owner can begin again."""
    first, second = await shop.make(shop.lines, {"Name": "a"}, {"Name": "b"})
    [(lines,)] = await shop.rows("SELECT 'ws_1.t_' || number FROM dataos.tables WHERE id = %s", shop.lines)
    keys = [int(record[-12:], 16) for record in (first, second)]
    body = {"records": [{"id": record, "fields": {"Name": "new"}} for record in (first, second)]}
    async with await psycopg.AsyncConnection.connect(database_url) as other:
        await other.execute("SET deadlock_timeout = '10s'")
        await other.execute(f"SELECT FROM {lines} WHERE id = %s FOR UPDATE".encode(), [keys[1]])
        sent = asyncio.create_task(
            shop.owner.http.patch(f"/tables/{shop.lines}/records", json=body, headers={"Idempotency-Key": str(uuid4())})
        )
        await holding(database_url, lines, keys[0])
        await other.execute(f"SELECT FROM {lines} WHERE id = %s FOR UPDATE".encode(), [keys[0]])
        await other.commit()
        answer = await sent
    assert answer.status_code == 200, answer.text
    assert [(await shop.read(record))["Name"] for record in (first, second)] == ["new", "new"]


async def holding(database_url: str, relation: str, key: int) -> None:
    """Until somebody holds this record."""
    async with asyncio.timeout(10):
        with psycopg.connect(database_url, autocommit=True) as conn:
            while conn.execute(
                f"SELECT FROM {relation} WHERE id = %s FOR UPDATE SKIP LOCKED".encode(), [key]
            ).fetchall():
                await asyncio.sleep(0.01)
