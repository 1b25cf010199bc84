"""How a workflow came to its end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from workflows.temporal.connection import CALL


class Ending(StrEnum):
    """FORGOTTEN: Temporal does not know the workflow, or not any more."""

    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    TERMINATED = "terminated"
    TIMED_OUT = "timed_out"
    FORGOTTEN = "forgotten"


_ENDINGS = {
    WorkflowExecutionStatus.COMPLETED: Ending.COMPLETED,
    WorkflowExecutionStatus.FAILED: Ending.FAILED,
    WorkflowExecutionStatus.CANCELED: Ending.CANCELLED,
    WorkflowExecutionStatus.TERMINATED: Ending.TERMINATED,
    WorkflowExecutionStatus.TIMED_OUT: Ending.TIMED_OUT,
}


@dataclass(frozen=True)
class Ended:
    """``at`` is None for what is forgotten."""

    how: Ending
    at: datetime | None = None


async def ended(client: Client, workflow_id: str) -> Ended | None:
    """None while it goes on."""
    try:
        found = await client.get_workflow_handle(workflow_id).describe(rpc_timeout=CALL)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return Ended(Ending.FORGOTTEN)
        raise
    how = None if found.status is None else _ENDINGS.get(found.status)
    return None if how is None else Ended(how, found.close_time)
