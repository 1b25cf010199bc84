"""Edits of records that there are: one statement, and around it what links and computed fields ask for."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

from api.records.acts import RecordEdit, Written
from api.records.checks import check_count, check_distinct, check_required, touched
from api.records.effects import Touched, settle, stirred_by
from api.records.files import attaching, is_files
from api.records.linking.far import refuse_far
from api.records.linking.steps import pair, tell
from api.records.linking.wishes import is_link, wishes
from api.records.outcome import Outcome
from api.records.slots import input_of
from api.records.sql.update import TOUCHED, update_statement
from api.records.writing.act import WriteAct
from api.records.writing.constrained import on_change
from api.records.writing.judging import judge_before, judge_settled
from api.records.writing.refusal import REFUSED, refusal
from api.records.writing.transaction import in_one
from core.schema import FieldDef
from core.values import StoredValue


async def update(act: WriteAct, edits: Sequence[RecordEdit]) -> Written:
    check_count(len(edits))
    act.access.policy.require_changing("change records")
    keys = [edit.key for edit in edits]
    check_distinct(keys)
    cells = [edit.values for edit in edits]
    fields = touched(act.access, cells)
    check_required(act.access, fields, cells, creating=False)
    if not edits:
        return Written([], b"[]", 0)
    if any(is_link(field) or is_files(field) for field in fields):
        await judge_before(act, keys)
    return await attaching(act, fields, edits, partial(_update, act, fields), keys)


async def _update(act: WriteAct, fields: Sequence[FieldDef], edits: Sequence[RecordEdit]) -> Written:
    if any(is_link(field) for field in fields):
        return await in_one(act, partial(_update_linked, act, fields, edits))
    if stirred_by(act.schema, [field.number for field in fields]):
        return await in_one(act, partial(_update_stirring, act, fields, edits), linked=False)
    return (await _change(act, fields, edits, [edit.values for edit in edits])).written


async def _update_stirring(act: WriteAct, fields: Sequence[FieldDef], edits: Sequence[RecordEdit]) -> Written:
    """The records, then what is made of them; they are read again where that is in themselves."""
    outcome = await _change(act, fields, edits, [edit.values for edit in edits], late=act.rules.late)
    body, versions = outcome.body, outcome.versions
    own = Touched(act.schema.number, outcome.keys, [field.number for field in fields])
    if outcome.changed:
        again = await settle(act, [own])
        await judge_settled(act, outcome.keys, REFUSED)
        if again:
            body, versions = await act.show(outcome.keys)
    return Written(outcome.keys, body, outcome.changed, versions)


async def _update_linked(act: WriteAct, fields: Sequence[FieldDef], edits: Sequence[RecordEdit]) -> Written:
    """The pairs, then the records, whose change rows tell of their links too, then the records at the far ends."""
    keys = [edit.key for edit in edits]
    wanted = wishes(act.schema, fields, keys, [edit.values for edit in edits], range(len(edits)))
    held = await pair(act, wanted, keys)
    cells = [dict(edit.values) for edit in edits]
    for wish in wanted:
        before = held.before[act.schema.number, wish.field.number]
        for edit, values in zip(edits, cells, strict=True):
            if wish.field.number in values:
                values[wish.field.number] = cast("StoredValue", before.get(edit.key))
    outcome = await _change(act, fields, edits, cells, late=act.rules.late)
    touched_far = await tell(act, held, {wish.field.number: set(wish.keys) for wish in wanted})
    own = Touched(act.schema.number, keys, [field.number for field in fields])
    await settle(act, [own, *touched_far])
    await judge_settled(act, keys, REFUSED)
    await refuse_far(act, held)
    body, versions = await act.show(keys)
    return Written(keys, body, outcome.changed + sum(len(part.keys) for part in touched_far), versions)


async def _change(
    act: WriteAct,
    fields: Sequence[FieldDef],
    edits: Sequence[RecordEdit],
    cells: Sequence[Mapping[int, StoredValue]],
    *,
    late: bool = False,
) -> Outcome:
    """``cells`` are the values of the edits, but for links what their cells held before. ``late``: rules about what
    becomes of the records are asked when it is settled."""
    constraints = on_change(act.schema, fields)
    one, mixed = len(edits) == 1, any(len(values) != len(fields) for values in cells)
    statement = act.statement(
        ("update", *(f.number for f in fields), one, mixed, late, act.shape),
        lambda: update_statement(
            act.schema,
            act.access.policy,
            act.rules,
            edited=fields,
            one=one,
            mixed=mixed,
            shape=act.shape,
            constraints=constraints,
            late=late,
        ),
    )
    system: list[dict[str, object]] = [{"k": edit.key, "v": edit.version} for edit in edits]
    if mixed:
        system = [{**own, TOUCHED[0]: [f"f_{n}" for n in c]} for own, c in zip(system, cells, strict=True)]
    outcome = await act.run(statement, input_of(system, fields, cells), cells)
    if not outcome.ok:
        raise refusal(act.access, [edit.key for edit in edits], [edit.version for edit in edits], outcome, constraints)
    return outcome
