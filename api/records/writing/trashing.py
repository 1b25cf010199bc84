"""Records into the trash and out of it, and with them the links that others have to them."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from api.records.acts import Written
from api.records.checks import check_count, check_distinct
from api.records.effects import settle, whole
from api.records.linking.held import hold
from api.records.linking.steps import tell
from api.records.linking.wishes import Wish, is_link, presences
from api.records.sql.fragment import Statement
from api.records.sql.input import INPUT
from api.records.sql.remove import VERSIONS, remove_statement, restore_statement
from api.records.writing.act import WriteAct
from api.records.writing.constrained import on_return
from api.records.writing.judging import judge_settled
from api.records.writing.refusal import refusal
from api.records.writing.transaction import in_one
from core.access.levels import TableLevel
from core.fields.constraints import Constraint

_REFUSED = "Your access rules do not let you restore the record, as it would be now."


async def delete(act: WriteAct, keys: Sequence[int], version: int | None = None) -> Written:
    act.access.policy.require(TableLevel.EDIT, "delete records")
    statement = act.statement(("delete",), lambda: remove_statement(act.schema, act.access.policy, act.rules))
    return await _move(act, keys, statement, version)


async def restore(act: WriteAct, keys: Sequence[int]) -> Written:
    act.access.policy.require(TableLevel.EDIT, "restore records")
    constraints = on_return(act.schema)
    statement = act.statement(
        ("restore", act.shape),
        lambda: restore_statement(act.schema, act.access.policy, act.rules, act.shape, constraints),
    )
    return await _move(act, keys, statement, constraints=constraints)


async def _move(
    act: WriteAct,
    keys: Sequence[int],
    statement: Statement,
    version: int | None = None,
    constraints: Sequence[Constraint] = (),
) -> Written:
    check_count(len(keys))
    check_distinct(keys)
    if not keys:
        return Written([], b"[]", 0)
    expected = [version] * len(keys)

    async def move() -> Written:
        outcome = await act.run(statement, {INPUT.name: list(keys), VERSIONS.name: expected})
        if not outcome.ok:
            raise refusal(act.access, keys, expected, outcome, constraints)
        return outcome.written

    linked = presences(act.schema, keys)
    if not linked:
        return await move()
    return await in_one(act, partial(_move_linked, act, keys, linked, move))


async def _move_linked(
    act: WriteAct, keys: Sequence[int], linked: Sequence[Wish], move: Callable[[], Awaitable[Written]]
) -> Written:
    """The records at the far ends change too: their cells lose or regain these records."""
    held = await hold(act, linked)
    written = await move()
    touched_far = await tell(act, held, {field.number: set(keys) for field in filter(is_link, act.schema.fields)})
    again = await settle(act, [whole(act.schema, keys), *touched_far])
    await judge_settled(act, keys, _REFUSED)
    if again:
        body, versions = await act.show(keys)
        return Written(written.keys, body, written.changed, versions)
    return written
