"""Changing a field's type: first as a rehearsal, then for good, and back again (DESIGN §5).

A conversion fills a **new column** beside the old one and then switches the field over to it. So nothing is lost: the
old column stays, and taking the conversion back is switching over again. The field keeps its id; its number, which
names the column, changes, and with it the table's version.

Up to ``IN_REQUEST`` records this is one transaction. Above, a job does it in the background, a batch of records at a
time, while people go on working with the old column; at the end the job holds the table for a moment, converts what was
written meanwhile (the feed knows which records), and switches over.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

import structlog
from psycopg import AsyncConnection

from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database, WriteSession
from api.encryption.vault import Vault
from api.fields.convert import apply, columns
from api.fields.convert.ciphering import cipher_for, refuse_uses, revealing
from api.fields.convert.directory import directory
from api.fields.convert.plan import check_pair, planned
from api.fields.convert.running import refuse_while_converting
from api.fields.convert.survey import Survey, survey
from api.fields.stored import hold_records
from api.jobs import repository as jobs
from api.kit.newid import new_id
from api.records.acting import new_change_set
from api.records.acts import WriteContext
from api.tables.schema import Schemas
from core.access.policy import Policy, compile_policy
from core.access.roles import BaseRole
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import NotFound, Unavailable
from core.fields.conversion import Conversion
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
    encrypted: bool | None = None
    reveal_to: BaseRole | None = None
    """Both None: as it is."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    field: FieldDef
    schema: TableSchema
    survey: Survey

    @property
    def in_background(self) -> bool:
        return self.survey.total > IN_REQUEST


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
            conversion = await self._conversion(conn, schema, wish, _policy(grant))
            return Rehearsal(conversion.target, schema, await survey(conn, schema, conversion))

    async def convert(self, session: WriteSession, wish: Wish, after: AfterCommit) -> Converting:
        """In the session's transaction, or as a job that begins ``after`` it.

        Raises NotFound, Forbidden, Invalid, Conflict, Unavailable when the table is busy.
        """
        grant = await self._access.table_of_field(wish.user, wish.field_id, BaseRole.CREATOR)
        conn = await self._database.driver(session)
        await conn.execute(_SLOW)
        await apply.hold_table(conn, grant.id)
        schema = await self._schemas.fresh(conn, grant.number)
        await refuse_while_converting(conn, wish.field_id)
        await hold_records(conn, schema)
        conversion = await self._conversion(conn, schema, wish, _policy(grant))
        total = await columns.live_records(conn, schema)
        target = await apply.add_column(conn, schema, conversion.target)
        conversion = replace(conversion, target=target)
        context = context_of(wish)
        if total > IN_REQUEST and target.stored:
            job = await self._begin(conn, schema, conversion, wish, context, total)
            after.append(lambda: self._start(job))
            return Converting(conversion.source, schema, context.change_set, job)
        await apply.fill(conn, schema, conversion, 0, await columns.last_key(conn, schema))
        await apply.switch_over(conn, schema, conversion.source, target, context, conversion.cipher)
        after.append(lambda: self._forget(schema.number))
        return Converting(target, schema, context.change_set)

    async def _conversion(self, conn: AsyncConnection, schema: TableSchema, wish: Wish, policy: Policy) -> Conversion:
        source = field_in(schema, wish.field_id)
        reveal_to = revealing(source, wish.encrypted, wish.reveal_to, policy)
        if reveal_to is not None and not source.encrypted:
            await refuse_uses(conn, schema, source)
        known = await directory(conn, schema, source.plain, check_pair(source, wish.type).kind)
        target = await planned(conn, schema, source, wish.type, wish.config, known, reveal_to)
        return Conversion(source, target, known, await cipher_for(self._vault, conn, schema, source, target))

    async def _begin(
        self,
        conn: AsyncConnection,
        schema: TableSchema,
        conversion: Conversion,
        wish: Wish,
        context: WriteContext,
        total: int,
    ) -> jobs.Job:
        """Enter the job. The table is held: its changes are before this place in the feed, or after it."""
        target = conversion.target
        spec: dict[str, JsonValue] = {
            "from": conversion.source.number, "number": target.number, "type": target.type.name,
            "config": dict(target.config.wire()), "required": target.required, "unique": target.unique,
            "revealTo": target.reveal_to,
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


def _policy(grant: TableGrant) -> Policy:
    return compile_policy(grant.base.role, grant.base.policy_version)


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
