"""Undo and redo against real records."""

import asyncio
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from api.access.service import Access, TableAccess
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from api.encryption.vault import Vault
from api.fields.derived import Derived
from api.fields.service import Fields
from api.history.back.schema import SchemaBack
from api.history.back.taken import TakenBack
from api.history.undo import Undo
from api.kit.key_ring import KeyRing
from api.links.service import Links
from api.records.acts import RecordDraft, RecordEdit
from api.records.counting import SeenRecords
from api.records.sql.project import Shape
from api.records.write import create, delete, restore, update
from api.tables.schema import Schemas
from api.tables.service import Tables
from api.trash.restoring import Restoring
from api.views.service import Views
from core.schema import TableSchema
from core.values import StoredValue
from tests.api.records.world import WORKSPACE, World, by, define

NAME, AMOUNT, DONE = 1, 2, 3
TAB = "tab-1"


async def things(world: World, *, unique: bool = False) -> TableAccess:
    schema = await world.table(
        [
            define(NAME, "Name", "text", unique=unique),
            define(AMOUNT, "Amount", "number"),
            define(DONE, "Done", "checkbox"),
        ]
    )
    await world.rows(
        "INSERT INTO dataos.workspace_members (workspace_id, user_id, role) VALUES (%s, %s, 'owner'), (%s, %s, 'owner')"
        " ON CONFLICT DO NOTHING RETURNING 1",
        WORKSPACE,
        world.ada.id,
        WORKSPACE,
        world.bo.id,
    )
    return world.access(schema)


NO_KEYS = Vault(KeyRing({}))


def service(database: Database) -> Undo:
    schemas = Schemas()
    access = Access(database, schemas)
    links, derived = Links(database, access), Derived(database, access)
    tables = Tables(database, access, links, derived, NO_KEYS, SeenRecords())
    schema_back = SchemaBack(
        access,
        tables,
        Fields(database, access, links, derived, NO_KEYS),
        Views(database, access, schemas),
        Restoring(database, access, derived, tables),
    )
    return Undo(database, access, schemas, NO_KEYS, schema_back)


async def state(world: World, schema: TableSchema) -> list[tuple[object, ...]]:
    return await world.rows(f"SELECT id, f_1, f_2, f_3, deleted_at IS NULL FROM {schema.relation} ORDER BY id")


async def undo(world: World, tab: str = TAB) -> TakenBack:
    return await service(world.database).undo(world.ada, tab, "req_1")


async def redo(world: World, tab: str = TAB) -> TakenBack:
    return await service(world.database).redo(world.ada, tab, "req_2")


async def test_update_is_taken_back_and_brought_again(world: World) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({NAME: "a"})], by(world.bo, None), shape=Shape.NAME)
        await update(conn, access, [RecordEdit(1, {NAME: "b", DONE: True})], by(world.ada, TAB), shape=Shape.NAME)
    after = await state(world, access.schema)
    taken = await undo(world)
    assert [part.keys for part in taken.reached] == [[1]]
    assert await state(world, access.schema) == [(1, "a", None, False, True)]
    assert (await undo(world)).change_set is None
    assert (await redo(world)).change_set is not None
    assert await state(world, access.schema) == after
    assert (await redo(world)).change_set is None
    assert (await undo(world)).change_set is not None
    causes = await world.rows("SELECT cause, cause_detail ? 'undoes', tab FROM dataos.changes ORDER BY seq")
    assert causes == [
        ("request", None, None),
        ("request", None, TAB),
        ("undo", True, TAB),
        ("redo", True, TAB),
        ("undo", True, TAB),
    ]


async def test_create_delete_and_restore_are_taken_back(world: World) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({NAME: n}) for n in "ab"], by(world.ada, TAB), shape=Shape.NAME)
        await delete(conn, access, [2], by(world.ada, TAB))
        await restore(conn, access, [2], by(world.ada, TAB), shape=Shape.NAME)
    lives = [[True, True], [True, False], [True, True]]
    for expected in ([True, False], [True, True], [False, False]):
        assert (await undo(world)).change_set is not None
        assert [row[-1] for row in await state(world, access.schema)] == expected
    for expected in lives:
        assert (await redo(world)).change_set is not None
        assert [row[-1] for row in await state(world, access.schema)] == expected


async def test_cell_changed_since_by_somebody_else_is_kept_and_listed(world: World) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({NAME: "a"})], by(world.bo, None), shape=Shape.NAME)
        await update(conn, access, [RecordEdit(1, {NAME: "b", AMOUNT: 1})], by(world.ada, TAB), shape=Shape.NAME)
        await update(conn, access, [RecordEdit(1, {NAME: "c"})], by(world.bo), shape=Shape.NAME)
    taken = await undo(world)
    assert await state(world, access.schema) == [(1, "c", None, False, True)]
    assert [(conflict.key, conflict.field_number) for _, conflict in taken.conflicts] == [(1, NAME)]


async def test_records_others_changed_deleted_or_restored_since_are_left_alone(world: World) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({NAME: n}) for n in "abc"], by(world.ada, TAB), shape=Shape.NAME)
        await update(conn, access, [RecordEdit(1, {NAME: "x"})], by(world.bo), shape=Shape.NAME)
        await delete(conn, access, [2], by(world.bo))
    taken = await undo(world)
    assert [row[-1] for row in await state(world, access.schema)] == [True, False, False]
    assert [conflict.reason for _, conflict in taken.conflicts] == [
        "the record was changed since",
        "the record was deleted since",
    ]


async def test_change_set_that_is_all_conflicts_is_passed_over(world: World) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({}), RecordDraft({})], by(world.bo, None), shape=Shape.NAME)
        await update(conn, access, [RecordEdit(1, {NAME: "mine"})], by(world.ada, TAB), shape=Shape.NAME)
        await update(conn, access, [RecordEdit(2, {NAME: "mine"})], by(world.ada, TAB), shape=Shape.NAME)
        await update(conn, access, [RecordEdit(2, {NAME: "yours"})], by(world.bo), shape=Shape.NAME)
    taken = await undo(world)
    assert [part.keys for part in taken.reached] == [[1]]
    assert [row[1] for row in await state(world, access.schema)] == [None, "yours"]
    last = await undo(world)
    assert last.change_set is None
    assert len(last.conflicts) == 1


async def test_tabs_and_people_have_stacks_of_their_own(world: World) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({NAME: "a"})], by(world.ada, TAB), shape=Shape.NAME)
    assert (await undo(world, "other")).change_set is None
    assert (await service(world.database).undo(world.bo, TAB, "req")).change_set is None
    assert (await undo(world)).change_set is not None


async def test_batch_is_one_step(world: World) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({AMOUNT: n}) for n in range(1000)], by(world.ada, TAB), shape=Shape.ID)
        edits = [RecordEdit(key, {AMOUNT: 0} if key % 2 else {NAME: "even"}) for key in range(1, 1001)]
        await update(conn, access, edits, by(world.ada, TAB), shape=Shape.ID)
    before = await state(world, access.schema)
    await undo(world)
    assert [row[1:3] for row in await state(world, access.schema)] == [(None, float(n)) for n in range(1000)]
    await redo(world)
    assert await state(world, access.schema) == before


Deed = tuple[str, int, dict[int, StoredValue]]
VALUES = st.fixed_dictionaries(
    {},
    optional={
        NAME: st.sampled_from([None, "a", "b"]),
        AMOUNT: st.sampled_from([None, 0, 1.5]),
        DONE: st.booleans(),
    },
)
DEEDS = st.lists(st.tuples(st.sampled_from(["create", "update", "delete", "restore"]), st.integers(0, 3), VALUES))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
async def test_undoing_all_and_redoing_all_is_the_identity(world: World, deeds: list[Deed]) -> None:
    access = await things(world)
    tab = uuid4().hex
    states = [_live(await state(world, access.schema))]
    for deed in deeds[:12]:
        if await _do(world, access, deed, tab):
            states += [_live(await state(world, access.schema))]
    for expected in reversed(states[:-1]):
        assert (await undo(world, tab)).conflicts == []
        assert _live(await state(world, access.schema)) == expected
    assert (await undo(world, tab)).change_set is None
    for expected in states[1:]:
        assert (await redo(world, tab)).conflicts == []
        assert _live(await state(world, access.schema)) == expected
    assert (await redo(world, tab)).change_set is None


def _live(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """What people see: a record undone into the trash is not there."""
    return [row[:-1] for row in rows if row[-1]]


async def _do(world: World, access: TableAccess, deed: Deed, tab: str) -> bool:
    """One act, if it fits the table as it is; whether it changed anything."""
    what, pick, values = deed
    rows = await state(world, access.schema)
    fitting = [row[0] for row in rows if row[-1] is (what != "restore")]
    if what != "create" and not fitting:
        return False
    async with world.database.records() as conn:
        if what == "create":
            written = await create(conn, access, [RecordDraft(values)], by(world.ada, tab), shape=Shape.ID)
            return bool(written.changed)
        key = fitting[pick % len(fitting)]
        assert isinstance(key, int)
        match what:
            case "update":
                written = await update(conn, access, [RecordEdit(key, values)], by(world.ada, tab), shape=Shape.ID)
            case "delete":
                written = await delete(conn, access, [key], by(world.ada, tab))
            case _:
                written = await restore(conn, access, [key], by(world.ada, tab), shape=Shape.ID)
        return bool(written.changed)


@pytest.mark.parametrize("tab", ["api", TAB])
async def test_two_undos_at_once_take_back_two_things(world: World, tab: str) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        for n in range(3):
            await create(conn, access, [RecordDraft({AMOUNT: n})], by(world.ada, tab), shape=Shape.ID)
    await asyncio.gather(undo(world, tab), undo(world, tab))
    assert [row[-1] for row in await state(world, access.schema)] == [True, False, False]


async def test_refused_record_is_listed_and_the_rest_is_taken_back(world: World) -> None:
    access = await things(world, unique=True)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({NAME: n}) for n in "abc"], by(world.bo, None), shape=Shape.NAME)
        edits = [RecordEdit(key, {NAME: f"new {key}"}) for key in (1, 2, 3)]
        await update(conn, access, edits, by(world.ada, TAB), shape=Shape.NAME)
        await create(conn, access, [RecordDraft({NAME: "b"})], by(world.bo, None), shape=Shape.NAME)
    taken = await undo(world)
    assert [row[1] for row in await state(world, access.schema)] == ["a", "new 2", "c", "b"]
    assert [part.keys for part in taken.reached] == [[1, 3]]
    assert [(c.key, "must be unique" in c.reason) for _, c in taken.conflicts] == [(2, True)]


async def test_refused_change_set_does_not_block_the_ones_below_it(world: World) -> None:
    access = await things(world, unique=True)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({NAME: n}) for n in "ab"], by(world.bo, None), shape=Shape.NAME)
        await update(conn, access, [RecordEdit(1, {AMOUNT: 1})], by(world.ada, TAB), shape=Shape.NAME)
        await delete(conn, access, [2], by(world.ada, TAB))
        await create(conn, access, [RecordDraft({NAME: "b"})], by(world.bo, None), shape=Shape.NAME)
    taken = await undo(world)
    assert taken.change_set is not None
    assert [conflict.key for _, conflict in taken.conflicts] == [2]
    assert await state(world, access.schema) == [
        (1, "a", None, False, True),
        (2, "b", None, False, False),
        (3, "b", None, False, True),
    ]


async def test_undo_needs_no_second_connection(world: World, database_url: str) -> None:
    access = await things(world)
    async with world.database.records() as conn:
        await create(conn, access, [RecordDraft({NAME: "a"})], by(world.ada, TAB), shape=Shape.NAME)
    narrow = await Database.open(DatabaseSettings(url=SecretStr(database_url), pool_size=1, wait_seconds=1))
    try:
        taken = await service(narrow).undo(world.ada, TAB, "req_1")
    finally:
        await narrow.close()
    assert [part.keys for part in taken.reached] == [[1]]
