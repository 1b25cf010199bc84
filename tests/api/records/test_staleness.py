"""Caches that are out of date, and a database that goes away."""

from collections.abc import Mapping, Sequence

import pytest
from psycopg import AsyncConnection

import api.db.physical as physical
import api.records.read as read
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.records.acting import Acted, Acting, WriteRequest
from api.records.acts import RecordDraft, RecordEdit
from api.records.sql.project import Shape
from api.records.stale import StaleSchema
from api.records.write import create, delete, restore, update
from api.tables.schema import Schemas
from core.errors import NotFound, Unavailable
from core.query.ast import Aggregate, AggregateFn, Query
from tests.api.records.test_wire import CONTEXT
from tests.api.records.world import WORKSPACE, World, by, define

STALE_BY = {
    "table version": "UPDATE dataos.tables SET version = version + 1",
    "policy version": "UPDATE dataos.workspaces SET policy_version = policy_version + 1",
    "table deleted": "UPDATE dataos.tables SET deleted_at = now()",
    "table being filled": "UPDATE dataos.tables SET ready = false",
    "base deleted": "UPDATE dataos.bases SET deleted_at = now()",
    "workspace deleted": "UPDATE dataos.workspaces SET deleted_at = now()",
    "column gone": "ALTER TABLE ws_1.t_1 DROP COLUMN f_1",
    "table gone": "DROP TABLE ws_1.t_1",
}


@pytest.mark.parametrize("change", STALE_BY.values(), ids=STALE_BY)
async def test_nothing_is_read_or_written_from_a_stale_schema(world: World, change: str) -> None:
    access = world.access(await world.table([define(1, "Name", "text"), define(2, "Amount", "number")]))
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({1: "a"})], by(world.ada), shape=Shape.NAME)
        await conn.execute(change.encode())
        count = Query(aggregates=(Aggregate(AggregateFn.FILLED, access.schema.fields[0]),))
        for attempt in (
            create(conn, access, [RecordDraft({1: "b"})], by(world.ada), shape=Shape.NAME),
            update(conn, access, [RecordEdit(1, {1: "b"})], by(world.ada), shape=Shape.NAME),
            delete(conn, access, [1], by(world.ada)),
            restore(conn, access, [1], by(world.ada), shape=Shape.NAME),
            read.page(conn, access, Query(), CONTEXT, Shape.NAME),
            read.one(conn, access, 1, CONTEXT, Shape.NAME),
            read.groups(conn, access, count, CONTEXT, Shape.NAME),
        ):
            with pytest.raises(StaleSchema):
                await attempt
        assert await (await conn.execute("SELECT count(*) FROM dataos.changes")).fetchone() == (1,)


class NoOptions:
    async def add_options(self, user: CurrentUser, table_id: str, wanted: Mapping[str, Sequence[str]]) -> None:
        raise AssertionError("nobody asked for options")


async def _service(world: World) -> Acting:
    await world.rows(
        "INSERT INTO dataos.workspace_members (workspace_id, user_id, role) VALUES (%s, %s, 'owner') RETURNING 1",
        WORKSPACE,
        world.ada.id,
    )
    return Acting(world.database, Access(world.database, Schemas()), NoOptions())


async def test_stale_schema_is_reloaded_and_the_act_retried_once(world: World) -> None:
    schema = await world.table([define(1, "Name", "text")])
    acting = await _service(world)
    request = WriteRequest(world.ada, "api", "req_1")
    versions: list[int] = []

    async def work(conn: AsyncConnection, access: TableAccess) -> Acted:
        versions.append(access.schema.version)
        written = await create(conn, access, [RecordDraft({1: "x"})], request.context(), shape=Shape.NAME)
        return Acted(201, written.body)

    await acting.run(request, schema.number, work)
    await world.rows("UPDATE dataos.tables SET version = 7 RETURNING 1")
    assert (await acting.run(request, schema.number, work)).status == 201
    assert versions == [1, 1, 7]

    async def always_stale(conn: AsyncConnection, access: TableAccess) -> Acted:
        raise StaleSchema(access.schema.number)

    with pytest.raises(StaleSchema):
        await acting.run(request, schema.number, always_stale)
    await world.rows("UPDATE dataos.tables SET deleted_at = now() RETURNING 1")
    with pytest.raises(NotFound):
        await acting.run(request, schema.number, work)


async def test_killed_connection_is_a_clear_error_once_and_then_all_is_well(world: World) -> None:
    access = world.access(await world.table([define(1, "Name", "text")]))

    async def write(*, kill: bool) -> None:
        async with world.database.records() as conn:
            if kill:
                async with world.database.records() as other:
                    await other.execute("SELECT pg_terminate_backend(%s)", [conn.info.backend_pid])
            await create(conn, access, [RecordDraft({1: "x"})], by(world.ada), shape=Shape.NAME)

    await write(kill=False)
    with pytest.raises(Unavailable) as caught:
        await write(kill=True)
    assert caught.value.code == "database_unavailable"
    await write(kill=False)
    assert await world.rows(f"SELECT count(*) FROM {access.schema.relation}") == [(2,)]


async def test_added_column_is_not_in_old_statements(world: World) -> None:
    """A schema change between two uses of a prepared statement: the next version's statement is a new one."""
    schema = await world.table([define(1, "Name", "text")])
    access = world.access(schema)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({1: "a"})], by(world.ada), shape=Shape.NAME)
        fresh = define(2, "More", "checkbox")
        await physical.add_column(conn, schema, fresh)
        newer = world.access(await world.changed(schema, fields=(*schema.fields, fresh)))
        with pytest.raises(StaleSchema):
            await read.one(conn, access, 1, CONTEXT, Shape.NAME)
        assert b'"More" : false' in (await read.one(conn, newer, 1, CONTEXT, Shape.NAME)).body
