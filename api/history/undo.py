"""Undo and redo: the inverse of a change set, through the write path like everything else."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from psycopg import AsyncConnection

from api.access.repository import versions
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.fields.convert.takeback import take_back
from api.history import repository
from api.history.stack import stacks
from api.history.takeback import Conflict, Plan, plan
from api.outbox.rows import FeedRow, UnreadableRow
from api.records import read, write
from api.records.acting import new_change_set
from api.records.checks import MAX_RECORDS
from api.records.sql.project import Shape
from api.records.stale import StaleSchema
from api.records.write import RecordEdit, WriteContext
from api.tables.schema import Schemas
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.changes import Operation
from core.errors import Forbidden, Invalid, NotFound
from core.ids import PREFIXES, encode
from core.schema import TableSchema


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
    def __init__(self, database: Database, access: Access, schemas: Schemas) -> None:
        self._database = database
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
        try:
            async with self._transaction(given) as conn:
                return await self._take_back(conn, user, tab, request_id, kind, named)
        except StaleSchema as stale:
            self._access.forget_table(stale.table)
            async with self._transaction(given) as conn:
                return await self._take_back(conn, user, tab, request_id, kind, named)

    @asynccontextmanager
    async def _transaction(self, given: AsyncConnection | None) -> AsyncGenerator[AsyncConnection]:
        """Of its own, or a part of the one that is open in ``given``: what fails in it can be tried again."""
        if given is not None:
            async with given.transaction():
                yield given
            return
        async with self._database.records() as conn, conn.transaction():
            yield conn

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
            for rows in _by_table(await repository.change_set(conn, target)):
                await self._table(conn, user, rows, context, done)
            if done.reached:
                done.change_set = context.change_set
                break
        return done

    async def _table(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        rows: Sequence[FeedRow | UnreadableRow],
        context: WriteContext,
        done: TakenBack,
    ) -> None:
        try:
            access = await self._access.table(user, rows[0].table_number, conn)
        except NotFound:
            return  # The table is gone or closed to this person: nothing of it can be taken back.
        whole = [row for row in rows if isinstance(row, FeedRow) and row.change.operation is Operation.CONVERT]
        if whole:
            await self._conversion(conn, access, whole[0].change_set, context, done)
            return
        damaged = sorted({row.record_key or 0 for row in rows if isinstance(row, UnreadableRow)})
        done.conflicts.extend(
            (access.schema, Conflict(access.schema.number, key, None, "its change is damaged in the database"))
            for key in damaged
        )
        changes = [row.change for row in rows if isinstance(row, FeedRow) and row.change.key not in damaged]
        now = await read.locked(conn, access.schema, sorted({change.key for change in changes}))
        planned = plan(changes, access.schema, now)
        refused = await _apply(conn, access, planned, context)
        if refused and await versions(conn, access.schema.number) != (access.schema.version, access.policy.version):
            raise StaleSchema(access.schema.number)
        done.conflicts.extend((access.schema, conflict) for conflict in [*planned.conflicts, *refused])
        keys = set(planned.keys) - {conflict.key for conflict in refused}
        if keys:
            done.reached.append(Reached(access.schema, sorted(keys)))

    async def _conversion(
        self, conn: AsyncConnection, access: TableAccess, change_set: UUID, context: WriteContext, done: TakenBack
    ) -> None:
        stands = await take_back(conn, access, self._schemas, change_set, context)
        if stands is None:
            done.reached.append(Reached(access.schema, []))
            self._access.forget_table(access.schema.number)
        else:
            conflict = Conflict(access.schema.number, None, stands.field, stands.reason)
            done.conflicts.append((access.schema, conflict))


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


async def _apply(conn: AsyncConnection, access: TableAccess, planned: Plan, context: WriteContext) -> list[Conflict]:
    """What the write path refuses is left as it is; the answer says what and why."""

    async def edit(keys: Sequence[int]) -> None:
        await write.update(conn, access, [RecordEdit(k, planned.edits[k]) for k in keys], context, shape=Shape.ID)

    async def delete(keys: Sequence[int]) -> None:
        await write.delete(conn, access, keys, context)

    async def restore(keys: Sequence[int]) -> None:
        await write.restore(conn, access, keys, context, shape=Shape.ID)

    refused: dict[int, str] = {}
    for keys, work in ((sorted(planned.edits), edit), (planned.deletes, delete), (planned.restores, restore)):
        for at in range(0, len(keys), MAX_RECORDS):
            refused |= await _as_far_as_it_goes(conn, keys[at : at + MAX_RECORDS], work)
    return [Conflict(access.schema.number, key, None, reason) for key, reason in sorted(refused.items())]


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
