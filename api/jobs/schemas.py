"""Jobs on the wire."""

from datetime import datetime

from pydantic import JsonValue

from api.http.body import Answer
from api.jobs.repository import Job, JobStatus


class JobError(Answer):
    code: str
    detail: str


class JobAnswer(Answer):
    """``done`` of ``total`` records; ``result`` once it has succeeded, ``error`` once it has failed."""

    id: str
    type: str
    table_id: str
    field_id: str | None
    status: JobStatus
    done: int
    total: int
    result: dict[str, JsonValue] | None
    error: JobError | None
    created_time: datetime
    finished_time: datetime | None


def job_answer(job: Job) -> JobAnswer:
    return JobAnswer(
        id=job.id,
        type=job.kind,
        table_id=job.table_id,
        field_id=job.field_id,
        status=job.status,
        done=job.done,
        total=job.total,
        result=None if job.result is None else dict(job.result),
        error=None if job.error is None else JobError(code=str(job.error["code"]), detail=str(job.error["detail"])),
        created_time=job.created_at,
        finished_time=job.finished_at,
    )
