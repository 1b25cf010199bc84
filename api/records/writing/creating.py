"""New records: what a draft lacks is filled in, then all of them are inserted, and with links their pairs made."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from api.kit import clock
from api.records.acts import RecordDraft, Written
from api.records.checks import check_count, check_required, touched
from api.records.effects import settle, whole
from api.records.files import attaching
from api.records.linking.far import refuse_far
from api.records.linking.steps import pair, tell
from api.records.linking.wishes import is_link, wishes
from api.records.outcome import Outcome
from api.records.slots import input_of
from api.records.sql.create import create_statement, log_created
from api.records.sql.fragment import execute
from api.records.sql.input import empty_value
from api.records.writing.act import WriteAct
from api.records.writing.constrained import limit_refusal, on_change
from api.records.writing.defaults import defaults_of, fields_of
from api.records.writing.judging import judge_settled
from api.records.writing.latecomers import with_others
from api.records.writing.transaction import in_one
from core.access.levels import TableLevel
from core.errors import Conflict, Forbidden
from core.schema import FieldDef

REFUSED = "Your access rules do not let you create such a record."


async def create(act: WriteAct, drafts: Sequence[RecordDraft]) -> Written:
    check_count(len(drafts))
    act.access.policy.require(TableLevel.EDIT, "create records")
    touched(act.access, [draft.values for draft in drafts])
    given = defaults_of(act.schema, clock.now(), act.context.zone, act.context.actor.number)
    drafts = [replace(draft, values={**given, **draft.values}) for draft in drafts] if given else drafts
    cells = [draft.values for draft in drafts]
    fields = fields_of(act.schema, cells)
    check_required(act.access, act.schema.fields, cells, creating=True)
    if not drafts:
        return Written([], b"[]", 0)
    return await attaching(act, fields, drafts, partial(_create, act, fields))


async def _create(act: WriteAct, fields: Sequence[FieldDef], drafts: Sequence[RecordDraft]) -> Written:
    if any(is_link(field) for field in fields):
        return await in_one(act, partial(_create_linked, act, fields, drafts))
    outcome = await _insert(act, fields, drafts)
    if len(outcome.keys) < len(drafts):
        return await with_others(act, drafts, outcome)
    return outcome.written


async def _create_linked(act: WriteAct, fields: Sequence[FieldDef], drafts: Sequence[RecordDraft]) -> Written:
    """The records, then the pairs of those that are new, then the change rows: each with all that its record has."""
    outcome = await _insert(act, fields, drafts, linked=True)
    new = cast("list[tuple[int, int]]", outcome.why)
    keys, places = [key for _, key in new], [place for place, _ in new]
    wanted = wishes(act.schema, fields, keys, [drafts[place].values for place in places], places)
    held = await pair(act, wanted)
    logged = act.statement(("log created",), lambda: log_created(act.schema))
    await execute(act.conn, logged, {**act.slots, "keys": keys})
    told = {field.number: set(keys) for field in filter(is_link, act.schema.fields)}
    touched_far = await tell(act, held, told)
    await settle(act, [whole(act.schema, keys), *touched_far])
    await judge_settled(act, keys, REFUSED)
    await refuse_far(act, held)
    return await with_others(act, drafts, outcome)


async def _insert(
    act: WriteAct, fields: Sequence[FieldDef], drafts: Sequence[RecordDraft], *, linked: bool = False
) -> Outcome:
    constraints = on_change(act.schema, fields)
    one, keyed = len(drafts) == 1, any(draft.client_key for draft in drafts)
    statement = act.statement(
        ("create", *(f.number for f in fields), one, keyed, linked, act.shape),
        lambda: create_statement(
            act.schema,
            act.access.policy,
            act.rules,
            given=fields,
            one=one,
            keyed=keyed,
            shape=act.shape,
            constraints=constraints,
            linked=linked,
        ),
    )
    cells = [{f.number: draft.values.get(f.number, empty_value(f)) for f in fields} for draft in drafts]
    keys = [{"ckey": None if draft.client_key is None else str(draft.client_key)} for draft in drafts]
    outcome = await act.run(statement, input_of(keys, fields, cells), cells)
    if not outcome.ok and not outcome.why:
        raise Conflict(
            "client_key_taken", "A client key belongs to a record you cannot open. Nothing was created.", "records"
        )
    if not outcome.ok:
        raise limit_refusal(act.access, constraints, outcome.why) or Forbidden(REFUSED)
    return outcome
