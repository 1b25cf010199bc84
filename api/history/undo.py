"""Undo and redo: the inverse of a change set, through the write path and the services like everything else."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database, WriteSession
from api.encryption.vault import Vault
from api.history import repository
from api.history.back.conversions import ConversionsBack, converts
from api.history.back.records import Part, RecordsBack, carry_out
from api.history.back.schema import SchemaBack
from api.history.back.taken import TakenBack
from api.history.stack import stacks
from api.kit.newid import new_change_set
from api.outbox.rows import FeedRow, UnreadableRow
from api.records.acts import WriteContext
from api.records.again import again
from api.records.effects import take_turns
from api.records.stale import StaleSchema
from api.tables.schema import Schemas
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.changes import Operation
from core.errors import NotFound
from core.ids import PREFIXES, encode
from core.schema import TableSchema

_TABLES = 4
"""That one change of fields may make stale, of those that a change set is about."""


class Undo:
    def __init__(
        self, database: Database, access: Access, schemas: Schemas, vault: Vault, schema_back: SchemaBack
    ) -> None:
        self._database = database
        self._access = access
        self._schema = schema_back
        self._conversions = ConversionsBack(access, schemas, vault)
        self._records = RecordsBack(access, vault)

    async def undo(
        self,
        user: CurrentUser,
        tab: str,
        request_id: str,
        session: WriteSession | None = None,
        named: UUID | None = None,
    ) -> TakenBack:
        """In the transaction of ``session``, or in one of its own. What was done last, or exactly what is ``named``.

        Raises NotFound for a name that is no change set of this person.
        """
        return await self._again(user, tab, request_id, CauseKind.UNDO, session, named)

    async def redo(
        self, user: CurrentUser, tab: str, request_id: str, session: WriteSession | None = None
    ) -> TakenBack:
        """In the transaction of ``session``, or in one of its own."""
        return await self._again(user, tab, request_id, CauseKind.REDO, session, None)

    async def _again(
        self,
        user: CurrentUser,
        tab: str,
        request_id: str,
        kind: CauseKind,
        given: WriteSession | None,
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
        given: WriteSession | None,
        named: UUID | None,
    ) -> TakenBack:
        """In a transaction of its own, or as a part of the one that is open in ``given``."""
        if given is None:
            async with self._database.writing() as session:
                return await self._once(user, tab, request_id, kind, session, named)
        conn = await self._database.driver(given)
        return await again(conn, lambda: self._take_back(given, user, tab, request_id, kind, named))

    async def _take_back(
        self,
        session: WriteSession,
        user: CurrentUser,
        tab: str,
        request_id: str,
        kind: CauseKind,
        named: UUID | None,
    ) -> TakenBack:
        """The topmost change set of which anything can be taken back; those above it are all conflicts."""
        done = TakenBack()
        conn = await self._database.driver(session)
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
            rows = await repository.change_set(conn, target)
            if any(map(_is_act, rows)):
                await self._schema.take(session, conn, user, target, context, done)
            await self._tables(conn, user, _by_table([row for row in rows if not _is_act(row)]), context, done)
            if done.reached or done.things:
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
        planned: dict[int, Part] = {}
        for rows in sorted(tables, key=lambda rows: (not converts(rows), rows[0].table_number)):
            if converts(rows) and not await self._conversions.take(conn, user, rows, context, done):
                return  # Records that a conversion made are used by the link that it made.
            part = await self._records.plan(conn, user, rows, done)
            if part is not None:
                planned[rows[0].table_number] = part
        parts = [planned[rows[0].table_number] for rows in tables if rows[0].table_number in planned]
        await carry_out(conn, parts, context, done)

    async def _take_turns(self, conn: AsyncConnection, user: CurrentUser, tables: Sequence[int]) -> None:
        """Of all tables at once, before any record of one is held."""
        schemas: list[TableSchema] = []
        for number in tables:
            with suppress(NotFound):
                schemas.append((await self._access.table(user, number, conn)).schema)
        await take_turns(conn, *schemas, linked=True)


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


def _is_act(row: FeedRow | UnreadableRow) -> bool:
    """Whether it is about a table, field or view."""
    operation = row.change.operation if isinstance(row, FeedRow) else row.operation
    return operation is Operation.SCHEMA


def _by_table(rows: Sequence[FeedRow | UnreadableRow]) -> list[list[FeedRow | UnreadableRow]]:
    found: dict[int, list[FeedRow | UnreadableRow]] = {}
    for row in rows:
        found.setdefault(row.table_number, []).append(row)
    return list(found.values())
