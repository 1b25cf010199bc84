"""History, undo and redo on the wire."""

from typing import Literal

from pydantic import Field, JsonValue

from api.history.back.taken import TakenBack, Thing
from api.history.titles import keys_in
from api.history.versions import Entry
from api.http.body import Answer, Body
from api.outbox.rows import FeedRow, UnreadableRow
from api.tables.acts import Noun, State
from core.changes import Operation
from core.fields.instant import stored
from core.fields.link import LinkConfig
from core.ids import PREFIXES, encode, record_id
from core.schema import FieldDef, TableSchema
from core.values import StoredValue


class UndoRequest(Body):
    """The header X-Change-Set of a write, to take back exactly that one; without it the last thing done goes."""

    change_set: str | None = None


class HistoryActor(Answer):
    type: str
    id: str
    name: str


class HistoryCause(Answer):
    type: str
    automation_id: str | None = None
    run_id: str | None = None


class CellChange(Answer):
    field: str
    name: str
    before: JsonValue
    after: JsonValue


class HistoryEntry(Answer):
    """``operation`` is create, update, delete, restore or import; or unreadable, when what is stored makes no sense:
    only when it was, and with what, is known then, and ``actor`` and ``cause`` are of the type unknown."""

    id: str
    version: int | None
    operation: Operation | Literal["unreadable"]
    time: str
    change_set: str
    actor: HistoryActor
    cause: HistoryCause
    changes: list[CellChange]


class UndoConflict(Answer):
    """``field`` is a field's id, null where the whole record stood against it; without ``recordId`` it is about the
    field itself, or where there is none about a table or view, which ``reason`` names."""

    record_id: str | None = None
    field: str | None
    reason: str


class UndoneThing(Answer):
    """A table, field or view, and what became of it; ``name`` is the one that it has now."""

    type: Literal["table", "field", "view"]
    id: str
    table_id: str
    name: str
    outcome: Literal["deleted", "restored", "changed"]


class UndoAnswer(Answer):
    """With ``done`` false nothing was changed, and ``reason`` says why. Where ``things`` has any, the schema is another
    one now: ask for the base again."""

    done: bool
    reason: str | None = None
    change_set: str | None = None
    table_id: str | None = None
    record_ids: list[str] = Field(default_factory=list[str])
    things: list[UndoneThing] = Field(default_factory=list[UndoneThing])
    conflicts: list[UndoConflict] = Field(default_factory=list[UndoConflict])


def history_entry(entry: Entry) -> HistoryEntry:
    match entry.row:
        case FeedRow() as row:
            return _readable(row, entry)
        case UnreadableRow() as row:
            return _unreadable(row)


def _unreadable(row: UnreadableRow) -> HistoryEntry:
    return HistoryEntry(
        id=f"chg_{row.seq}",
        version=None,
        operation="unreadable",
        time=stored(row.at),
        change_set=encode(PREFIXES["change_set"], row.change_set),
        actor=HistoryActor(type="unknown", id="", name=""),
        cause=HistoryCause(type="unknown"),
        changes=[],
    )


def _readable(row: FeedRow, entry: Entry) -> HistoryEntry:
    return HistoryEntry(
        id=f"chg_{row.seq}",
        version=row.version,
        operation=row.change.operation,
        time=stored(row.at),
        change_set=encode(PREFIXES["change_set"], row.change_set),
        actor=HistoryActor(type=row.actor.kind.value, id=row.actor.id, name=row.actor.name),
        cause=HistoryCause(type=row.cause.kind.value, automation_id=row.cause.automation_id, run_id=row.cause.run_id),
        changes=[
            CellChange(
                field=field.id,
                name=field.name,
                before=_shown(row.change.before.get(field.number), field, entry),
                after=_shown(row.change.after.get(field.number), field, entry),
            )
            for field in entry.fields
        ],
    )


def _shown(stored: StoredValue, field: FieldDef, entry: Entry) -> JsonValue:
    if not isinstance(field.config, LinkConfig):
        return entry.lens.show(stored, field, entry.people)
    target = field.config.target
    return [
        {"id": record_id(target, key), "title": entry.titles.found.get((target, key))}
        for key in keys_in(stored)
        if entry.titles.shows(target, key)
    ] or None


def undo_answer(taken: TakenBack, nothing: str) -> UndoAnswer:
    """``nothing`` is the reason when there was nothing to take back."""
    conflicts = [
        UndoConflict(
            record_id=None if conflict.key is None else record_id(schema.number, conflict.key),
            field=_field_id(schema, conflict.field_number),
            reason=conflict.reason,
        )
        for schema, conflict in taken.conflicts
    ] + [UndoConflict(field=_field_of(stands.left), reason=stands.reason) for stands in taken.stands]
    if taken.change_set is None:
        reason = taken.refused or ("everything was changed since" if conflicts else nothing)
        return UndoAnswer(done=False, reason=reason, conflicts=conflicts)
    return UndoAnswer(
        done=True,
        change_set=encode(PREFIXES["change_set"], taken.change_set),
        table_id=(*(part.schema.id for part in taken.reached), *(thing.state.table for thing in taken.things))[0],
        record_ids=[record_id(part.schema.number, key) for part in taken.reached for key in part.keys],
        things=[_thing(thing) for thing in taken.things],
        conflicts=conflicts,
    )


def _thing(thing: Thing) -> UndoneThing:
    state = thing.state
    return UndoneThing(
        type=state.noun.value, id=state.id, table_id=state.table, name=state.name, outcome=thing.outcome.value
    )


def _field_of(left: State | None) -> str | None:
    return left.id if left is not None and left.noun is Noun.FIELD else None


def _field_id(schema: TableSchema, number: int | None) -> str | None:
    found = None if number is None else schema.by_number.get(number)
    return None if found is None else found.id
