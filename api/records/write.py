"""The write path: the one place that changes records.

Requests, undo and automation steps all come here, so all of them get the same checks and leave the same trace. Only an
import goes past it, into a new table that nobody sees yet (decision 7).

**One act, one statement.** A mutation is a single SQL statement (``api/records/sql/mutation.py`` lists its parts): it
checks that schema and policy are current, locks the records in key order, judges each one, changes all or none, and
writes one row of ``dataos.changes`` per changed record. On a connection in autocommit that statement is the
transaction; on a session's own connection (``Database.driver``) it is part of the session's. Either way the change
rows commit with the records they are about.

**What is judged.** The lock reads the newest committed row, so the judgement and the write see the same thing and two
writers cannot both win: the version that the caller expected; the policy's read rule (a record that may not be read is
not found); its write rule on the row before and on the row as it would become.

**What is recorded.** ``before`` and ``after`` hold the cells that really changed. An edit that changes nothing raises
no version and leaves no row, and still answers with the record.

**All or nothing.** One refused record refuses the batch, with the reason: StaleSchema (the guard failed: reload and
retry), NotFound, Forbidden, VersionConflict with the current record, Invalid with the path of the cell.

**Links.** Cells of links are pairs in tables of their own, and a pair belongs to two records. A write that touches any
is one transaction of a constant number of statements: it holds the records on both sides (``linking/held.py``), makes
the pairs, writes its own records as above, and then gives every other record whose cell changed a new version and a
change row of the same change set. Where a record can be linked once only, linking it takes it away from who had it.
Deleting a record hides its pairs and restoring shows them again, for both sides alike. What depends on all this by
computation is brought up to date before the end (``effects.py``).

Values are stored values by field number, already parsed (``api/records/parse.py``); what is checked here again is
what a caller could get wrong without parsing: that the field exists, may be seen, is not computed, and is filled when
required. Files are named by id, and become what is stored of them in the same transaction (``files.py``). Limits,
patterns and options that depend on another field are judged in the statement, on the row as it would become
(``api/records/constrained.py``); an edit breaks nothing by what it leaves alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.kit import clock
from api.records.acts import UTC, RecordDraft, RecordEdit, WriteContext, Written
from api.records.checks import check_count, check_distinct, check_required, touched
from api.records.constrained import limit_refusal, on_change, on_return
from api.records.defaults import defaults_of, fields_of
from api.records.effects import Touched, settle, stirred_by
from api.records.files import Cells, attaching
from api.records.latecomers import with_others
from api.records.linking.held import hold
from api.records.linking.steps import assign, check_targets, in_one, tell
from api.records.linking.wishes import is_link, presences, wishes
from api.records.outcome import Outcome, run
from api.records.refusal import refusal
from api.records.slots import input_of, slots_of
from api.records.sql.compiled import statement_for
from api.records.sql.create import create_statement, log_created
from api.records.sql.fragment import Statement, execute
from api.records.sql.input import INPUT, empty_value
from api.records.sql.lookup import show
from api.records.sql.mutation import kept
from api.records.sql.project import Shape
from api.records.sql.remove import VERSIONS, remove_statement, restore_statement
from api.records.sql.rowrules import RowRules
from api.records.sql.update import TOUCHED, update_statement
from core.access.roles import BaseRole
from core.errors import Conflict, Forbidden
from core.fields.constraints import Constraint
from core.query.evaluate import EvalContext
from core.schema import FieldDef
from core.values import StoredValue


async def create(
    conn: AsyncConnection, access: TableAccess, drafts: Sequence[RecordDraft], context: WriteContext, *, shape: Shape
) -> Written:
    """Raises Invalid for required and unique fields, Forbidden, Conflict for a client key of an unreadable record."""
    check_count(len(drafts))
    access.policy.require(BaseRole.EDITOR, "create records")
    touched(access, [draft.values for draft in drafts])
    given = defaults_of(access.schema, clock.now(), context.zone, context.actor.number)
    drafts = [replace(draft, values={**given, **draft.values}) for draft in drafts] if given else drafts
    fields = fields_of(access.schema, [draft.values for draft in drafts])
    check_required(access.schema.fields, [draft.values for draft in drafts], creating=True)
    if not drafts:
        return Written([], b"[]", 0)

    async def make(cells: Cells) -> Written:
        meant = [replace(draft, values=values) for draft, values in zip(drafts, cells, strict=True)]
        return await _create(conn, access, meant, fields, context, shape)

    return await attaching(conn, access, fields, [draft.values for draft in drafts], (), make)


async def _create(
    conn: AsyncConnection,
    access: TableAccess,
    drafts: Sequence[RecordDraft],
    fields: Sequence[FieldDef],
    context: WriteContext,
    shape: Shape,
) -> Written:
    if any(is_link(field) for field in fields):
        return await in_one(conn, access.schema, lambda: _create_linked(conn, access, drafts, fields, context, shape))
    outcome = await _insert(conn, access, drafts, fields, context, shape)
    if len(outcome.keys) < len(drafts):
        return await with_others(conn, access, drafts, outcome, _rules(access, context), shape)
    return Written(outcome.keys, outcome.body, outcome.changed, outcome.versions)


async def _insert(
    conn: AsyncConnection,
    access: TableAccess,
    drafts: Sequence[RecordDraft],
    fields: Sequence[FieldDef],
    context: WriteContext,
    shape: Shape,
    *,
    linked: bool = False,
) -> Outcome:
    constraints = on_change(access.schema, fields)
    one, keyed = len(drafts) == 1, any(draft.client_key for draft in drafts)
    statement = statement_for(
        access.schema,
        access.policy,
        ("create", *(f.number for f in fields), one, keyed, linked, shape),
        lambda: create_statement(
            access.schema,
            access.policy,
            _rules(access, context),
            given=fields,
            one=one,
            keyed=keyed,
            shape=shape,
            constraints=constraints,
            linked=linked,
        ),
    )
    cells = [{f.number: draft.values.get(f.number, empty_value(f)) for f in fields} for draft in drafts]
    keys = [{"ckey": None if draft.client_key is None else str(draft.client_key)} for draft in drafts]
    values = {**access.file_slots(), **slots_of(context), **input_of(keys, fields, cells)}
    outcome = await run(conn, access.schema, statement, values, cells)
    if not outcome.ok and not outcome.why:
        raise Conflict(
            "client_key_taken", "A client key belongs to a record you cannot open. Nothing was created.", "records"
        )
    if not outcome.ok:
        raise limit_refusal(access, constraints, outcome.why) or Forbidden(
            "Your access rules do not let you create such a record."
        )
    return outcome


async def _create_linked(
    conn: AsyncConnection,
    access: TableAccess,
    drafts: Sequence[RecordDraft],
    fields: Sequence[FieldDef],
    context: WriteContext,
    shape: Shape,
) -> Written:
    """The records, then the pairs of those that are new, then the change rows: each with all that its record has."""
    outcome = await _insert(conn, access, drafts, fields, context, shape, linked=True)
    new = cast("list[tuple[int, int]]", outcome.why)
    keys, places = [key for _, key in new], [place for place, _ in new]
    wanted = wishes(access.schema, fields, keys, [drafts[place].values for place in places], places)
    held = await hold(conn, access.schema, access.policy, wanted)
    check_targets(access, wanted, held)
    await assign(conn, access, wanted)
    logged = statement_for(access.schema, access.policy, ("log created",), lambda: log_created(access.schema))
    await execute(conn, logged, {**slots_of(context), "keys": keys})
    told = {field.number: set(keys) for field in filter(is_link, access.schema.fields)}
    touched_far = await tell(conn, access, held, told, slots_of(context))
    await settle(conn, access, [_whole(access, keys), *touched_far], context)
    return await with_others(conn, access, drafts, outcome, _rules(access, context), shape)


async def update(
    conn: AsyncConnection, access: TableAccess, edits: Sequence[RecordEdit], context: WriteContext, *, shape: Shape
) -> Written:
    """Raises NotFound, VersionConflict, Forbidden, Invalid."""
    check_count(len(edits))
    access.policy.require(BaseRole.EDITOR, "change records")
    check_distinct([edit.key for edit in edits])
    cells = [edit.values for edit in edits]
    fields = touched(access, cells)
    check_required(fields, cells, creating=False)
    if not edits:
        return Written([], b"[]", 0)

    async def change(stored: Cells) -> Written:
        meant = [replace(edit, values=values) for edit, values in zip(edits, stored, strict=True)]
        return await _update(conn, access, meant, fields, context, shape)

    return await attaching(conn, access, fields, cells, [edit.key for edit in edits], change)


async def _update(
    conn: AsyncConnection,
    access: TableAccess,
    edits: Sequence[RecordEdit],
    fields: Sequence[FieldDef],
    context: WriteContext,
    shape: Shape,
) -> Written:
    cells = [edit.values for edit in edits]
    if any(is_link(field) for field in fields):
        return await in_one(conn, access.schema, lambda: _update_linked(conn, access, edits, fields, context, shape))
    if stirred_by(access.schema, [field.number for field in fields]):
        return await in_one(
            conn,
            access.schema,
            lambda: _update_stirring(conn, access, edits, fields, context, shape),
            linked=False,
        )
    outcome = await _change(conn, access, edits, cells, fields, context, shape)
    return Written(outcome.keys, outcome.body, outcome.changed, outcome.versions)


async def _change(
    conn: AsyncConnection,
    access: TableAccess,
    edits: Sequence[RecordEdit],
    cells: Sequence[Mapping[int, StoredValue]],
    fields: Sequence[FieldDef],
    context: WriteContext,
    shape: Shape,
) -> Outcome:
    """``cells`` are the values of the edits, but for links what their cells held before."""
    constraints = on_change(access.schema, fields)
    one, mixed = len(edits) == 1, any(len(values) != len(fields) for values in cells)
    statement = statement_for(
        access.schema,
        access.policy,
        ("update", *(f.number for f in fields), one, mixed, shape),
        lambda: update_statement(
            access.schema,
            access.policy,
            _rules(access, context),
            edited=fields,
            one=one,
            mixed=mixed,
            shape=shape,
            constraints=constraints,
        ),
    )
    system: list[dict[str, object]] = [{"k": edit.key, "v": edit.version} for edit in edits]
    if mixed:
        system = [{**own, TOUCHED[0]: [f"f_{n}" for n in c]} for own, c in zip(system, cells, strict=True)]
    values = {**access.file_slots(), **slots_of(context), **input_of(system, fields, cells)}
    outcome = await run(conn, access.schema, statement, values, cells)
    if not outcome.ok:
        raise refusal(access, [edit.key for edit in edits], [edit.version for edit in edits], outcome, constraints)
    return outcome


async def _update_stirring(
    conn: AsyncConnection,
    access: TableAccess,
    edits: Sequence[RecordEdit],
    fields: Sequence[FieldDef],
    context: WriteContext,
    shape: Shape,
) -> Written:
    """The records, then what is made of them; they are read again where that is in themselves."""
    outcome = await _change(conn, access, edits, [edit.values for edit in edits], fields, context, shape)
    body, versions = outcome.body, outcome.versions
    own = Touched(access.schema.number, outcome.keys, [field.number for field in fields])
    if outcome.changed and await settle(conn, access, [own], context):
        body, versions = await show(conn, access, outcome.keys, shape)
    return Written(outcome.keys, body, outcome.changed, versions)


async def _update_linked(
    conn: AsyncConnection,
    access: TableAccess,
    edits: Sequence[RecordEdit],
    fields: Sequence[FieldDef],
    context: WriteContext,
    shape: Shape,
) -> Written:
    """The pairs, then the records, whose change rows tell of their links too, then the records at the far ends."""
    keys = [edit.key for edit in edits]
    wanted = wishes(access.schema, fields, keys, [edit.values for edit in edits], range(len(edits)))
    held = await hold(conn, access.schema, access.policy, wanted, keys)
    check_targets(access, wanted, held)
    await assign(conn, access, wanted)
    cells = [dict(edit.values) for edit in edits]
    for wish in wanted:
        before = held.before[access.schema.number, wish.field.number]
        for edit, values in zip(edits, cells, strict=True):
            if wish.field.number in values:
                values[wish.field.number] = cast("StoredValue", before.get(edit.key))
    outcome = await _change(conn, access, edits, cells, fields, context, shape)
    told = {wish.field.number: set(wish.keys) for wish in wanted}
    touched_far = await tell(conn, access, held, told, slots_of(context))
    own = Touched(access.schema.number, keys, [field.number for field in fields])
    await settle(conn, access, [own, *touched_far], context)
    body, versions = await show(conn, access, keys, shape)
    return Written(keys, body, outcome.changed + sum(len(part.keys) for part in touched_far), versions)


async def delete(
    conn: AsyncConnection,
    access: TableAccess,
    keys: Sequence[int],
    context: WriteContext,
    *,
    version: int | None = None,
) -> Written:
    """Into the trash; the body has no cells. ``version`` is the one that the caller has seen of all of them.

    Raises NotFound (also for what is deleted already), VersionConflict, Forbidden.
    """
    access.policy.require(BaseRole.EDITOR, "delete records")
    statement = statement_for(
        access.schema,
        access.policy,
        ("delete",),
        lambda: remove_statement(access.schema, access.policy, _rules(access, context)),
    )
    return await _by_keys(conn, access, keys, context, statement, Shape.NAME, version)


async def restore(
    conn: AsyncConnection, access: TableAccess, keys: Sequence[int], context: WriteContext, *, shape: Shape
) -> Written:
    """Out of the trash; a record that is not in it stays as it is. Raises NotFound, Forbidden, Invalid (unique)."""
    access.policy.require(BaseRole.EDITOR, "restore records")
    constraints = on_return(access.schema)
    statement = statement_for(
        access.schema,
        access.policy,
        ("restore", shape),
        lambda: restore_statement(access.schema, access.policy, _rules(access, context), shape, constraints),
    )
    return await _by_keys(conn, access, keys, context, statement, shape, constraints=constraints)


async def _by_keys(
    conn: AsyncConnection,
    access: TableAccess,
    keys: Sequence[int],
    context: WriteContext,
    statement: Statement,
    shape: Shape,
    version: int | None = None,
    constraints: Sequence[Constraint] = (),
) -> Written:
    """With links, the records at their far ends change too: their cells lose or regain these records."""
    check_count(len(keys))
    check_distinct(keys)
    if not keys:
        return Written([], b"[]", 0)
    expected = [version] * len(keys)

    async def act() -> Written:
        values = {**access.file_slots(), **slots_of(context), INPUT.name: list(keys), VERSIONS.name: expected}
        outcome = await run(conn, access.schema, statement, values, [])
        if not outcome.ok:
            raise refusal(access, keys, expected, outcome, constraints)
        return Written(outcome.keys, outcome.body, outcome.changed, outcome.versions)

    linked = presences(access.schema, keys)
    if not linked:
        return await act()

    async def act_linked() -> Written:
        held = await hold(conn, access.schema, access.policy, linked)
        written = await act()
        told = {field.number: set(keys) for field in filter(is_link, access.schema.fields)}
        touched_far = await tell(conn, access, held, told, slots_of(context))
        if await settle(conn, access, [_whole(access, keys), *touched_far], context):
            body, versions = await show(conn, access, keys, shape)
            return Written(written.keys, body, written.changed, versions)
        return written

    return await in_one(conn, access.schema, act_linked)


def _whole(access: TableAccess, keys: Sequence[int]) -> Touched:
    return Touched(access.schema.number, keys, [field.number for field in kept(access.schema)])


def _rules(access: TableAccess, context: WriteContext) -> RowRules:
    return RowRules(access.policy, EvalContext(clock.now(), UTC, context.actor.number))
