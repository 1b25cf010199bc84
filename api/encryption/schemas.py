"""Rotating keys on the wire."""

from collections.abc import Sequence

from api.encryption.rotation import Rotated
from api.http.body import Answer, Body
from api.jobs.schemas import JobAnswer, job_answer


class RotateBody(Body):
    """``dataKeys``: a new data key too, and every encrypted cell of the workspace under it. Else only data keys that
    an old master key wraps are wrapped in the first one."""

    data_keys: bool = False


class RotateAnswer(Answer):
    """How many data keys are under the first master key now that were not, and the jobs that seal cells anew."""

    rewrapped: int
    jobs: Sequence[JobAnswer]


def rotate_answer(rotated: Rotated) -> RotateAnswer:
    return RotateAnswer(rewrapped=rotated.rewrapped, jobs=[job_answer(job) for job in rotated.jobs])
