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

Values are stored values by field number, already parsed (``api/records/parse.py``); what is checked here again is
what a caller could get wrong without parsing: that the field exists, may be seen, is not computed, and is filled when
required. Limits, patterns and options that depend on another field are judged in the statement, on the row as it would
become (``api/records/constrained.py``); an edit breaks nothing by what it leaves alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.kit import clock
from api.records.checks import check_count, check_distinct, check_required, touched
from api.records.constrained import on_change, on_return, refusal
from api.records.defaults import defaults_of, fields_of
from api.records.outcome import Outcome, run
from api.records.sql.compiled import statement_for
from api.records.sql.create import create_statement
from api.records.sql.fragment import Statement
from api.records.sql.input import INPUT, as_text, empty_value, many_values, single_values
from api.records.sql.lookup import keys_of_client_keys, show
from api.records.sql.project import Shape
from api.records.sql.remove import VERSIONS, remove_statement, restore_statement
from api.records.sql.rowrules import RowRules
from api.records.sql.update import TOUCHED, update_statement
from core.access.roles import BaseRole
from core.actor import Actor, Cause
from core.errors import Conflict, Forbidden, Invalid, NotFound, VersionConflict
from core.fields.constraints import Constraint
from core.ids import record_id
from core.query.evaluate import EvalContext
from core.schema import FieldDef
from core.values import StoredValue

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class WriteContext:
    """Who acts, why, in which browser tab, and the change set that this belongs to."""

    actor: Actor
    cause: Cause
    tab: str | None
    change_set: UUID
    zone: ZoneInfo = UTC
    """Where the actor is: what "today" is as a default."""


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """A record to be. ``client_key`` makes creating it again harmless: the record that has it is the answer."""

    values: Mapping[int, StoredValue]
    client_key: UUID | None = None


@dataclass(frozen=True, slots=True)
class RecordEdit:
    """``version`` is what the caller has seen; None takes whatever is there."""

    key: int
    values: Mapping[int, StoredValue]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """In the order of the input. ``body`` is the JSON array of the wire records as they are now."""

    keys: list[int]
    body: bytes
    changed: int
    versions: list[int] = field(default_factory=list[int])


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
    constraints = on_change(access.schema, fields)
    one, keyed = len(drafts) == 1, any(draft.client_key for draft in drafts)
    statement = statement_for(
        access.schema,
        access.policy,
        ("create", *(f.number for f in fields), one, keyed, shape),
        lambda: create_statement(
            access.schema,
            access.policy,
            _rules(access, context),
            given=fields,
            one=one,
            keyed=keyed,
            shape=shape,
            constraints=constraints,
        ),
    )
    cells = [{f.number: draft.values.get(f.number, empty_value(f)) for f in fields} for draft in drafts]
    keys = [{"ckey": None if draft.client_key is None else str(draft.client_key)} for draft in drafts]
    values = _slots(context) | _input(keys, fields, cells)
    outcome = await run(conn, access.schema, statement, values, cells)
    if not outcome.ok and not outcome.why:
        raise Conflict(
            "client_key_taken", "A client key belongs to a record you cannot open. Nothing was created.", "records"
        )
    if not outcome.ok:
        raise refusal(access, constraints, outcome.why) or Forbidden(
            "Your access rules do not let you create such a record."
        )
    if len(outcome.keys) < len(drafts):
        return await _with_others(conn, access, drafts, outcome, _rules(access, context), shape)
    return Written(outcome.keys, outcome.body, outcome.changed, outcome.versions)


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
    outcome = await run(conn, access.schema, statement, _slots(context) | _input(system, fields, cells), cells)
    if not outcome.ok:
        raise _refusal(access, [edit.key for edit in edits], [edit.version for edit in edits], outcome, constraints)
    return Written(outcome.keys, outcome.body, outcome.changed, outcome.versions)


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
    return await _by_keys(conn, access, keys, context, statement, version)


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
    return await _by_keys(conn, access, keys, context, statement, constraints=constraints)


async def _by_keys(
    conn: AsyncConnection,
    access: TableAccess,
    keys: Sequence[int],
    context: WriteContext,
    statement: Statement,
    version: int | None = None,
    constraints: Sequence[Constraint] = (),
) -> Written:
    check_count(len(keys))
    check_distinct(keys)
    if not keys:
        return Written([], b"[]", 0)
    expected = [version] * len(keys)
    values = _slots(context) | {INPUT.name: list(keys), VERSIONS.name: expected}
    outcome = await run(conn, access.schema, statement, values, [])
    if not outcome.ok:
        raise _refusal(access, keys, expected, outcome, constraints)
    return Written(outcome.keys, outcome.body, outcome.changed, outcome.versions)


async def _with_others(
    conn: AsyncConnection,
    access: TableAccess,
    drafts: Sequence[RecordDraft],
    outcome: Outcome,
    rules: RowRules,
    shape: Shape,
) -> Written:
    """Another transaction was taking some of the client keys; it has committed, so a new statement sees its records."""
    keys = dict(zip(outcome.places, outcome.keys, strict=True))
    missing = {at: draft.client_key for at, draft in enumerate(drafts) if at not in keys and draft.client_key}
    found = await keys_of_client_keys(conn, access.schema, rules, list(missing.values()))
    for place, client_key in missing.items():
        if client_key not in found:
            raise Conflict(
                "client_key_taken",
                f"The client key {client_key} belongs to a record you cannot open.",
                f"records[{place}].clientKey",
            )
        keys[place] = found[client_key]
    ordered = [keys[place] for place in range(len(drafts))]
    body, versions = await show(conn, access, ordered, shape)
    return Written(ordered, body, outcome.changed, versions)


def _refusal(
    access: TableAccess,
    keys: Sequence[int],
    expected: Sequence[int | None],
    outcome: Outcome,
    constraints: Sequence[Constraint],
) -> NotFound | Forbidden | VersionConflict | Invalid:
    """Why the verdict was no: the first record that was missing, or may not be changed, or has moved on; else all
    that the records would break."""
    judged = {row[0]: row for row in cast("list[tuple[int, int, bool, bool, bool, list[int]]]", outcome.why)}
    for place, key in enumerate(keys):
        if place not in judged:
            return NotFound("record", record_id(access.schema.number, key), f"records[{place}].id")
    for _, _, _, may_before, _, _ in judged.values():
        if not may_before:
            return Forbidden("Your access rules do not let you change this record.")
    for place, version, fresh, _, _, _ in judged.values():
        if not fresh:
            records = cast("list[dict[str, object]]", orjson.loads(outcome.body))
            record = records[outcome.places.index(place)]
            path = f"records[{place}].version"
            return VersionConflict(sent=expected[place] or 0, current=version, record=record, path=path)
    broken = refusal(access, constraints, outcome.why)
    return broken or Forbidden("Your access rules do not let you change the record to this.")


def _rules(access: TableAccess, context: WriteContext) -> RowRules:
    return RowRules(access.policy, EvalContext(clock.now(), UTC, context.actor.number))


def _slots(context: WriteContext) -> dict[str, object]:
    cause = context.cause
    detail = {
        "requestId": cause.request_id,
        "automationId": cause.automation_id,
        "runId": cause.run_id,
        "stepId": cause.step_id,
        "undoes": cause.undoes,
    }
    said = {name: value for name, value in detail.items() if value is not None}
    return {
        "change_set": context.change_set,
        "actor_kind": context.actor.kind.value,
        "actor_number": as_text(context.actor.number),
        "cause": cause.kind.value,
        "cause_depth": str(cause.depth),
        "cause_detail": orjson.dumps(said).decode() if said else None,
        "tab": context.tab,
    }


def _input(
    system: Sequence[Mapping[str, object]], fields: Sequence[FieldDef], cells: Sequence[Mapping[int, StoredValue]]
) -> dict[str, object]:
    if len(cells) > 1:
        return many_values(system, cells)
    return single_values(system[0], fields, cells[0])
