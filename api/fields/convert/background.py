"""A conversion as a job: any number of attempts, here or in another worker, go on where the last one stopped.

Each batch and its place in the job are one transaction, so a batch is done once. The job is over when its row says so:
whoever cancels it writes that, and the next batch sees it, throws the new column away and ends.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from psycopg import AsyncConnection

from api.access.service import Access
from api.db import physical
from api.db.engine import Database
from api.encryption.vault import Vault
from api.fields.convert import apply, columns
from api.fields.convert.ciphering import cipher_for
from api.fields.convert.directory import directory
from api.fields.stored import hold_records
from api.jobs import repository as jobs
from api.jobs.repository import Job, JobStatus
from api.records.acts import WriteContext
from api.tables.rows import revealed_to
from api.tables.schema import Schemas
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import Conflict, DomainError, NotFound, Unavailable
from core.fields.conversion import Conversion
from core.fields.registry import get_type
from core.ids import PREFIXES, encode
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
        schema, conversion = await self._conversion(conn, job)
        end = await columns.last_key(conn, schema)
        if place < end:
            upto = min(end, place + _STEP)
            await apply.fill(conn, schema, conversion, place, upto)
            done = min(job.total, upto * job.total // end)
            if not await jobs.progress(conn, job.id, done, {"place": upto}):
                raise Conflict("job_over", "The job was cancelled.")
            return False
        await self._finish(conn, job)
        return True

    async def _finish(self, conn: AsyncConnection, job: Job) -> None:
        """What was written since the job began is converted again, and the field switches over."""
        await apply.hold_table(conn, job.table_id)
        schema, conversion = await self._conversion(conn, job)
        await hold_records(conn, schema)
        since = job.spec["since"]
        changed = await columns.changed_since(conn, schema, conversion.source, since if isinstance(since, int) else 0)
        await apply.refill(conn, schema, conversion, changed)
        context = _context(job)
        await apply.switch_over(conn, schema, conversion.source, conversion.target, context, conversion.cipher)
        result: dict[str, JsonValue] = {"changeSet": encode(PREFIXES["change_set"], context.change_set)}
        if not await jobs.finish(conn, job.id, JobStatus.SUCCEEDED, result=result):
            raise Conflict("job_over", "The job was cancelled.")

    async def _conversion(self, conn: AsyncConnection, job: Job) -> tuple[TableSchema, Conversion]:
        """Raises Conflict when the field is not what it was when the job began."""
        schema = await self._schemas.fresh(conn, await self._table(conn, job))
        source = schema.by_id.get(job.field_id or "")
        if source is None or source.number != job.spec["from"]:
            raise Conflict("field_changed", "The field was deleted or changed while it was being converted.")
        target = _target(job, source)
        known = await directory(conn, schema, source.plain, target.plain.kind)
        cipher = await cipher_for(self._vault, conn, schema, source, target)
        return schema, Conversion(source, target, known, cipher)

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
        some = next(iter(schema.fields))
        await physical.drop_column(conn, schema, _target(job, some))


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


def _context(job: Job) -> WriteContext:
    spec = job.spec
    actor = Actor(ActorKind.USER, job.created_by, str(spec["userId"]), str(spec["userName"]))
    cause = Cause(CauseKind.REQUEST, request_id=str(spec["requestId"]))
    return WriteContext(actor, cause, str(spec["tab"]), UUID(str(spec["changeSet"])))
