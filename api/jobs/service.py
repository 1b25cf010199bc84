"""Work that goes on after its request was answered: how far it is, and how to end it."""

from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database, WriteSession
from api.jobs import repository
from api.jobs.repository import Job, JobStatus
from core.access.roles import BaseRole
from core.errors import Conflict, NotFound
from core.ids import PREFIXES, is_id


class Jobs:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def get(self, user: CurrentUser, job_id: str) -> Job:
        """For whoever may read its table. Raises NotFound."""
        return await self._seen(user, job_id, BaseRole.VIEWER)

    async def cancel(self, session: WriteSession, user: CurrentUser, job_id: str) -> Job:
        """Its table stays, or becomes again, what it was before the job. Raises NotFound, Forbidden, Conflict."""
        job = await self._seen(user, job_id, BaseRole.CREATOR)
        conn = await self._database.driver(session)
        if job.status.over or not await repository.finish(conn, job_id, JobStatus.CANCELLED):
            raise Conflict("job_over", "This job is over and cannot be cancelled any more. Undo takes it back.")
        return await self._find(conn, job_id)

    async def _seen(self, user: CurrentUser, job_id: str, needed: BaseRole) -> Job:
        async with self._database.records() as conn:
            job = await self._find(conn, job_id)
        try:
            await self._access.table_now(user, job.table_id, needed)
            if job.field_id is not None:
                seen = await self._access.current(user, job.table_id)
                if job.field_id in seen.policy.hidden:
                    raise NotFound("field", job.field_id)
        except NotFound:
            raise NotFound("job", job_id[:100]) from None
        return job

    async def _find(self, conn: AsyncConnection, job_id: str) -> Job:
        job = await repository.find(conn, job_id) if is_id(PREFIXES["job"], job_id) else None
        if job is None:
            raise NotFound("job", job_id[:100])
        return job
