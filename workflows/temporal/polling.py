"""Whether anybody works on what is started."""

import time
from datetime import UTC, datetime

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from workflows.liveness import worker_lives
from workflows.names import AUTOMATIONS, consumer_workflow_id
from workflows.temporal.connection import CONNECT

# A worker's poll waits up to a minute at the server before it comes again.
_POLL_SECONDS = 90


async def reader_says(client: Client) -> bool | None:
    """Whether a worker lives, by the reader of the change feed; None where there is none or it says nothing just now.

    Raises RPCError.
    """
    try:
        reader = await client.get_workflow_handle(consumer_workflow_id(AUTOMATIONS)).describe(rpc_timeout=CONNECT)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    return worker_lives(reader.raw_description, datetime.now(UTC))


async def polled_lately(client: Client, namespace: str, task_queue: str) -> bool:
    """Raises RPCError."""
    request = DescribeTaskQueueRequest(
        namespace=namespace,
        task_queue=TaskQueue(name=task_queue),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    answer = await client.workflow_service.describe_task_queue(request, timeout=CONNECT)
    now = time.time()
    return any(now - poller.last_access_time.seconds < _POLL_SECONDS for poller in answer.pollers)
