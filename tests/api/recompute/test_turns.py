"""Waiting for the turn in a circle of tables: for long, in vain, with few connections, and before anything is held."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import psycopg
import pytest

import api.records.effects as effects
from api.records.again import ATTEMPTS, again, waited_long
from api.records.queue import AT_A_TIME
from api.tables.schema import Schemas
from core.errors import Unavailable
from tests.api.fields.converting import convert, titles
from tests.api.recompute.shop import Shop
from tests.api.recompute.test_circles import linked, new_table, patch, ring


@asynccontextmanager
async def turn_taken(shop: Shop, database_url: str, table: str) -> AsyncGenerator[psycopg.AsyncConnection]:
    """Somebody else's transaction that has the turn in the circle of which this table is the first."""
    async with await psycopg.AsyncConnection.connect(database_url) as other:
        await other.execute("SELECT pg_advisory_xact_lock(715, %s)", [await number_of(shop, table)])
        yield other


async def number_of(shop: Shop, table: str) -> int:
    [(number,)] = await shop.rows("SELECT number::int FROM dataos.tables WHERE id = %s", table)
    return int(number)


async def waiting(other: psycopg.AsyncConnection, wanted: int) -> None:
    """Until so many wait for a turn."""
    async with asyncio.timeout(10):
        while await how_many(other) != wanted:
            await asyncio.sleep(0.01)


async def how_many(other: psycopg.AsyncConnection) -> int:
    cursor = await other.execute(
        "SELECT count(*)::int FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        " WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.classid = 715 AND NOT l.granted"
    )
    [(count,)] = await cursor.fetchall()
    return int(count)


async def test_the_turn_may_come_later_than_a_statement_may_take(shop: Shop, database_url: str) -> None:
    (table, _), _ = await ring(shop, 2, 1)
    async with turn_taken(shop, database_url, table) as other, shop.database.records() as conn:
        schema = await Schemas().fresh(conn, await number_of(shop, table))

        async def act() -> str:
            async with conn.transaction():
                await conn.execute("SET LOCAL statement_timeout = '200ms'")
                await effects.take_turns(conn, schema, linked=True)
                [(limit,)] = await (await conn.execute("SHOW statement_timeout")).fetchall()
                return str(limit)

        acting = asyncio.create_task(act())
        await waiting(other, 1)
        await asyncio.sleep(0.6)
        await other.commit()
        assert await acting == "200ms"
        assert (await (await conn.execute("SHOW statement_timeout")).fetchall()) != [("200ms",)]


@pytest.mark.parametrize("keyed", [False, True])
async def test_a_turn_that_does_not_come_is_told_once_as_busy(
    shop: Shop, database_url: str, monkeypatch: pytest.MonkeyPatch, keyed: bool
) -> None:
    (table, [record]), _ = await ring(shop, 2, 1)
    monkeypatch.setattr(effects, "_PATIENCE_MS", 400)
    headers = {"Idempotency-Key": str(uuid4())} if keyed else {}
    body = {"fields": {"Amount": 7}}
    async with turn_taken(shop, database_url, table):
        async with asyncio.timeout(2):  # not several times
            answer = await shop.owner.http.patch(f"/records/{record}", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (503, "records_busy")
    answer = await shop.owner.http.patch(f"/records/{record}", json=body, headers=headers)
    assert (answer.status_code, answer.json()["fields"]["Amount"]) == (200, 7)


async def test_of_nested_acts_the_outermost_begins_again(shop: Shop) -> None:
    tries: list[int] = []

    async with shop.database.records() as conn:

        async def crossed() -> None:
            tries.append(1)
            await conn.execute("DO $$ BEGIN RAISE deadlock_detected; END $$")

        async def in_vain() -> None:
            tries.append(1)
            raise waited_long()

        async def late() -> int:
            if len(tries) < ATTEMPTS - 1:
                await crossed()
            return len(tries)

        async def count(work: Callable[[], Awaitable[None]]) -> int:
            tries.clear()
            with pytest.raises(Unavailable) as refused:
                await again(conn, lambda: again(conn, lambda: again(conn, work)))
            assert refused.value.code == "records_busy"
            return len(tries)

        assert await count(crossed) == ATTEMPTS
        assert await count(in_vain) == 1
        async with conn.transaction():  # somebody else's
            assert await count(crossed) == 3
            await conn.execute("SELECT 1")
        tries.clear()
        assert await again(conn, lambda: again(conn, late)) == ATTEMPTS - 1
        assert await count(crossed) == ATTEMPTS


async def test_writers_of_what_a_circle_looks_at_wait_without_a_connection_too(shop: Shop, database_url: str) -> None:
    (table, records), _ = await ring(shop, 2, 1)
    rates = await new_table(shop, "Rates")
    await linked(shop, table, "Rate", rates, "Users")
    await shop.derive("rollup", "Rated", table=table, linkField="Rate", field="Amount", aggregate="sum")
    made = await shop.make(rates, *({"Amount": 1} for _ in range(2 * AT_A_TIME)))
    await shop.edit(records[0], Rate=made)
    await shop.edit(made[0], Amount=1.5)
    async with turn_taken(shop, database_url, table) as other:
        sent = [asyncio.create_task(patch(shop, rate, keyed=False, Amount=2)) for rate in made]
        await waiting(other, AT_A_TIME)
        await asyncio.sleep(0.3)
        assert await how_many(other) == AT_A_TIME
        await other.commit()
        assert set(await asyncio.gather(*sent)) == {200}
    assert (await shop.read(records[0]))["Rated"] == 4 * AT_A_TIME


async def test_a_conversion_that_makes_records_holds_no_table_before_its_turn(shop: Shop, database_url: str) -> None:
    (table, records), (target, _) = await ring(shop, 2, 1)
    text = await shop.owner.post(f"/tables/{table}/fields", {"name": "Which", "type": "text"})
    await shop.edit(records[0], Which="New")
    async with turn_taken(shop, database_url, table) as other:
        config = {"tableId": target}
        sent = asyncio.create_task(convert(shop.owner, text["id"], "link", config=config, createMissing=True))
        await waiting(other, 1)
        # What a writer needs that has the turn.
        relation = f"ws_1.t_{await number_of(shop, table)}"
        await other.execute(f"LOCK TABLE {relation} IN ROW EXCLUSIVE MODE NOWAIT".encode())
        await other.execute("SELECT FROM dataos.tables WHERE id = %s FOR SHARE NOWAIT", [table])
        await other.commit()
        await sent
    assert await titles(shop.owner, {"id": table}, "Which") == [["New"]]
