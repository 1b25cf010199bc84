"""Messages of workflows that do a job."""

from workflows.contracts.message import Message


class JobInput(Message):
    """``job_id`` names a row of ``dataos.jobs``: what to do and how far it is stands there."""

    job_id: str
