"""Remembered schemas."""

import pytest

from api.tables.schema import Schemas
from core.errors import NotFound
from tests.api.records.world import World, define


async def test_remembers_until_told_to_forget(world: World) -> None:
    schemas = Schemas()
    made = await world.table([define(1, "Name", "text"), define(2, "Amount", "currency", {"precision": 3})])
    async with world.database.records() as conn:
        first = await schemas.by_number(conn, made.number)
        assert [(field.name, field.config) for field in first.fields] == [(f.name, f.config) for f in made.fields]
        assert await schemas.by_id(conn, made.id) is first
        await conn.execute("UPDATE dataos.tables SET version = 2")
        assert await schemas.by_number(conn, made.number) is first
        schemas.forget(made.number)
        assert schemas.remembered(made.id) is None
        assert (await schemas.by_number(conn, made.number)).version == 2


async def test_never_remembers_what_a_transaction_may_take_back(world: World) -> None:
    schemas = Schemas()
    made = await world.table([define(1, "Name", "text")])

    async def change() -> None:
        async with world.database.writing() as session:
            conn = await world.database.driver(session)
            await conn.execute("UPDATE dataos.tables SET version = 2")
            assert (await schemas.fresh(conn, made.number)).version == 2
            assert (await schemas.by_number(conn, made.number)).version == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change()
    async with world.database.records() as conn:
        assert (await schemas.by_number(conn, made.number)).version == 1


@pytest.mark.parametrize("part", ["tables", "bases", "workspaces"])
async def test_deleted_tables_are_not_found(world: World, part: str) -> None:
    made = await world.table([define(1, "Name", "text")])
    await world.rows(f"UPDATE dataos.{part} SET deleted_at = now() RETURNING 1")
    async with world.database.records() as conn:
        with pytest.raises(NotFound):
            await Schemas().by_number(conn, made.number)
        with pytest.raises(NotFound):
            await Schemas().by_id(conn, made.id)


async def test_table_that_is_still_being_filled_is_not_found(world: World) -> None:
    made = await world.table([define(1, "Name", "text")])
    await world.rows("UPDATE dataos.tables SET ready = false RETURNING 1")
    async with world.database.records() as conn:
        with pytest.raises(NotFound):
            await Schemas().by_number(conn, made.number)
