"""Connections, their defaults, and what happens when PostgreSQL goes away."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
from psycopg.errors import ReadOnlySqlTransaction
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db.engine import Database
from api.db.settings import DatabaseSettings
from core.errors import Unavailable


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(
        DatabaseSettings(url=SecretStr(database_url), statement_timeout_ms=800, wait_seconds=2, pool_size=3)
    )
    try:
        yield opened
    finally:
        await opened.close()


async def test_json_arrives_as_bytes_and_jsonb_as_values(database: Database) -> None:
    statement = "SELECT '{\"a\": 1}'::json, '{\"a\": 1}'::jsonb, current_setting('TimeZone')"
    async with database.records() as conn:
        assert await (await conn.execute(statement)).fetchone() == (b'{"a": 1}', {"a": 1}, "UTC")
    async with database.reading() as session:
        driver = await database.driver(session)
        assert await (await driver.execute(statement)).fetchone() == (b'{"a": 1}', {"a": 1}, "UTC")


async def test_one_caller_keeps_the_connection_that_is_warm_and_others_get_their_own(database: Database) -> None:
    lent: list[int] = []
    for _ in range(6):
        async with database.records() as conn:
            lent.append(conn.info.backend_pid)
    assert len(set(lent)) == 1
    async with database.records() as one, database.records() as two, database.records() as three:
        pids = [conn.info.backend_pid for conn in (one, two, three)]
        assert pids[0] == lent[0]
        assert len(set(pids)) == 3
        with pytest.raises(Unavailable):
            async with database.records():
                pass
    async with database.records() as conn:
        # Three came back, and the last of them was the first that was lent.
        assert conn.info.backend_pid == pids[0]


async def test_reading_cannot_write(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(DBAPIError) as caught:
            await session.execute(text("UPDATE dataos.users SET name = 'x'"))
        assert isinstance(caught.value.orig, ReadOnlySqlTransaction)


async def test_driver_work_is_part_of_the_session_transaction(database: Database) -> None:
    insert = "INSERT INTO dataos.cursors (consumer, xid, seq) VALUES ('t', '1', 1)"

    async def fail() -> None:
        async with database.writing() as session:
            await (await database.driver(session)).execute(insert)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.writing() as session:
        await (await database.driver(session)).execute(insert)
    async with database.records() as conn:
        assert await (await conn.execute("SELECT count(*) FROM dataos.cursors WHERE consumer = 't'")).fetchone() == (1,)


async def test_a_block_on_the_driver_commits_nothing_by_itself(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            conn = await database.driver(session)
            async with conn.transaction():
                await conn.execute("INSERT INTO dataos.cursors (consumer, xid, seq) VALUES ('t', '1', 1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.records() as conn:
        assert await (await conn.execute("SELECT count(*) FROM dataos.cursors WHERE consumer = 't'")).fetchone() == (0,)


async def test_slow_statement_is_a_timeout(database: Database) -> None:
    with pytest.raises(Unavailable) as caught:
        async with database.records() as conn:
            await conn.execute("SELECT pg_sleep(5)")
    assert caught.value.code == "query_timeout"


async def test_exhausted_pool_is_unavailable_after_a_bounded_wait(database: Database) -> None:
    async with database.records(), database.records(), database.records():
        with pytest.raises(Unavailable):
            async with database.records():
                pass


async def test_connections_killed_while_idle_are_never_lent(database: Database, database_url: str) -> None:
    async with database.records() as conn, database.records() as other:
        pids = [conn.info.backend_pid, other.info.backend_pid]
    await _kill(database_url, pids)
    for _ in range(4):
        async with database.records() as conn:
            assert await (await conn.execute("SELECT 1")).fetchone() == (1,)
    async with database.reading() as session:
        assert (await session.execute(text("SELECT 1"))).scalar_one() == 1


async def test_connection_killed_in_use_is_unavailable_once(database: Database, database_url: str) -> None:
    async def be_killed() -> None:
        async with database.records() as conn:
            await _kill(database_url, [conn.info.backend_pid])
            await conn.execute("SELECT 1")

    with pytest.raises(Unavailable) as caught:
        await be_killed()
    assert caught.value.code == "database_unavailable"
    async with database.records() as conn:
        assert await (await conn.execute("SELECT 1")).fetchone() == (1,)


async def test_opens_without_a_server_and_says_so() -> None:
    opened = await Database.open(
        DatabaseSettings(url=SecretStr("postgresql://nobody:x@127.0.0.1:1/none"), wait_seconds=0.3)
    )
    try:
        with pytest.raises(Unavailable):
            async with opened.records():
                pass
        with pytest.raises(Unavailable):
            async with opened.reading() as session:
                await session.execute(text("SELECT 1"))
    finally:
        await opened.close()


async def _kill(database_url: str, pids: list[int]) -> None:
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as admin:
        await admin.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) pid", [pids])
    await asyncio.sleep(0.2)


async def test_a_transaction_that_was_left_open_is_rolled_back(database: Database) -> None:
    async with database.records() as conn:
        await conn.execute("CREATE TABLE left_open (n int)")
        await conn.execute("BEGIN")
        await conn.execute("INSERT INTO left_open VALUES (1)")
    async with database.records() as conn:
        assert await (await conn.execute("SELECT count(*) FROM left_open")).fetchone() == (0,)
        await conn.execute("DROP TABLE left_open")
