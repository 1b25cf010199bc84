"""While a job converts a field, nothing else may change it."""

from psycopg import AsyncConnection

from api.jobs import repository as jobs
from core.counted import counted
from core.errors import Conflict


async def refuse_while_converting(conn: AsyncConnection, field_id: str) -> None:
    """Raises Conflict while a job works on this field."""
    job = await jobs.unfinished_of_field(conn, field_id)
    if job is not None:
        raise Conflict(
            "field_converting",
            f"This field is being converted (job {job.id}, {job.done:,} of {counted(job.total, 'record')}). "
            "Wait until it is done, or cancel the job.",
            "fieldId",
        )
