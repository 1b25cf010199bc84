"""Rows of ``dataos.changes`` as what they mean. Whoever reads changes selects ``COLUMNS`` from ``TABLES``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from core.actor import SYSTEM, Actor, ActorKind, Cause, CauseKind
from core.changes import Cells, Operation, RecordChange
from core.values import StoredValue

COLUMNS = (
    "c.seq, c.xid::text::bigint, c.at, c.change_set, c.table_number, c.record_key, c.version, c.operation, c.before,"
    " c.after, c.actor_kind, c.actor_number, c.cause, c.cause_depth, c.cause_detail, c.tab, u.id, u.name, a.name"
)
TABLES = (
    "dataos.changes c LEFT JOIN dataos.users u ON u.number = c.actor_number"
    " LEFT JOIN dataos.automations a ON a.id = c.cause_detail ->> 'automationId'"
)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One change of one record, and its place in the feed: (xid, seq). An import has no record and key 0."""

    seq: int
    xid: int
    at: datetime
    change_set: UUID
    table_number: int
    record_key: int | None
    version: int | None
    change: RecordChange
    actor: Actor
    cause: Cause
    tab: str | None

    @property
    def at_ms(self) -> int:
        return round(self.at.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A change whose contents make no sense: only where it stands in the feed, and what it was about, is known.

    ``operation`` is None when even that makes no sense.
    """

    seq: int
    xid: int
    at: datetime
    change_set: UUID
    table_number: int
    record_key: int | None
    operation: Operation | None

    @property
    def at_ms(self) -> int:
        return round(self.at.timestamp() * 1000)


def any_row(row: tuple[object, ...]) -> FeedRow | UnreadableRow:
    """From a row of ``COLUMNS``, whatever it holds: a reader of the whole feed must get past every row."""
    try:
        return feed_row(row)
    except (ValueError, TypeError, AttributeError):
        seq, xid, at, change_set, table, key, _, operation, *_ = row
        known = [each for each in Operation if each == operation]
        return UnreadableRow(
            seq=cast("int", seq),
            xid=cast("int", xid),
            at=cast("datetime", at),
            change_set=cast("UUID", change_set),
            table_number=cast("int", table),
            record_key=cast("int | None", key),
            operation=known[0] if known else None,
        )


def feed_row(row: tuple[object, ...]) -> FeedRow:
    """From a row of ``COLUMNS``. Raises ValueError, TypeError or AttributeError when its contents make no sense."""
    seq, xid, at, change_set, table, key, version, operation, before, after, *rest = row
    kind, number, cause, depth, raw_detail, tab, user_id, user_name, automation_name = rest
    detail = cast("dict[str, str]", raw_detail or {})
    record_key = cast("int | None", key)
    return FeedRow(
        seq=cast("int", seq),
        xid=cast("int", xid),
        at=cast("datetime", at),
        change_set=cast("UUID", change_set),
        table_number=cast("int", table),
        record_key=record_key,
        version=cast("int | None", version),
        change=_change(cast("int", table), record_key, Operation(cast("str", operation)), before, after),
        actor=_actor(
            ActorKind(cast("str", kind)),
            cast("int | None", number),
            detail,
            (cast("str | None", user_id), cast("str | None", user_name), cast("str | None", automation_name)),
        ),
        cause=Cause(
            kind=CauseKind(cast("str", cause)),
            depth=cast("int", depth),
            request_id=detail.get("requestId"),
            automation_id=detail.get("automationId"),
            run_id=detail.get("runId"),
            step_id=detail.get("stepId"),
            undoes=detail.get("undoes"),
            beside=detail.get("beside"),
            address=detail.get("address"),
            link_id=detail.get("linkId"),
        ),
        tab=cast("str | None", tab),
    )


def cause_detail(cause: Cause) -> dict[str, str]:
    """What ``cause_detail`` holds of a cause: nothing of what is not known."""
    detail = {
        "requestId": cause.request_id,
        "automationId": cause.automation_id,
        "runId": cause.run_id,
        "stepId": cause.step_id,
        "undoes": cause.undoes,
        "beside": cause.beside,
        "address": cause.address,
        "linkId": cause.link_id,
    }
    return {name: value for name, value in detail.items() if value is not None}


def _change(table: int, key: int | None, operation: Operation, before: object, after: object) -> RecordChange:
    """A change of many records holds something else where others hold cells."""
    if not operation.of_one_record:
        return RecordChange(table, 0, operation, {}, {})
    return RecordChange(table, key or 0, operation, cells(before), cells(after))


def cells(held: object) -> Cells:
    """What a change holds before or after it. Raises like ``feed_row``."""
    return {int(number): value for number, value in cast("Mapping[str, StoredValue]", held).items()}


def _actor(
    kind: ActorKind, number: int | None, detail: Mapping[str, str], names: tuple[str | None, str | None, str | None]
) -> Actor:
    """An automation acts as its owner, but is named by itself."""
    user_id, user_name, automation_name = names
    match kind:
        case ActorKind.USER:
            return Actor(kind, number, user_id or "", user_name or "")
        case ActorKind.AUTOMATION:
            return Actor(kind, number, detail.get("automationId", ""), automation_name or user_name or "")
        case ActorKind.FORM:
            return Actor(kind, None, detail.get("linkId", ""), "Form")
        case ActorKind.SYSTEM:
            return SYSTEM
