"""Undo and redo: the inverse of a change set, through the write path like everything else."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from uuid import UUID

from psycopg import AsyncConnection

from api.access.repository import versions
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.encryption.envelope import Unopened
from api.encryption.vault import Vault
from api.fields.convert.takeback import take_back
from api.history import repository
from api.history.stack import stacks
from api.history.takeback import Conflict, Equal, Plan, alike, plan
from api.outbox.rows import FeedRow, UnreadableRow
from api.records import read, write
from api.records.acting import new_change_set
from api.records.acts import RecordEdit, WriteContext
from api.records.again import again
from api.records.checks import MAX_RECORDS
from api.records.effects import take_turns
from api.records.sql.project import Shape
from api.records.stale import StaleSchema
from api.tables.schema import Schemas
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.changes import Operation
from core.errors import Forbidden, Invalid, NotFound
from core.ids import PREFIXES, encode
from core.schema import TableSchema
from core.values import StoredValue, ValueKind

_TABLES = 4
"""Tables of a change set whose fields may have changed since this process last saw them."""


@dataclass(frozen=True, slots=True)
class Reached:
    """One table's records that were taken back."""

    schema: TableSchema
    keys: list[int]


@dataclass
class TakenBack:
    """``change_set`` None: there was nothing (left) to take back; ``refused`` says why a named one was not."""

    change_set: UUID | None = None
    reached: list[Reached] = field(default_factory=list[Reached])
    conflicts: list[tuple[TableSchema, Conflict]] = field(default_factory=list[tuple[TableSchema, Conflict]])
    refused: str | None = None


class Undo:
    def __init__(self, database: Database, access: Access, schemas: Schemas, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._access = access
        self._schemas = schemas

    async def undo(
        self,
        user: CurrentUser,
        tab: str,
        request_id: str,
        conn: AsyncConnection | None = None,
        named: UUID | None = None,
    ) -> TakenBack:
        """In the transaction of ``conn``, or in one of its own. What was done last, or exactly what is ``named``.

        Raises NotFound for a name that is no change set of this person.
        """
        return await self._again(user, tab, request_id, CauseKind.UNDO, conn, named)

    async def redo(
        self, user: CurrentUser, tab: str, request_id: str, conn: AsyncConnection | None = None
    ) -> TakenBack:
        """In the transaction of ``conn``, or in one of its own."""
        return await self._again(user, tab, request_id, CauseKind.REDO, conn, None)

    async def _again(
        self,
        user: CurrentUser,
        tab: str,
        request_id: str,
        kind: CauseKind,
        given: AsyncConnection | None,
        named: UUID | None,
    ) -> TakenBack:
        for _ in range(_TABLES):
            try:
                return await self._once(user, tab, request_id, kind, given, named)
            except StaleSchema as stale:
                # One change of fields may have made several of the tables stale.
                self._access.forget_table(stale.table)
        return await self._once(user, tab, request_id, kind, given, named)

    async def _once(
        self,
        user: CurrentUser,
        tab: str,
        request_id: str,
        kind: CauseKind,
        given: AsyncConnection | None,
        named: UUID | None,
    ) -> TakenBack:
        """In a transaction of its own, or as a part of the one that is open in ``given``."""
        if given is None:
            async with self._database.records() as conn:
                return await again(conn, lambda: self._take_back(conn, user, tab, request_id, kind, named))
        return await again(given, lambda: self._take_back(given, user, tab, request_id, kind, named))

    async def _take_back(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        tab: str,
        request_id: str,
        kind: CauseKind,
        named: UUID | None,
    ) -> TakenBack:
        """The topmost change set of which anything can be taken back; those above it are all conflicts."""
        done = TakenBack()
        await repository.lock_stack(conn, user.number, tab)
        if named is not None:
            done.refused = await _refusal(conn, user, tab, named)
            targets = [] if done.refused else [named]
        else:
            found = stacks(await repository.done_in_tab(conn, user.number, tab))
            targets = [*reversed(found.undo if kind is CauseKind.UNDO else found.redo)]
        for target in targets:
            undoes = encode(PREFIXES["change_set"], target)
            cause = Cause(kind, request_id=request_id, undoes=undoes)
            actor = Actor(ActorKind.USER, user.number, user.id, user.name)
            context = WriteContext(actor, cause, tab, new_change_set())
            await self._tables(conn, user, _by_table(await repository.change_set(conn, target)), context, done)
            if done.reached:
                done.change_set = context.change_set
                break
        return done

    async def _tables(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        tables: Sequence[Sequence[FeedRow | UnreadableRow]],
        context: WriteContext,
        done: TakenBack,
    ) -> None:
        """Every table is looked at before any is changed: taking back one end of a link changes the other end too, and
        that is no change by somebody else."""
        await self._take_turns(conn, user, [rows[0].table_number for rows in tables])
        planned: dict[int, _Part] = {}
        for rows in sorted(tables, key=lambda rows: (not _converts(rows), rows[0].table_number)):
            if _converts(rows) and not await self._conversion(conn, user, rows, context, done):
                return  # Records that a conversion made are used by the link that it made.
            part = await self._plan(conn, user, rows, context, done)
            if part is not None:
                planned[rows[0].table_number] = part
        parts = [planned[rows[0].table_number] for rows in tables if rows[0].table_number in planned]
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

    async def _take_turns(self, conn: AsyncConnection, user: CurrentUser, tables: Sequence[int]) -> None:
        """Of all tables at once, before any record of one is held."""
        schemas: list[TableSchema] = []
        for number in tables:
            with suppress(NotFound):
                schemas.append((await self._access.table(user, number, conn)).schema)
        await take_turns(conn, *schemas, linked=True)

    async def _plan(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        rows: Sequence[FeedRow | UnreadableRow],
        context: WriteContext,
        done: TakenBack,
    ) -> "_Part | None":
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
            if isinstance(row, FeedRow) and row.change.key not in damaged and not _converting(row)
        ]
        if not changes:
            return None
        now = await read.locked(conn, access.schema, sorted({change.key for change in changes}))
        equal = await self._equality(conn, access.schema)
        first = rows[0]
        beside = first.cause.beside if isinstance(first, FeedRow) else None
        made = plan(changes, access.schema, now, equal)
        return _Part(access, made, None if beside == access.schema.id else beside)

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

    async def _conversion(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        rows: Sequence[FeedRow | UnreadableRow],
        context: WriteContext,
        done: TakenBack,
    ) -> bool:
        """Whether the rest of the change set can be taken back too."""
        try:
            access = await self._access.table(user, rows[0].table_number, conn)
        except NotFound:
            return False
        change_set = next(row.change_set for row in rows if isinstance(row, FeedRow) and _converting(row))
        stands = await take_back(conn, access, self._schemas, self._vault, change_set, context)
        if stands is not None:
            conflict = Conflict(access.schema.number, None, stands.field, stands.reason)
            done.conflicts.append((access.schema, conflict))
            return False
        done.reached.append(Reached(access.schema, []))
        now = await self._schemas.fresh(conn, access.schema.number)
        for schema in (now, *now.linked.values(), *access.schema.linked.values()):
            self._access.forget_table(schema.number)
        return True


@dataclass
class _Part:
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


def _converting(row: FeedRow) -> bool:
    return row.change.operation is Operation.CONVERT


def _converts(rows: Sequence[FeedRow | UnreadableRow]) -> bool:
    return any(isinstance(row, FeedRow) and _converting(row) for row in rows)


def _beside(context: WriteContext, part: _Part) -> WriteContext:
    return replace(context, cause=replace(context.cause, beside=part.beside)) if part.beside else context


async def _refusal(conn: AsyncConnection, user: CurrentUser, tab: str, named: UUID) -> str | None:
    """Why this change set is not for this tab to take back; None when it is. Raises NotFound."""
    own = await repository.owned(conn, named, user.number)
    if own is None:
        raise NotFound("change set", encode(PREFIXES["change_set"], named), "changeSet")
    if own.tab != tab:
        return "it was done in another tab"
    if own.cause is CauseKind.UNDO:
        return "it is an undo: redo takes it back"
    if await repository.is_taken_back(conn, user.number, tab, named, own.seq):
        return "it was taken back already"
    return None


async def _edit(conn: AsyncConnection, part: _Part, context: WriteContext, keys: Sequence[int]) -> dict[int, str]:
    async def work(keys: Sequence[int]) -> None:
        edits = [RecordEdit(key, part.plan.edits[key]) for key in keys]
        await write.update(conn, part.access, edits, context, shape=Shape.ID)

    return await _in_batches(conn, keys, work)


async def _plain_edits(conn: AsyncConnection, part: _Part, context: WriteContext) -> dict[int, str]:
    return await _edit(conn, part, context, part.edits(links=False))


async def _deletes(conn: AsyncConnection, part: _Part, context: WriteContext) -> dict[int, str]:
    async def work(keys: Sequence[int]) -> None:
        await write.delete(conn, part.access, keys, context)

    return await _in_batches(conn, part.plan.deletes, work)


async def _restores(conn: AsyncConnection, part: _Part, context: WriteContext) -> dict[int, str]:
    async def work(keys: Sequence[int]) -> None:
        await write.restore(conn, part.access, keys, context, shape=Shape.ID)

    return await _in_batches(conn, part.plan.restores, work)


async def _link_edits(conn: AsyncConnection, part: _Part, context: WriteContext) -> dict[int, str]:
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


def _by_table(rows: Sequence[FeedRow | UnreadableRow]) -> list[list[FeedRow | UnreadableRow]]:
    found: dict[int, list[FeedRow | UnreadableRow]] = {}
    for row in rows:
        found.setdefault(row.table_number, []).append(row)
    return list(found.values())
