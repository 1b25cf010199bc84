"""A conversion as a job: any number of attempts, here or in another worker, go on where the last one stopped.

Each batch and its place in the job are one transaction, so a batch is done once. The job is over when its row says so:
whoever cancels it writes that, and the next batch sees it, throws the new column away and ends.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.encryption.repository import stand
from api.encryption.vault import Vault
from api.fields.convert import apply, columns, filling, linked
from api.fields.convert.change import Change, change_of
from api.fields.convert.ciphering import cipher_for
from api.fields.convert.creating import maker, take_turn
from api.fields.convert.directory import directory
from api.fields.convert.linked import Made
from api.fields.convert.reach import refuse_closed
from api.jobs import repository as jobs
from api.jobs.repository import Job, JobStatus
from api.records import write
from api.records.acts import WriteContext
from api.records.checks import MAX_RECORDS
from api.tables.keys import last_key
from api.tables.rows import revealed_to
from api.tables.schema import Schemas
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import Conflict, DomainError, NotFound, Unavailable
from core.fields.link import LinkConfig
from core.fields.registry import get_type
from core.ids import PREFIXES, UserId, encode
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

_STEP = 4 * columns.BATCH
"""Records in one transaction."""
_SLOW = b"SET LOCAL statement_timeout = '300s'"


class ConversionRun:
    def __init__(self, database: Database, access: Access, schemas: Schemas, vault: Vault) -> None:
        self._vault = vault
        self._database = database
        self._access = access
        self._schemas = schemas

    async def run(self, job_id: str, stopping: Callable[[], bool] = lambda: False) -> bool:
        """Until the job is over (True), or ``stopping`` says to leave it to another. Raises Unavailable."""
        while not stopping():
            try:
                async with self._database.records() as conn, conn.transaction():
                    await conn.execute(_SLOW)
                    job = await jobs.find(conn, job_id)
                    if job is None:
                        return True
                    over = await self._step(conn, job)
            except Unavailable:
                raise
            except DomainError as error:
                await self._fail(job_id, error)
                return True
            if over:
                self._access.forget_table(await self._number(job_id))
                return True
        return False

    async def _step(self, conn: AsyncConnection, job: Job) -> bool:
        """One transaction's work; whether the job is over."""
        if job.status.over:
            await self._throw_away(conn, job)
            return True
        place, end = _place(job), 0
        schema, change = await self._change(conn, job)
        await take_turn(conn, change)
        end = await last_key(conn, schema)
        if place < end:
            upto = min(end, place + _STEP)
            await filling.fill(conn, schema, change, place, upto, await self._maker(conn, job, change))
            done = min(job.total, upto * job.total // end)
            if not await jobs.progress(conn, job.id, done, {"place": upto}):
                raise Conflict("job_over", "The job was cancelled.")
            return False
        await self._finish(conn, job)
        return True

    async def _finish(self, conn: AsyncConnection, job: Job) -> None:
        """What was written since the job began is converted again, and the field switches over."""
        schema, change = await self._change(conn, job)
        if change.target.encrypted:
            await stand(conn, schema.workspace_id)
        await apply.hold_table(conn, job.table_id, *([change.target_end.id] if change.target_end else []))
        schema, change = await self._change(conn, job)
        await apply.hold_values(conn, schema, change.source)
        since = job.spec["since"]
        changed = await _changed_since(conn, schema, change, since if isinstance(since, int) else 0)
        await filling.refill(conn, schema, change, changed, await self._maker(conn, job, change))
        await filling.fill_trash(conn, schema, change)
        context = _context(job)
        await apply.switch_over(conn, schema, change, context, self._vault)
        result: dict[str, JsonValue] = {"changeSet": encode(PREFIXES["change_set"], context.change_set)}
        if not await jobs.finish(conn, job.id, JobStatus.SUCCEEDED, result=result):
            raise Conflict("job_over", "The job was cancelled.")

    async def _change(self, conn: AsyncConnection, job: Job) -> tuple[TableSchema, Change]:
        """Raises Conflict when the field is not what it was when the job began."""
        schema = await self._schemas.fresh(conn, await self._table(conn, job))
        source = schema.by_id.get(job.field_id or "")
        if source is None or source.number != job.spec["from"]:
            raise Conflict("field_changed", "The field was deleted or changed while it was being converted.")
        target = _target(job, source)
        known = await directory(conn, schema, source.plain, target.plain.kind)
        cipher = await cipher_for(self._vault, conn, schema, source, target)
        create = job.spec.get("createMissing") is True
        change = await change_of(conn, self._schemas, source, target, known, cipher, create_missing=create)
        if change.link is not None and change.target_end is None:
            raise Conflict("table_deleted", "The table that the field was to link to was deleted.")
        await refuse_closed(conn, _user(job), schema, source, (change.source_end, change.target_end), target)
        return schema, change

    async def _maker(self, conn: AsyncConnection, job: Job, change: Change) -> Made | None:
        if not change.create_missing:
            return None
        return await maker(conn, self._access, _user(job), change, _context(job))

    async def _table(self, conn: AsyncConnection, job: Job) -> int:
        row = await (await conn.execute(b"SELECT number FROM dataos.tables WHERE id = %s", [job.table_id])).fetchone()
        if row is None:
            raise NotFound("table", job.table_id)
        return row[0]

    async def _number(self, job_id: str) -> int:
        async with self._database.records() as conn:
            job = await jobs.find(conn, job_id)
            return 0 if job is None else await self._table(conn, job)

    async def _fail(self, job_id: str, error: DomainError) -> None:
        """The job's end, unless it had one already; its column goes in any case."""
        async with self._database.records() as conn, conn.transaction():
            await jobs.finish(conn, job_id, JobStatus.FAILED, error={"code": error.code, "detail": error.detail})
            job = await jobs.find(conn, job_id)
            if job is not None:
                await self._throw_away(conn, job)

    async def _throw_away(self, conn: AsyncConnection, job: Job) -> None:
        """The new column of a job that came to nothing. A table that is gone has nothing to throw away."""
        if job.status is JobStatus.SUCCEEDED:
            return
        try:
            schema = await self._schemas.fresh(conn, await self._table(conn, job))
        except NotFound:
            return
        target = _target(job, next(iter(schema.fields)))
        await apply.throw_away(conn, schema, target)
        if job.spec.get("createMissing") is True and isinstance(target.config, LinkConfig):
            await self._take_back_made(conn, job, target.config)

    async def _take_back_made(self, conn: AsyncConnection, job: Job, link: LinkConfig) -> None:
        """The records that the job made go into the trash; of those that somebody changed since nothing is taken."""
        keys = await columns.made_in(conn, link.target, UUID(str(job.spec["changeSet"])))
        if keys:
            self._access.forget_table(link.target)
            access = await self._access.table(_user(job), link.target, conn)
            for at in range(0, len(keys), MAX_RECORDS):
                await write.delete(conn, access, keys[at : at + MAX_RECORDS], _context(job))


async def _changed_since(conn: AsyncConnection, schema: TableSchema, change: Change, seq: int) -> list[int]:
    """The records whose old cell was written since, of a link also those whose linked records have another title."""
    found = set(await columns.changed_since(conn, schema, change.source, seq))
    config = change.source.config
    if isinstance(config, LinkConfig) and config.link is not None and change.source_end is not None:
        found.update(await linked.changed_ends(conn, config, change.source_end, seq))
    return sorted(found)


def _place(job: Job) -> int:
    place = job.spec["place"]
    return place if isinstance(place, int) else 0


def _target(job: Job, source: FieldDef) -> FieldDef:
    spec = job.spec
    made = get_type(str(spec["type"]))
    number = spec["number"]
    return replace(
        source,
        number=number if isinstance(number, int) else 0,
        type=made,
        config=made.config_model.model_validate(spec["config"]),
        required=spec["required"] is True,
        unique=spec["unique"] is True,
        reveal_to=revealed_to(str(revealed) if (revealed := spec.get("revealTo")) else None),
    )


def _user(job: Job) -> CurrentUser:
    """Who began it; their rights are looked up when they are needed."""
    return CurrentUser(UserId(str(job.spec["userId"])), job.created_by, str(job.spec["userName"]), "", "")


def _context(job: Job) -> WriteContext:
    spec = job.spec
    actor = Actor(ActorKind.USER, job.created_by, str(spec["userId"]), str(spec["userName"]))
    cause = Cause(CauseKind.REQUEST, request_id=str(spec["requestId"]))
    return WriteContext(actor, cause, str(spec["tab"]), UUID(str(spec["changeSet"])))
