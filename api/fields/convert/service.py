"""Changing a field's type: first as a rehearsal, then for good, and back again (DESIGN §5).

A conversion fills a **new column** beside the old one and then switches the field over to it. So nothing is lost: the
old column stays, and taking the conversion back is switching over again. The field keeps its id; its number, which
names the column, changes, and with it the table's version.

Up to ``IN_REQUEST`` records, those in the trash and changes of the field that are to be encrypted too included, this is
one transaction.
Above, a job does it in the background, a batch of records at a time, while people go on working with the old column; at
the end the job holds the table for a moment, converts what was written meanwhile (the feed knows which records), and
switches over.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import structlog
from psycopg import AsyncConnection

from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database, WriteSession
from api.encryption.repository import stand
from api.encryption.vault import Vault
from api.fields.breaks.service import broken
from api.fields.breaks.turn import Broken
from api.fields.convert import apply, columns, filling
from api.fields.convert.change import Change, change_of
from api.fields.convert.ciphering import Asker, cipher_for, refuse_uses, revealing
from api.fields.convert.creating import maker, take_turn
from api.fields.convert.directory import directory
from api.fields.convert.pairs import Target, check_pair, targets
from api.fields.convert.past import past_of
from api.fields.convert.plan import Asked, check_name, check_room, planned
from api.fields.convert.reach import refuse_closed
from api.fields.convert.running import refuse_while_converting
from api.fields.convert.survey import Survey, survey
from api.jobs import repository as jobs
from api.kit.newid import new_change_set, new_id
from api.records.acts import WriteContext
from api.tables.keys import last_key
from api.tables.schema import Schemas
from core.access.roles import BaseRole
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import NotFound, Unavailable
from core.schema import FieldDef, TableSchema
from core.values import JsonValue
from workflows.gateway import Gateway

_log = structlog.get_logger(__name__)

IN_REQUEST = 50_000
KIND = "convert"
_SLOW = b"SET LOCAL statement_timeout = '60s'"

AfterCommit = list[Callable[[], Awaitable[None]]]


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants which field to become what."""

    user: CurrentUser
    tab: str
    request_id: str
    field_id: str
    type: str
    config: Mapping[str, JsonValue] | None
    create_missing: bool = False
    """Of a link: records are made for titles that nobody has."""
    encrypted: bool | None = None
    reveal_to: BaseRole | None = None
    """Both None: as it is."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    field: FieldDef
    schema: TableSchema
    survey: Survey
    fills: bool
    past: int = 0
    """Changes that have to be sealed."""
    breaks: Sequence[Broken] = ()

    @property
    def in_background(self) -> bool:
        return self.fills and self.survey.all + self.past > IN_REQUEST


@dataclass(frozen=True, slots=True)
class Converting:
    """The field as it is now; ``job`` is still at work on it, or None and ``change_set`` is what undo takes back."""

    field: FieldDef
    schema: TableSchema
    change_set: UUID
    job: jobs.Job | None = None


class Conversions:
    def __init__(self, database: Database, access: Access, schemas: Schemas, gateway: Gateway, vault: Vault) -> None:
        self._vault = vault
        self._database = database
        self._access = access
        self._schemas = schemas
        self._gateway = gateway

    async def rehearse(self, wish: Wish) -> Rehearsal:
        """Raises NotFound, Forbidden, Invalid, Conflict."""
        grant = await self._access.table_of_field(wish.user, wish.field_id, BaseRole.CREATOR)
        async with self._database.records() as conn, conn.transaction():
            await conn.execute(_SLOW)
            schema = await self._schemas.fresh(conn, grant.number)
            change = await self._change(conn, schema, grant, wish)
            found = await survey(conn, schema, change)
            past = await past_of(conn, schema, change, IN_REQUEST)
            policy = await self._access.policy_now(wish.user, grant, schema, conn)
            breaks = await broken(conn, self._access, wish.user, schema, policy, change.source, change.target)
            if policy.read_filter is not None:
                # Every value is converted, but those of records that the person may not read are no samples for them.
                found.samples = {outcome: [] for outcome in found.samples}
            return Rehearsal(change.target, schema, found, change.fills, past, breaks)

    async def without(self, user: CurrentUser, field_id: str) -> list[Broken]:
        """What deleting the field would break. Raises NotFound, Forbidden."""
        grant = await self._access.table_of_field(user, field_id, BaseRole.CREATOR)
        async with self._database.records() as conn, conn.transaction():
            schema = await self._schemas.fresh(conn, grant.number)
            policy = await self._access.policy_now(user, grant, schema, conn)
            return await broken(conn, self._access, user, schema, policy, field_in(schema, field_id), None)

    async def possible(self, user: CurrentUser, field_id: str) -> list[Target]:
        """What the field can become. Raises NotFound, Forbidden."""
        grant = await self._access.table_of_field(user, field_id, BaseRole.VIEWER)
        async with self._database.records() as conn:
            schema = await self._schemas.fresh(conn, grant.number)
        return targets(schema, field_in(schema, field_id))

    async def convert(self, session: WriteSession, wish: Wish, after: AfterCommit) -> Converting:
        """In the session's transaction, or as a job that begins ``after`` it.

        Raises NotFound, Forbidden, Invalid, Conflict, Unavailable when the table is busy.
        """
        grant = await self._access.table_of_field(wish.user, wish.field_id, BaseRole.CREATOR)
        conn = await self._database.driver(session)
        await conn.execute(_SLOW)
        before = await self._change(conn, await self._schemas.fresh(conn, grant.number), grant, wish)
        await take_turn(conn, before)
        if before.target.encrypted:
            await stand(conn, grant.base.workspace_id)
        await apply.hold_table(conn, grant.id, *([before.target_end.id] if before.target_end else []))
        schema = await self._schemas.fresh(conn, grant.number)
        source = field_in(schema, wish.field_id)
        await refuse_while_converting(conn, wish.field_id)
        await apply.hold_values(conn, schema, source)
        change = await self._change(conn, schema, grant, wish)
        check_room(source, change.target_end)
        check_name(change.target, change.target_end)
        _, total = await columns.count_records(conn, schema)
        change = await apply.prepare(conn, schema, change)
        context = context_of(wish)
        past = await past_of(conn, schema, change, IN_REQUEST)
        if total + past > IN_REQUEST and change.fills:
            job = await self._begin(conn, schema, change, wish, context, total)
            after.append(lambda: self._start(job))
            return Converting(source, schema, context.change_set, job)
        made = None if not change.create_missing else await maker(conn, self._access, wish.user, change, context)
        await filling.fill(conn, schema, change, 0, await last_key(conn, schema), made)
        await filling.fill_trash(conn, schema, change)
        asker = Asker(self._access, self._schemas, wish.user)
        target = await apply.switch_over(conn, schema, change, context, self._vault, asker)
        touched = [schema.number, *(end.number for end in (change.source_end, change.target_end) if end)]
        after.extend(lambda number=number: self._forget(number) for number in touched)
        return Converting(target, replace(schema, fields=_with(schema, target)), context.change_set)

    async def _change(self, conn: AsyncConnection, schema: TableSchema, grant: TableGrant, wish: Wish) -> Change:
        source = field_in(schema, wish.field_id)
        policy = await self._access.policy_now(wish.user, grant, schema, conn)
        if not policy.visible(source):
            raise NotFound("field", wish.field_id)
        reveal_to = revealing(source, wish.encrypted, wish.reveal_to, policy)
        if reveal_to is not None and not source.encrypted:
            await refuse_uses(conn, schema, source, Asker(self._access, self._schemas, wish.user))
        made = check_pair(schema, source, wish.type)
        await refuse_closed(conn, wish.user, schema, source, [schema.linked.get(source.number)])
        known = await directory(conn, schema, source.plain, made.kind)
        asked = Asked(wish.user, grant, wish.type, wish.config, reveal_to)
        target = await planned(conn, self._access, schema, source, asked, known)
        cipher = await cipher_for(self._vault, conn, schema, source, target)
        create = wish.create_missing
        return await change_of(conn, self._schemas, source, target, known, cipher, create_missing=create)

    async def _begin(
        self,
        conn: AsyncConnection,
        schema: TableSchema,
        change: Change,
        wish: Wish,
        context: WriteContext,
        total: int,
    ) -> jobs.Job:
        """Enter the job. The table is held: its changes are before this place in the feed, or after it."""
        target = change.target
        spec: dict[str, JsonValue] = {
            "from": change.source.number, "number": target.number, "type": target.type.name,
            "config": dict(target.config.wire()), "required": target.required, "unique": target.unique,
            "revealTo": target.reveal_to, "createMissing": change.create_missing,
            "place": 0, "since": await columns.feed_end(conn), "changeSet": str(context.change_set),
            "tab": wish.tab, "requestId": wish.request_id, "userId": wish.user.id, "userName": wish.user.name,
        }  # fmt: skip
        job_id = new_id("job")
        await jobs.add(
            conn, id=job_id, kind=KIND, table=schema.id, field=wish.field_id, total=total, spec=spec,
            by=wish.user.number,
        )  # fmt: skip
        job = await jobs.find(conn, job_id)
        if job is None:
            raise NotFound("job", job_id)
        return job

    async def _start(self, job: jobs.Job) -> None:
        """Where Temporal is away the job waits: upkeep starts it."""
        try:
            await self._gateway.start_conversion(job.id)
        except Unavailable as error:
            _log.warning("a conversion waits for Temporal", job=job.id, reason=error.detail)

    async def _forget(self, table_number: int) -> None:
        self._access.forget_table(table_number)


def _with(schema: TableSchema, target: FieldDef) -> tuple[FieldDef, ...]:
    return tuple(target if field.id == target.id else field for field in schema.fields)


def field_in(schema: TableSchema, field_id: str) -> FieldDef:
    """Raises NotFound."""
    found = schema.by_id.get(field_id)
    if found is None:
        raise NotFound("field", field_id)
    return found


def context_of(wish: Wish) -> WriteContext:
    user = wish.user
    actor = Actor(ActorKind.USER, user.number, user.id, user.name)
    return WriteContext(actor, Cause(CauseKind.REQUEST, request_id=wish.request_id), wish.tab, new_change_set())
