"""The part of a change set that wrote records: what is to be done to them now, and doing it through the write path."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from psycopg import AsyncConnection

from api.access.repository import versions
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.encryption.envelope import Unopened
from api.encryption.vault import Vault
from api.history.back.conversions import is_conversion
from api.history.back.seen import fields_left, seen_changes
from api.history.back.taken import Reached, Stands, TakenBack
from api.history.takeback import Conflict, Equal, Plan, alike, plan
from api.outbox.rows import FeedRow, UnreadableRow
from api.records import read, write
from api.records.acts import RecordEdit, WriteContext
from api.records.checks import MAX_RECORDS
from api.records.sql.project import Shape
from api.records.stale import StaleSchema
from core.errors import Forbidden, Invalid, NotFound
from core.schema import TableSchema
from core.values import StoredValue, ValueKind


@dataclass
class Part:
    """One table's share. ``beside`` is the table that these records were made for, another one; ``refused`` says why
    the write path left a record as it is."""

    access: TableAccess
    plan: Plan
    beside: str | None = None
    refused: dict[int, str] = field(default_factory=dict[int, str])

    def edits(self, *, links: bool) -> list[int]:
        """The records whose edits write a link, or those whose edits do not."""
        linked = {field.number for field in self.access.schema.fields if field.kind is ValueKind.LINK}
        return sorted(key for key, values in self.plan.edits.items() if bool(linked & values.keys()) == links)


class RecordsBack:
    def __init__(self, access: Access, vault: Vault) -> None:
        self._access = access
        self._vault = vault

    async def plan(
        self, conn: AsyncConnection, user: CurrentUser, rows: Sequence[FeedRow | UnreadableRow], done: TakenBack
    ) -> Part | None:
        """Of one table's rows; None where nothing is to be done. What is damaged is a conflict."""
        try:
            access = await self._access.table(user, rows[0].table_number, conn)
        except NotFound:
            return None  # The table is gone or closed to this person: nothing of it can be taken back.
        damaged = sorted({row.record_key or 0 for row in rows if isinstance(row, UnreadableRow)})
        done.conflicts.extend(
            (access.schema, Conflict(access.schema.number, key, None, "its change is damaged in the database"))
            for key in damaged
        )
        changes = [
            row.change
            for row in rows
            if isinstance(row, FeedRow) and row.change.key not in damaged and not is_conversion(row)
        ]
        if not changes:
            return None
        now = await read.locked(conn, access.schema, sorted({change.key for change in changes}))
        equal = await self._equality(conn, access.schema)
        first = rows[0]
        beside = first.cause.beside if isinstance(first, FeedRow) else None
        seen = await seen_changes(conn, access, changes, now)
        if seen.closed:
            done.stands.append(Stands(None, "you cannot open some of the records any more"))
        made = plan(seen.changes, access.schema, seen.now, equal, fields_left(access))
        return Part(access, made, None if beside == access.schema.id else beside)

    async def _equality(self, conn: AsyncConnection, schema: TableSchema) -> Equal:
        if not schema.sealed:
            return alike
        keys = await self._vault.keys(conn, schema.workspace_id)

        def equal(number: int, left: StoredValue, right: StoredValue) -> bool:
            field = schema.by_number.get(number)
            if left == right or field is None or not field.encrypted or left is None or right is None:
                return left == right
            try:
                return keys.open(schema, field, left) == keys.open(schema, field, right)
            except Unopened:
                return False

        return equal


async def carry_out(conn: AsyncConnection, parts: Sequence[Part], context: WriteContext, done: TakenBack) -> None:
    """Raises StaleSchema where a refusal may come of a schema or policy that is no longer current."""
    for step in _STEPS:
        for part in parts:
            part.refused |= await step(conn, part, _beside(context, part))
    # The table that somebody wrote in comes first, whatever had to be made for it before.
    for part in sorted(parts, key=lambda part: part.beside is not None):
        schema = part.access.schema
        current = await versions(conn, schema.number) if part.refused else None
        if part.refused and current != (schema.version, part.access.policy.version):
            raise StaleSchema(schema.number)
        refused = [Conflict(schema.number, key, None, reason) for key, reason in sorted(part.refused.items())]
        done.conflicts.extend((schema, conflict) for conflict in [*part.plan.conflicts, *refused])
        keys = set(part.plan.keys) - set(part.refused)
        if keys:
            done.reached.append(Reached(schema, sorted(keys)))


def _beside(context: WriteContext, part: Part) -> WriteContext:
    return replace(context, cause=replace(context.cause, beside=part.beside)) if part.beside else context


async def _edit(conn: AsyncConnection, part: Part, context: WriteContext, keys: Sequence[int]) -> dict[int, str]:
    async def work(keys: Sequence[int]) -> None:
        edits = [RecordEdit(key, part.plan.edits[key]) for key in keys]
        await write.update(conn, part.access, edits, context, shape=Shape.ID)

    return await _in_batches(conn, keys, work)


async def _plain_edits(conn: AsyncConnection, part: Part, context: WriteContext) -> dict[int, str]:
    return await _edit(conn, part, context, part.edits(links=False))


async def _deletes(conn: AsyncConnection, part: Part, context: WriteContext) -> dict[int, str]:
    async def work(keys: Sequence[int]) -> None:
        await write.delete(conn, part.access, keys, context)

    return await _in_batches(conn, part.plan.deletes, work)


async def _restores(conn: AsyncConnection, part: Part, context: WriteContext) -> dict[int, str]:
    async def work(keys: Sequence[int]) -> None:
        await write.restore(conn, part.access, keys, context, shape=Shape.ID)

    return await _in_batches(conn, part.plan.restores, work)


async def _link_edits(conn: AsyncConnection, part: Part, context: WriteContext) -> dict[int, str]:
    return await _edit(conn, part, context, part.edits(links=True))


_STEPS = (_plain_edits, _deletes, _restores, _link_edits)
"""An edit may free the unique value that a restored record needs, and a link needs the restored record."""


async def _in_batches(
    conn: AsyncConnection, keys: Sequence[int], work: Callable[[Sequence[int]], Awaitable[None]]
) -> dict[int, str]:
    """What the write path refuses is left as it is; the answer says what and why."""
    refused: dict[int, str] = {}
    for at in range(0, len(keys), MAX_RECORDS):
        refused |= await _as_far_as_it_goes(conn, keys[at : at + MAX_RECORDS], work)
    return refused


async def _as_far_as_it_goes(
    conn: AsyncConnection, keys: Sequence[int], work: Callable[[Sequence[int]], Awaitable[None]]
) -> dict[int, str]:
    """Why ``work`` refuses which of the records. A batch that holds a refused one is tried again in halves."""
    try:
        async with conn.transaction():
            await work(keys)
    except Forbidden as error:
        return dict.fromkeys(keys, error.detail)
    except (Invalid, NotFound) as error:
        if len(keys) == 1:
            reason = error.faults[0].message if isinstance(error, Invalid) else error.detail
            return {keys[0]: reason}
        half = len(keys) // 2
        first = await _as_far_as_it_goes(conn, keys[:half], work)
        return first | await _as_far_as_it_goes(conn, keys[half:], work)
    return {}
