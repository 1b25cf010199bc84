"""A record at one moment: what a trigger, its conditions and ``{{trigger.…}}`` see.

A change names only the cells it touched, and by the time it is read the record may have changed again. So the current
cells are read and everything later is taken back (``core.changes.rewind``): "Done, and a second later back to Todo"
fires on Done. The cells are read before the later changes: a change that slips in between is taken back although the
cells do not have it yet, and that changes nothing, because its ``before`` is what they have.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from psycopg import AsyncConnection

from api.automations.guards import UNREADABLE_CHANGE, RunError
from api.outbox.feed import FeedRow
from api.outbox.rows import cells
from api.records import read
from core.changes import Cells, Operation, RecordChange, rewind
from core.fields.instant import stored
from core.schema import TableSchema
from core.values import JsonValue, StoredValue


@dataclass(frozen=True)
class Moment:
    """``before`` are the touched cells before the change; ``system`` the record's system columns by name."""

    cells: Cells
    system: dict[str, StoredValue]
    before: Cells = field(default_factory=dict[int, StoredValue])

    def as_json(self) -> dict[str, JsonValue]:
        """For ``dataos.runs.context``."""
        return {"record": _keyed(self.cells), "before": _keyed(self.before), "system": dict(self.system)}

    @classmethod
    def from_json(cls, raw: dict[str, JsonValue]) -> "Moment":
        system = raw.get("system")
        return cls(
            _numbered(raw.get("record")), system if isinstance(system, dict) else {}, _numbered(raw.get("before"))
        )


_LATER = """
SELECT record_key, version, operation, before, after FROM dataos.changes
WHERE table_number = %s AND record_key = ANY(%s) AND seq > %s ORDER BY seq
"""


async def moments(conn: AsyncConnection, schema: TableSchema, rows: Sequence[FeedRow]) -> dict[int, Moment | RunError]:
    """The record of each change right after it, by the change's seq. A record that is gone for good has no moment; one
    with a later change that cannot be read, and so not be taken back, has an error.
    """
    keys = sorted({row.record_key for row in rows if row.record_key is not None})
    if not keys:
        return {}
    current = await read.snapshots(conn, schema, keys)
    later = await _later(conn, schema.number, keys, min(row.seq for row in rows))
    found: dict[int, Moment | RunError] = {}
    for row in rows:
        snapshot = None if row.record_key is None else current.get(row.record_key)
        if row.record_key is None or snapshot is None:
            continue
        after = [change for version, change in later.get(row.record_key, ()) if version > (row.version or 0)]
        readable = [change for change in after if change is not None]
        if len(readable) < len(after):
            found[row.seq] = UNREADABLE_CHANGE
            continue
        system = snapshot.system | {"updated_at": stored(row.at), "updated_by": row.actor.number}
        found[row.seq] = Moment(rewind(snapshot.state.cells, readable), system, row.change.before)
    return found


async def present(conn: AsyncConnection, schema: TableSchema, key: int) -> Moment | None:
    """The record now, for a manual run; None when it is not there."""
    snapshot = (await read.snapshots(conn, schema, [key])).get(key)
    return None if snapshot is None or not snapshot.state.live else Moment(snapshot.state.cells, snapshot.system)


async def _later(
    conn: AsyncConnection, table: int, keys: list[int], after_seq: int
) -> dict[int, list[tuple[int, RecordChange | None]]]:
    """(version, change) by record, None for a change that makes no sense."""
    found: dict[int, list[tuple[int, RecordChange | None]]] = {}
    cursor = await conn.execute(_LATER, (table, keys, after_seq))
    for key, version, operation, before, after in await cursor.fetchall():
        try:
            change = RecordChange(table, key, Operation(operation), cells(before), cells(after))
        except (ValueError, TypeError, AttributeError):
            change = None
        found.setdefault(key, []).append((version or 0, change))
    return found


def _keyed(cells: Cells) -> dict[str, JsonValue]:
    return {str(number): value for number, value in cells.items()}


def _numbered(raw: JsonValue) -> dict[int, StoredValue]:
    return {int(number): value for number, value in raw.items()} if isinstance(raw, dict) else {}
