"""DDL of physical tables."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
from pydantic import SecretStr

import api.db.physical as physical
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from core.errors import Conflict, LimitExceeded, Unavailable
from core.schema import TableSchema
from tests.api.records.world import define
from tests.support.query_tables import schema

FIELDS = [define(1, "Name", "text"), define(2, "Done", "checkbox"), define(3, "Made", "createdTime")]
TABLE: TableSchema = schema(5, "Things", FIELDS)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(DatabaseSettings(url=SecretStr(database_url)))
    async with opened.records() as conn:
        await physical.create_schema(conn, 1)
        await physical.create_schema(conn, 1)
        await physical.create_table(conn, TABLE)
    yield opened
    await opened.close()


async def columns(database: Database) -> dict[str, str]:
    async with database.records() as conn:
        cursor = await conn.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 't_5'"
        )
        return dict(await cursor.fetchall())


async def test_columns_follow_the_stored_fields(database: Database) -> None:
    system = {"id", "ckey", "version", "created_at", "created_by", "updated_at", "updated_by", "deleted_at"}
    assert set(await columns(database)) == system | {"f_1", "f_2"}
    more = define(4, "Tags", "multiSelect")
    async with database.records() as conn:
        await physical.add_column(conn, TABLE, more)
        await physical.add_column(conn, TABLE, more)
        await physical.drop_column(conn, TABLE, FIELDS[0])
        await physical.drop_column(conn, TABLE, FIELDS[2])
    found = await columns(database)
    assert set(found) == system | {"f_2", "f_4"}
    assert (found["f_2"], found["f_4"]) == ("boolean", "ARRAY")


async def test_unique_refuses_values_that_are_there_twice(database: Database) -> None:
    async with database.records() as conn:
        await conn.execute("INSERT INTO ws_1.t_5 (f_1) VALUES ('a'), ('a'), (NULL), (NULL)")
        with pytest.raises(Conflict) as caught:
            await physical.add_unique(conn, TABLE, FIELDS[0])
        assert caught.value.code == "duplicate_values"
        await conn.execute("UPDATE ws_1.t_5 SET deleted_at = now() WHERE id = 1")
        await physical.add_unique(conn, TABLE, FIELDS[0])
        with pytest.raises(psycopg.errors.UniqueViolation):
            await conn.execute("INSERT INTO ws_1.t_5 (f_1) VALUES ('a')")
        await physical.drop_unique(conn, TABLE, FIELDS[0])
        await conn.execute("INSERT INTO ws_1.t_5 (f_1) VALUES ('a')")


async def test_columns_run_out_with_a_sentence(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(physical, "_COLUMN_LIMIT", 12)
    async with database.records() as conn:
        for number in (10, 11):
            await physical.add_column(conn, TABLE, define(number, "F", "text"))
            await physical.drop_column(conn, TABLE, define(number, "F", "text"))
        with pytest.raises(LimitExceeded) as caught:
            await physical.add_column(conn, TABLE, define(12, "F", "text"))
    assert "12 columns" in caught.value.detail


async def test_waiting_for_a_lock_is_short_and_repeated(database: Database) -> None:
    async def hold(seconds: float) -> None:
        async with database.records() as conn, conn.transaction():
            await conn.execute("LOCK TABLE ws_1.t_5 IN ACCESS SHARE MODE")
            await asyncio.sleep(seconds)

    holder = asyncio.create_task(hold(1.6))
    await asyncio.sleep(0.1)
    async with database.writing() as session:
        await physical.add_column(await database.driver(session), TABLE, define(20, "F", "text"))
    await holder
    assert "f_20" in await columns(database)


async def test_table_that_stays_locked_is_busy(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(physical, "_LOCK_ATTEMPTS", 1)
    async with database.records() as holder, holder.transaction():
        await holder.execute("LOCK TABLE ws_1.t_5 IN ACCESS SHARE MODE")
        async with database.records() as conn:
            with pytest.raises(Unavailable) as caught:
                await physical.add_column(conn, TABLE, define(21, "F", "text"))
    assert caught.value.code == "table_busy"


async def test_ddl_rolls_back_with_its_session(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            await physical.add_column(await database.driver(session), TABLE, define(30, "F", "text"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert "f_30" not in await columns(database)


async def test_dropped_table_is_gone(database: Database) -> None:
    async with database.records() as conn:
        await physical.drop_table(conn, TABLE)
    assert await columns(database) == {}
