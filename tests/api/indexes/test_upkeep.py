"""Indexes come from what is asked, go when nobody asks, and survive being killed half way."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

import api.db.physical as physical
from api.db import indexes
from api.indexes import upkeep
from api.indexes.definitions import MAX_INDEXES, definition_of
from api.indexes.upkeep import Round
from api.records import read, write
from api.records.acts import RecordDraft
from api.records.sql.project import Shape
from api.records.wants import Want, WantKind, parse_want
from core.values import JsonValue
from tests.api.indexes.large import NOW, made, ready, slow, tend, view
from tests.api.records.snapshots.lists import CONTEXT, parsed
from tests.api.records.world import World, by, define
from tests.support.query_strategies import SCHEMA


async def test_views_and_slow_questions_get_their_indexes(world: World, database_url: str) -> None:
    access = await ready(world)
    schema = access.schema
    sorted_by_name: JsonValue = {"sorts": [{"field": schema.by_name["Name"].id, "direction": "desc"}]}
    await view(world, schema, "a", sorted_by_name)
    await slow(
        world, access, {"filter": {"field": "Choice", "operator": "equals", "value": "a"}, "sorts": [{"field": "Due"}]}
    )
    await slow(world, access, {"filter": {"field": "Tags", "operator": "hasAny", "value": ["a"]}})
    await slow(world, access, {"search": "abc"})
    await slow(world, access, {"sorts": [{"field": "Choice"}]})
    await slow(world, access, {"sorts": [{"field": "N"}]}, times=1)
    done = await tend(database_url)
    found = await made(world, schema)
    assert sorted(done.created) == sorted(found)
    texts = "\n".join(found.values())
    for part in (
        '"left"(lower(f_1), 250) NULLS FIRST, id)',
        "(f_3, f_5 NULLS FIRST, id)",
        "USING gin (f_4)",
        "USING gin (f_1 gin_trgm_ops, f_7 gin_trgm_ops",
        "->> f_3",
    ):
        assert part in texts
    assert len(found) == 5
    assert all("WHERE (deleted_at IS NULL)" in text for text in found.values())
    again = await tend(database_url)
    assert (again.created, again.dropped, again.failed) == ([], [], [])


async def test_what_was_interrupted_is_dropped_and_built_again(world: World, database_url: str) -> None:
    access = await ready(world)
    await slow(world, access, {"sorts": [{"field": "N"}]})
    definition = definition_of(parse_want("sort:2"), access.schema)
    assert definition is not None
    name = definition.name(access.schema)
    async with world.database.records() as blocking, blocking.transaction():
        # A build waits for transactions that have seen the table; meanwhile it is killed.
        await blocking.execute(f"UPDATE {access.schema.relation} SET f_7 = 'x'".encode())
        round_ = asyncio.create_task(tend(database_url))
        while not await world.rows("SELECT 1 FROM pg_stat_activity WHERE application_name = %s", indexes.APPLICATION):
            await asyncio.sleep(0.01)
        while name not in await made(world, access.schema):
            await asyncio.sleep(0.01)
        await world.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", indexes.APPLICATION
        )
        with pytest.raises(psycopg.OperationalError):
            await round_
    assert await world.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", f"ws_1.{name}") == [
        (False,)
    ]
    done = await tend(database_url)
    assert (done.dropped, done.created) == ([name], [name])
    assert await world.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", f"ws_1.{name}") == [
        (True,)
    ]


async def test_whoever_changes_the_table_goes_first(world: World, database_url: str) -> None:
    """Adding a field does not wait for an index that is built in the background."""
    access = await ready(world)
    await slow(world, access, {"sorts": [{"field": "N"}]})
    async with world.database.records() as reader:
        async with reader.transaction():
            # Holds up the build, but not what changes the table: it has only looked at another one.
            await reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            await reader.execute("SELECT count(*) FROM dataos.tables")
            round_ = asyncio.create_task(tend(database_url))
            while not await made(world, access.schema):
                await asyncio.sleep(0.01)
            async with world.database.records() as conn, conn.transaction():
                await asyncio.wait_for(physical.add_column(conn, access.schema, define(50, "New", "text")), 8)
        done = await round_
    assert len(done.failed) == 1
    assert await made(world, access.schema) == {}
    soon = await tend(database_url, NOW + timedelta(minutes=10))
    assert soon.created == []
    later = await tend(database_url, NOW + timedelta(hours=2))
    assert len(later.created) == 1


async def test_only_one_round_runs_at_once(world: World, database_url: str) -> None:
    access = await ready(world)
    await slow(world, access, {"sorts": [{"field": "N"}]})
    rounds = await asyncio.gather(*(tend(database_url) for _ in range(4)))
    assert sorted(len(done.created) for done in rounds) == [0, 0, 0, 1]


async def test_what_is_unused_for_a_month_goes_and_comes_back_when_it_is_missed(
    world: World, database_url: str
) -> None:
    access = await ready(world)
    await view(world, access.schema, "a", {"sorts": [{"field": access.schema.by_name["N"].id}]})
    (name,) = (await tend(database_url)).created
    assert (await tend(database_url, NOW + timedelta(days=29))).dropped == []
    assert (await tend(database_url, NOW + timedelta(days=31))).dropped == [name]
    assert (await tend(database_url, NOW + timedelta(days=32))).created == []
    await slow(world, access, {"sorts": [{"field": "N"}]})
    assert (await tend(database_url, datetime.now(UTC))).created == [name]


async def test_what_is_used_stays_though_nothing_is_slow_any_more(world: World, database_url: str) -> None:
    access = await ready(world)
    await slow(world, access, {"sorts": [{"field": "Name"}]})
    now = datetime.now(UTC)
    (name,) = (await tend(database_url, now)).created
    for days in (20, 40, 60):
        async with world.database.records() as conn:
            async with conn.transaction():
                await conn.execute("SET LOCAL enable_seqscan = off")
                query = parsed(access, {"sorts": [{"field": "Name"}], "limit": 3})
                await read.page(conn, access, query, CONTEXT, Shape.NAME)
            await conn.execute("SELECT pg_stat_force_next_flush()")
            await conn.execute("SELECT 1")
        assert (await tend(database_url, now + timedelta(days=days))).dropped == []
    assert list(await made(world, access.schema)) == [name]


async def test_a_search_of_more_fields_takes_the_place_of_the_older_index(world: World, database_url: str) -> None:
    access = await ready(world)
    await slow(world, access, {"filter": {"field": "Name", "operator": "contains", "value": "abc"}})
    (first,) = (await tend(database_url)).created
    await slow(world, access, {"search": "abc"})
    done = await tend(database_url)
    assert done.dropped == [first]
    assert list(await made(world, access.schema)) == done.created


async def test_a_search_through_titles_wants_an_index_of_the_other_table(world: World, database_url: str) -> None:
    other = await ready(world)
    config: dict[str, JsonValue] = {"tableId": other.schema.id, "target": other.schema.number, "link": 1}
    customers = await world.table([define(1, "Name", "text")])
    link = define(2, "Orders", "link", config)
    linking = replace(customers, fields=(*customers.fields, link), linked={2: other.schema})
    await slow(world, world.access(linking), {"search": "abc"})
    created = (await tend(database_url)).created
    assert sorted(await made(world, other.schema) | await made(world, customers)) == sorted(created)
    assert [text.split("USING ")[1] for text in (await made(world, other.schema)).values()] == [
        "gin (f_1 gin_trgm_ops) WHERE (deleted_at IS NULL)"
    ]


async def test_a_table_has_a_handful_of_them(world: World, database_url: str) -> None:
    access = await ready(world)
    for name in ("Name", "N", "Choice", "Tags", "Due", "Flag", "Other", "Edited", "Changed by"):
        await slow(world, access, {"sorts": [{"field": name}]}, times=3)
    await slow(world, access, {"search": "abc"}, times=9)
    await tend(database_url)
    found = await made(world, access.schema)
    assert len(found) == MAX_INDEXES
    assert any("gin" in text for text in found.values())


async def test_small_tables_have_none(world: World, database_url: str) -> None:
    access = await ready(world)
    await slow(world, access, {"sorts": [{"field": "N"}]})
    assert await upkeep.run(database_url, NOW) == Round()


async def test_a_search_gets_its_index_sooner_than_a_sort(world: World, database_url: str) -> None:
    access = await ready(world, 300)
    await slow(world, access, {"sorts": [{"field": "N"}]})
    await slow(world, access, {"search": "abc"})
    assert len((await upkeep.run(database_url, NOW, large=601)).created) == 1
    assert len((await upkeep.run(database_url, NOW, large=600)).created) == 0
    (definition,) = (await made(world, access.schema)).values()
    assert "gin" in definition
    assert len((await upkeep.run(database_url, NOW, large=300)).created) == 1


async def test_a_long_text_can_be_written_beside_every_index(world: World, database_url: str) -> None:
    """An entry of a btree has 2,700 bytes; no write may fail for that."""
    access = await ready(world)
    asked: list[dict[str, JsonValue]] = [
        {"sorts": [{"field": "Name"}, {"field": "Other"}]},
        {"filter": {"field": "Name", "operator": "equals", "value": "x"}},
        {"search": "abc"},
    ]
    for raw in asked:
        await slow(world, access, raw)
    assert len((await tend(database_url)).created) == 3
    words = "".join(chr(0x1F300 + n * 7919 % 700) for n in range(20_000))
    async with world.database.records() as conn:
        drafts = [RecordDraft({1: words, 7: words[::-1]})]
        await write.create(conn, access, drafts, by(world.ada), shape=Shape.NAME)


async def test_bulk_edits_are_vacuumed(world: World, database_url: str) -> None:
    access = await ready(world, 500)
    async with world.database.records() as conn:
        await conn.execute(f"UPDATE {access.schema.relation} SET f_7 = 'y'".encode())
        await conn.execute("SELECT pg_stat_force_next_flush()")
    assert (await upkeep.run(database_url, NOW, large=0, vacuum_from=400)).vacuumed == [access.schema.relation]
    assert (await upkeep.run(database_url, NOW, large=0, vacuum_from=400)).vacuumed == []


async def test_other_indexes_are_never_dropped(world: World, database_url: str) -> None:
    access = await ready(world)
    async with world.database.records() as conn:
        with pytest.raises(ValueError, match="not ours"):
            await indexes.drop(conn, access.schema, "t_1_pkey")
    await tend(database_url)
    names = await world.rows(
        "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass", access.schema.relation
    )
    assert {str(name) for (name,) in names} >= {"ws_1.t_1_pkey", "ws_1.t_1_ckey"}


async def test_a_field_that_is_gone_has_no_index() -> None:
    assert definition_of(Want(WantKind.SORT, (99,)), SCHEMA) is None
