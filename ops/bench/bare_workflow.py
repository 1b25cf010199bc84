"""The smallest workflow that does anything: one local activity that returns at once. The limit for automations."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

_QUEUE = "dataos-bench"
_TIMEOUT = timedelta(seconds=10)
IN_FLIGHT = 20


@activity.defn(name="bench.nothing")
async def nothing() -> int:
    return 1


@workflow.defn(name="bench.bare")
class BareWorkflow:
    @workflow.run
    async def run(self) -> int:
        return await workflow.execute_local_activity(nothing, start_to_close_timeout=_TIMEOUT)


@asynccontextmanager
async def worker(client: Client) -> AsyncGenerator[None]:
    """Runs bare workflows on this client's server for as long as the block lasts."""
    runner = UnsandboxedWorkflowRunner()
    async with Worker(
        client, task_queue=_QUEUE, workflows=[BareWorkflow], activities=[nothing], workflow_runner=runner
    ):
        yield


async def once(client: Client) -> float:
    """Milliseconds from the start call to the result."""
    start = time.perf_counter()
    await client.execute_workflow(BareWorkflow.run, id=f"bench-{uuid4()}", task_queue=_QUEUE)
    return (time.perf_counter() - start) * 1000


async def rate(client: Client, count: int) -> float:
    """Workflows per second with IN_FLIGHT at a time."""
    slots = asyncio.Semaphore(IN_FLIGHT)

    async def one() -> None:
        async with slots:
            await once(client)

    start = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(count)))
    return count / (time.perf_counter() - start)
