"""Who may write what: roles, hidden fields, row rules."""

from uuid import uuid4

import pytest

import api.records.write as write
from api.records.acts import RecordDraft, RecordEdit
from api.records.sql.project import Shape
from core.access.levels import TableLevel
from core.access.policy import Policy, compile_policy
from core.access.roles import BaseRole
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.query.ast import Condition, Literal, Operator
from core.values import StoredValue
from tests.api.records.test_write import AMOUNT, NAME, things
from tests.api.records.world import World, by, define, fields_of


@pytest.mark.parametrize("role", [BaseRole.VIEWER, BaseRole.COMMENTER])
async def test_readers_may_not_write(world: World, role: BaseRole) -> None:
    access = world.access(await things(world), policy=compile_policy(role, 1))
    async with world.database.records() as conn:
        with pytest.raises(Forbidden):
            await write.create(conn, access, [RecordDraft({})], by(world.ada), shape=Shape.NAME)
        with pytest.raises(Forbidden):
            await write.update(conn, access, [RecordEdit(1, {})], by(world.ada), shape=Shape.NAME)
        with pytest.raises(Forbidden):
            await write.delete(conn, access, [1], by(world.ada))
        with pytest.raises(Forbidden):
            await write.restore(conn, access, [1], by(world.ada), shape=Shape.NAME)


async def test_hidden_and_computed_fields_cannot_be_written(world: World) -> None:
    schema = await world.table([define(1, "Name", "text"), define(2, "Secret", "text"), define(3, "No", "autoNumber")])
    policy = Policy(TableLevel.EDIT, 1, hidden=frozenset({schema.fields[1].id}))
    access = world.access(schema, policy=policy)
    async with world.database.records() as conn:
        for number, code in ((2, "unknown_field"), (3, "read_only_field"), (9, "unknown_field")):
            with pytest.raises(Invalid) as caught:
                await write.create(conn, access, [RecordDraft({number: None})], by(world.ada), shape=Shape.NAME)
            assert caught.value.code == code
        written = await write.create(conn, access, [RecordDraft({1: "a"})], by(world.ada), shape=Shape.NAME)
    assert fields_of(written.body) == [{"Name": "a", "No": 1}]


async def test_row_rules_hold_before_and_after_each_change(world: World) -> None:
    schema = await things(world)
    name, amount = schema.by_number[NAME], schema.by_number[AMOUNT]
    rules = Policy(
        TableLevel.EDIT,
        1,
        read_filter=Condition(name, Operator.NOT_EQUALS, Literal("hidden")),
        write_filter=Condition(amount, Operator.LESS_THAN, Literal(10)),
    )
    free, bound = world.access(schema), world.access(schema, policy=rules)
    async with world.database.records() as conn:
        drafts = [RecordDraft({NAME: n, AMOUNT: a}) for n, a in (("a", 1), ("b", 20), ("hidden", 1))]
        await write.create(conn, free, drafts, by(world.ada), shape=Shape.NAME)

        async def edit(key: int, values: dict[int, StoredValue]) -> None:
            await write.update(conn, bound, [RecordEdit(key, values)], by(world.ada), shape=Shape.NAME)

        await edit(1, {NAME: "A"})
        with pytest.raises(Forbidden):
            await edit(1, {AMOUNT: 11})
        with pytest.raises(Forbidden):
            await edit(2, {AMOUNT: 1})
        with pytest.raises(NotFound):
            await edit(3, {AMOUNT: 2})
        with pytest.raises(Forbidden):
            await write.delete(conn, bound, [2], by(world.ada))
        with pytest.raises(NotFound):
            await write.delete(conn, bound, [3], by(world.ada))
        with pytest.raises(Forbidden):
            await write.create(
                conn, bound, [RecordDraft({AMOUNT: 1}), RecordDraft({AMOUNT: 10})], by(world.ada), shape=Shape.NAME
            )
        with pytest.raises(Forbidden):
            await write.create(conn, bound, [RecordDraft({NAME: "empty amount"})], by(world.ada), shape=Shape.NAME)
        await write.create(conn, bound, [RecordDraft({AMOUNT: 9})], by(world.ada), shape=Shape.NAME)
    assert await world.rows(f"SELECT f_1, f_2 FROM {schema.relation} ORDER BY id") == [
        ("A", 1.0),
        ("b", 20.0),
        ("hidden", 1.0),
        (None, 9.0),
    ]


async def test_client_key_of_a_record_one_may_not_read_is_a_conflict(world: World) -> None:
    schema = await things(world)
    rule = Condition(schema.by_number[NAME], Operator.NOT_EQUALS, Literal("hidden"))
    key = uuid4()
    async with world.database.records() as conn:
        await write.create(
            conn, world.access(schema), [RecordDraft({NAME: "hidden"}, key)], by(world.ada), shape=Shape.NAME
        )
        bound = world.access(schema, policy=Policy(TableLevel.EDIT, 1, read_filter=rule))
        with pytest.raises(Conflict) as caught:
            await write.create(conn, bound, [RecordDraft({}), RecordDraft({}, key)], by(world.bo), shape=Shape.NAME)
    assert caught.value.code == "client_key_taken"
    assert await world.rows(f"SELECT f_1 FROM {schema.relation}") == [("hidden",)]
