"""Jobs over HTTP."""

from typing import Annotated

from fastapi import APIRouter

from api.http.deps import Provided, SignedIn
from api.jobs.schemas import JobAnswer, job_answer
from api.jobs.service import Jobs

router = APIRouter(tags=["jobs"])

JobsHere = Annotated[Jobs, Provided(Jobs)]


@router.get("/jobs/{job_id}")
async def get_job(job_id: str, user: SignedIn, jobs: JobsHere) -> JobAnswer:
    """How far it is."""
    return job_answer(await jobs.get(user, job_id))


@router.delete("/jobs/{job_id}")
async def cancel_job(job_id: str, user: SignedIn, jobs: JobsHere) -> JobAnswer:
    """End it: what it began is thrown away."""
    return job_answer(await jobs.cancel(user, job_id))
