"""What one write does, and what it refuses."""

from datetime import UTC, datetime
from secrets import token_hex
from uuid import uuid4
from zoneinfo import ZoneInfo

import orjson
import pytest

import api.records.read as read
import api.records.write as write
from api.records.acts import RecordDraft, RecordEdit
from api.records.sql.project import Shape
from core.errors import Invalid, LimitExceeded, NotFound, VersionConflict
from core.values import JsonValue, StoredValue
from tests.api.records.world import World, by, column, define, fields_of, items

NAME, AMOUNT, DONE, TAGS = 1, 2, 3, 4


async def things(world: World, *, required: bool = False, unique: bool = False):
    options: dict[str, JsonValue] = {"options": [{"id": f"opt0000000{n}", "name": name} for n, name in enumerate("ab")]}
    return await world.table(
        [
            define(NAME, "Name", "text", required=required, unique=unique),
            define(AMOUNT, "Amount", "number"),
            define(DONE, "Done", "checkbox"),
            define(TAGS, "Tags", "multiSelect", options),
        ]
    )


async def changes(world: World) -> list[tuple[object, ...]]:
    return await world.rows(
        "SELECT record_key, version, operation, before, after, actor_number, tab FROM dataos.changes ORDER BY seq"
    )


async def test_create_answers_with_the_records_in_order_and_logs_each(world: World) -> None:
    access = world.access(await things(world))
    drafts = [RecordDraft({NAME: "one", AMOUNT: 1.5}), RecordDraft({TAGS: ["opt00000001", "opt00000000"]})]
    async with world.database.records() as conn:
        written = await write.create(conn, access, drafts, by(world.ada, "tab-1"), shape=Shape.NAME)
    assert written.keys == [1, 2]
    assert written.changed == 2
    assert fields_of(written.body) == [
        {"Name": "one", "Amount": 1.5, "Done": False, "Tags": None},
        {"Name": None, "Amount": None, "Done": False, "Tags": ["b", "a"]},
    ]
    first = items(written.body)[0]
    assert first["id"] == f"rec_{access.schema.number:08x}000000000001"
    assert (first["no"], first["version"]) == (1, 1)
    assert first["createdTime"] == first["modifiedTime"]
    assert await changes(world) == [
        (1, 1, "create", {}, {"1": "one", "2": 1.5, "3": False}, 1, "tab-1"),
        (2, 1, "create", {}, {"3": False, "4": ["opt00000001", "opt00000000"]}, 1, "tab-1"),
    ]
    rows = await world.rows(f"SELECT created_by, updated_by FROM {access.schema.relation}")
    assert rows == [(1, 1), (1, 1)]


async def test_only_what_really_changed_is_recorded(world: World) -> None:
    access = world.access(await things(world))
    async with world.database.records() as conn:
        await write.create(conn, access, [RecordDraft({NAME: "x", AMOUNT: 1})], by(world.ada), shape=Shape.NAME)
        edit = RecordEdit(1, {NAME: "x", AMOUNT: 2, DONE: True})
        written = await write.update(conn, access, [edit], by(world.bo), shape=Shape.ID)
    by_id = access.schema.by_number
    assert fields_of(written.body) == [
        {by_id[NAME].id: "x", by_id[AMOUNT].id: 2, by_id[DONE].id: True, by_id[TAGS].id: None}
    ]
    assert written.versions == [2]
    assert (await changes(world))[1:] == [(1, 2, "update", {"2": 1, "3": False}, {"2": 2, "3": True}, 2, "api")]


async def test_clearing_a_cell_is_recorded_as_null(world: World) -> None:
    access = world.access(await things(world))
    async with world.database.records() as conn:
        await write.create(conn, access, [RecordDraft({NAME: "x"})], by(world.ada), shape=Shape.NAME)
        await write.update(conn, access, [RecordEdit(1, {NAME: None})], by(world.ada), shape=Shape.NAME)
    assert (await changes(world))[1][3:5] == ({"1": "x"}, {"1": None})


@pytest.mark.parametrize("values", [{}, {NAME: "x"}, {NAME: "x", AMOUNT: 1, DONE: False, TAGS: None}])
async def test_edit_that_changes_nothing_leaves_no_trace(world: World, values: dict[int, StoredValue]) -> None:
    access = world.access(await things(world))
    async with world.database.records() as conn:
        created = await write.create(
            conn, access, [RecordDraft({NAME: "x", AMOUNT: 1})], by(world.ada), shape=Shape.NAME
        )
        written = await write.update(conn, access, [RecordEdit(1, values)], by(world.bo), shape=Shape.NAME)
    assert written.changed == 0
    assert written.body == created.body
    assert len(await changes(world)) == 1


async def test_batch_edits_different_fields_of_different_records(world: World) -> None:
    access = world.access(await things(world))
    async with world.database.records() as conn:
        drafts = [RecordDraft({NAME: str(n), AMOUNT: n}) for n in range(4)]
        await write.create(conn, access, drafts, by(world.ada), shape=Shape.NAME)
        edits = [
            RecordEdit(4, {NAME: "four"}),
            RecordEdit(1, {AMOUNT: None, DONE: True}),
            RecordEdit(3, {NAME: "2"}),
            RecordEdit(2, {TAGS: ["opt00000000"]}, version=1),
        ]
        written = await write.update(conn, access, edits, by(world.ada), shape=Shape.NAME)
    assert written.keys == [4, 1, 3, 2]
    assert written.versions == [2, 2, 1, 2]
    assert written.changed == 3
    assert fields_of(written.body) == [
        {"Name": "four", "Amount": 3, "Done": False, "Tags": None},
        {"Name": "0", "Amount": None, "Done": True, "Tags": None},
        {"Name": "2", "Amount": 2, "Done": False, "Tags": None},
        {"Name": "1", "Amount": 1, "Done": False, "Tags": ["a"]},
    ]
    assert [row[0] for row in (await changes(world))[4:]] == [4, 1, 2]


async def test_stale_version_refuses_the_whole_batch_and_shows_the_record(world: World) -> None:
    access = world.access(await things(world))
    async with world.database.records() as conn:
        await write.create(conn, access, [RecordDraft({NAME: n}) for n in "ab"], by(world.ada), shape=Shape.NAME)
        await write.update(conn, access, [RecordEdit(2, {NAME: "B"})], by(world.ada), shape=Shape.NAME)
        edits = [RecordEdit(1, {NAME: "A"}), RecordEdit(2, {NAME: "bb"}, version=1)]
        with pytest.raises(VersionConflict) as caught:
            await write.update(conn, access, edits, by(world.bo), shape=Shape.NAME)
    assert (caught.value.sent, caught.value.current) == (1, 2)
    assert caught.value.record is not None
    assert caught.value.record["fields"]["Name"] == "B"  # pyright: ignore[reportIndexIssue]
    assert await world.rows(f"SELECT f_1 FROM {access.schema.relation} ORDER BY id") == [("a",), ("B",)]
    assert len(await changes(world)) == 3


async def test_missing_record_refuses_the_whole_batch(world: World) -> None:
    access = world.access(await things(world))
    async with world.database.records() as conn:
        await write.create(conn, access, [RecordDraft({NAME: "a"})], by(world.ada), shape=Shape.NAME)
        edits = [RecordEdit(1, {NAME: "A"}), RecordEdit(2**48 - 1, {NAME: "B"})]
        with pytest.raises(NotFound, match="rec_"):
            await write.update(conn, access, edits, by(world.ada), shape=Shape.NAME)
        with pytest.raises(NotFound):
            await write.delete(conn, access, [1, 5], by(world.ada))
    assert await world.rows(f"SELECT f_1, deleted_at FROM {access.schema.relation}") == [("a", None)]


async def test_delete_and_restore_keep_the_cells_and_tell_them(world: World) -> None:
    access = world.access(await things(world))
    async with world.database.records() as conn:
        await write.create(conn, access, [RecordDraft({NAME: "a", AMOUNT: 3})], by(world.ada), shape=Shape.NAME)
        await write.delete(conn, access, [1], by(world.ada))
        with pytest.raises(NotFound):
            await write.delete(conn, access, [1], by(world.ada))
        with pytest.raises(NotFound):
            await write.update(conn, access, [RecordEdit(1, {NAME: "b"})], by(world.ada), shape=Shape.NAME)
        with pytest.raises(NotFound):
            await read.one(conn, access, 1, _context(), Shape.NAME)
        restored = await write.restore(conn, access, [1], by(world.bo), shape=Shape.NAME)
        again = await write.restore(conn, access, [1], by(world.bo), shape=Shape.NAME)
    assert (restored.changed, again.changed, restored.versions) == (1, 0, [3])
    assert restored.body == again.body
    held = {"1": "a", "2": 3, "3": False}
    assert [row[1:5] for row in (await changes(world))[1:]] == [(2, "delete", held, {}), (3, "restore", {}, held)]


async def test_client_key_makes_creating_again_harmless(world: World) -> None:
    access = world.access(await things(world))
    key = uuid4()
    async with world.database.records() as conn:
        first = await write.create(conn, access, [RecordDraft({NAME: "a"}, key)], by(world.ada), shape=Shape.NAME)
        again = await write.create(
            conn,
            access,
            [RecordDraft({NAME: "new"}), RecordDraft({NAME: "changed"}, key), RecordDraft({}, uuid4())],
            by(world.ada),
            shape=Shape.NAME,
        )
    assert again.keys[1] == first.keys[0]
    assert column(again.body, "Name") == ["new", "a", None]
    assert again.changed == 2


async def test_required_cells_are_named_with_their_place(world: World) -> None:
    access = world.access(await things(world, required=True))
    async with world.database.records() as conn:
        drafts = [RecordDraft({NAME: "a"}), RecordDraft({}), RecordDraft({NAME: None})]
        with pytest.raises(Invalid) as caught:
            await write.create(conn, access, drafts, by(world.ada), shape=Shape.NAME)
        assert [fault.path for fault in caught.value.faults] == ["records[1].fields.Name", "records[2].fields.Name"]
        await write.create(conn, access, [RecordDraft({NAME: "a"})], by(world.ada), shape=Shape.NAME)
        await write.update(conn, access, [RecordEdit(1, {AMOUNT: 1})], by(world.ada), shape=Shape.NAME)
        with pytest.raises(Invalid):
            await write.update(conn, access, [RecordEdit(1, {NAME: None})], by(world.ada), shape=Shape.NAME)


async def test_unique_cells_are_named_with_their_place(world: World) -> None:
    access = world.access(await things(world, unique=True))
    async with world.database.records() as conn:
        await write.create(conn, access, [RecordDraft({NAME: "it's (x)=(y)"})], by(world.ada), shape=Shape.NAME)
        drafts = [RecordDraft({NAME: "b"}), RecordDraft({NAME: "it's (x)=(y)"})]
        with pytest.raises(Invalid) as caught:
            await write.create(conn, access, drafts, by(world.ada), shape=Shape.NAME)
        assert caught.value.faults[0].path == "records[1].fields.Name"
        assert caught.value.code == "not_unique"
        drafts = [RecordDraft({NAME: "same"}), RecordDraft({NAME: "same"})]
        with pytest.raises(Invalid) as caught:
            await write.create(conn, access, drafts, by(world.ada), shape=Shape.NAME)
        assert caught.value.faults[0].path == "records[1].fields.Name"
        with pytest.raises(Invalid):
            await write.create(conn, access, [RecordDraft({NAME: token_hex(5_000)})], by(world.ada), shape=Shape.NAME)
        await write.delete(conn, access, [1], by(world.ada))
        await write.create(conn, access, [RecordDraft({NAME: "it's (x)=(y)"})], by(world.ada), shape=Shape.NAME)
        with pytest.raises(Invalid):
            await write.restore(conn, access, [1], by(world.ada), shape=Shape.NAME)


async def test_a_thousand_at_once_and_not_one_more(world: World) -> None:
    access = world.access(await things(world, unique=True))
    drafts = [RecordDraft({NAME: f"r{n}", AMOUNT: n}) for n in range(1000)]
    async with world.database.records() as conn:
        with pytest.raises(LimitExceeded):
            await write.create(conn, access, [*drafts, RecordDraft({})], by(world.ada), shape=Shape.NAME)
        twice = [*drafts[:-1], RecordDraft({NAME: "r0"})]
        with pytest.raises(Invalid) as caught:
            await write.create(conn, access, twice, by(world.ada), shape=Shape.NAME)
        assert caught.value.faults[0].path == "records[999].fields.Name"
        assert await world.rows("SELECT count(*) FROM dataos.changes") == [(0,)]
        written = await write.create(conn, access, drafts, by(world.ada), shape=Shape.NAME)
        assert column(written.body, "Amount") == list(range(1000))
        edits = [RecordEdit(key, {AMOUNT: -1}) for key in reversed(written.keys)]
        edited = await write.update(conn, access, edits, by(world.ada), shape=Shape.NAME)
    assert edited.keys == list(reversed(written.keys))
    assert edited.changed == 1000
    assert await world.rows("SELECT count(*), count(DISTINCT change_set) FROM dataos.changes") == [(2000, 2)]


async def test_same_record_twice_in_one_call_is_refused(world: World) -> None:
    access = world.access(await things(world))
    async with world.database.records() as conn:
        edits = [RecordEdit(1, {NAME: "a"}), RecordEdit(1, {NAME: "b"})]
        with pytest.raises(Invalid) as caught:
            await write.update(conn, access, edits, by(world.ada), shape=Shape.NAME)
    assert caught.value.faults[0].path == "records[1].id"


async def test_write_in_a_larger_transaction_rolls_back_with_it(world: World) -> None:
    access = world.access(await things(world))

    async def fail() -> None:
        async with world.database.writing() as session:
            conn = await world.database.driver(session)
            await write.create(conn, access, [RecordDraft({NAME: "a"})], by(world.ada), shape=Shape.NAME)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await world.rows(f"SELECT count(*) FROM {access.schema.relation}") == [(0,)]
    assert await changes(world) == []


async def test_hostile_text_and_names_are_just_data(world: World) -> None:
    names = ["a'; DROP TABLE x; --", 'quote " end', "%s %(x)s {y}", "naïve 😀", "\\", "fields", "id"]
    schema = await world.table([define(n, name, "text") for n, name in enumerate(names, 1)])
    access = world.access(schema)
    values: dict[int, StoredValue] = {n: f"{name}\n\t'\"\\%_$1" for n, name in enumerate(names, 1)}
    async with world.database.records() as conn:
        written = await write.create(
            conn, access, [RecordDraft(values), RecordDraft(values)], by(world.ada), shape=Shape.NAME
        )
        edited = await write.update(
            conn, access, [RecordEdit(1, {1: "Robert'); --", 3: None})], by(world.ada, "'--"), shape=Shape.NAME
        )
    expected = {name: values[n] for n, name in enumerate(names, 1)}
    assert fields_of(written.body) == [expected, expected]
    assert fields_of(edited.body) == [{**expected, names[0]: "Robert'); --", names[2]: None}]
    assert orjson.loads(written.body)


def _context() -> read.ReadContext:
    return read.ReadContext(datetime(2026, 11, 22, tzinfo=UTC), ZoneInfo("UTC"), 1)
