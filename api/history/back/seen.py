"""A person's own changes as they may see and write them now that an undo looks at them: rights may have shrunk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.kit import clock
from api.records import read
from api.records.linking.seen import seen_of
from api.records.linking.wishes import is_link
from api.records.sql.reach import Reach
from core.changes import Cells, RecordChange, RecordState
from core.fields.link import keys_of
from core.query.evaluate import EvalContext


@dataclass(frozen=True, slots=True)
class SeenChanges:
    """``closed``: whether some are of records that this person may not read any more; these are left out."""

    changes: Sequence[RecordChange]
    now: Mapping[int, RecordState]
    closed: bool


async def seen_changes(
    conn: AsyncConnection, access: TableAccess, changes: Sequence[RecordChange], now: Mapping[int, RecordState]
) -> SeenChanges:
    """The cells of links hold, before and after and now, only records that may be read: the others are no part of what
    is taken back, and stay as they are. No statement where no rule names the person."""
    context = EvalContext(clock.now(), ZoneInfo("UTC"), access.user.number)
    kept = [*changes]
    if access.policy.read_filter is not None:
        readable = await read.readable(conn, access, list(now))
        # What is not there at all is said to be gone, to whoever changed it.
        kept = [change for change in changes if change.key in readable or change.key not in now]
        now = {key: state for key, state in now.items() if key in readable}
    closed = len(kept) < len(changes)
    reach = Reach(access.schema, access.policy, context)
    for field in filter(is_link, access.schema.fields):
        number, target = field.number, access.schema.linked.get(field.number)
        if target is None:
            continue
        sides = [side for change in kept for side in (change.before, change.after)]
        cells = [*sides, *(state.cells for state in now.values())]
        seen = await seen_of(conn, reach, field, target, {key for side in cells for key in keys_of(side.get(number))})
        if seen is not None:
            kept = [
                replace(change, before=_only(change.before, number, seen), after=_only(change.after, number, seen))
                for change in kept
            ]
            now = {key: RecordState(state.live, _only(state.cells, number, seen)) for key, state in now.items()}
    return SeenChanges(kept, now, closed)


def fields_left(access: TableAccess) -> frozenset[int]:
    """The numbers of fields that this person may not change, others than computed ones."""
    return frozenset(
        field.number for field in access.schema.fields if not field.read_only and not access.policy.writable(field)
    )


def _only(cells: Cells, number: int, seen: set[int]) -> Cells:
    if number not in cells:
        return cells
    return {**cells, number: [key for key in keys_of(cells[number]) if key in seen] or None}
