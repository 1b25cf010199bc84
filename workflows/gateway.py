"""The application's one door to Temporal: start, cancel, look. Nothing else imports ``temporalio.client``.

The connection is made on first use and then kept; the client reconnects by itself. While the server is away every call
raises Unavailable at once or after a few seconds, and the caller decides what waits.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import quote

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
    WorkflowExecutionStatus,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from core.errors import Unavailable
from workflows.automation_run import AutomationRun
from workflows.consumer import ChangeConsumer
from workflows.contracts.automation_run import AutomationRunInput
from workflows.contracts.consumer import ConsumerInput
from workflows.contracts.job import JobInput
from workflows.contracts.recompute import RecomputeInput
from workflows.conversion import Conversion
from workflows.indexing import Indexing
from workflows.liveness import worker_lives
from workflows.maintenance import Maintenance
from workflows.names import (
    AUTOMATIONS,
    CONSUMERS,
    INDEXING,
    MAINTENANCE,
    TASK_QUEUE,
    consumer_workflow_id,
    recompute_workflow_id,
)
from workflows.recompute import Recompute
from workflows.reencryption import Reencryption

_CALL = timedelta(seconds=5)
_CONNECT = timedelta(seconds=3)
_UPKEEP_EVERY = timedelta(minutes=10)
# A worker's poll waits up to a minute at the server before it comes again.
_POLL_SECONDS = 90
_AWAY = (
    "Temporal, which runs the automations, cannot be reached at {address}. Nothing is lost: runs start when it is back."
)
_REFUSED = (
    "Temporal at {address}, which runs the automations, refused ({status}: {message}). Nothing is lost: runs "
    "start when its settings are right."
)
_AWAY_STATUSES = {RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.RESOURCE_EXHAUSTED}


@dataclass(frozen=True)
class TemporalTarget:
    """Where Temporal is. ``ui_url`` is the address of its web interface for people; None when there is none."""

    address: str
    namespace: str = "default"
    api_key: str | None = field(default=None, repr=False)
    tls: bool = False
    ui_url: str | None = None


class Ending(StrEnum):
    """How a workflow came to its end; FORGOTTEN: Temporal does not know it, or not any more."""

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


class Gateway:
    """``client`` is for the worker and for tests, which have one already."""

    def __init__(self, target: TemporalTarget, client: Client | None = None, task_queue: str = TASK_QUEUE) -> None:
        self._target = target
        self._client = client
        self._task_queue = task_queue
        self._connecting = asyncio.Lock()

    async def client(self) -> Client:
        """The connection, made now if there is none yet. Raises Unavailable."""
        async with self._connecting:
            if self._client is None:
                try:
                    self._client = await asyncio.wait_for(self._connect(), _CONNECT.total_seconds())
                except (RuntimeError, TimeoutError) as error:  # the client raises a bare RuntimeError when refused
                    raise self._away() from error
            return self._client

    async def start_run(self, workflow_id: str, work: AutomationRunInput) -> None:
        """Start a run; starting it again, even after it ended, does nothing. Raises Unavailable."""
        client = await self.client()
        try:
            await client.start_workflow(
                AutomationRun.run,
                work,
                id=workflow_id,
                task_queue=self._task_queue,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
                request_eager_start=True,
                rpc_timeout=_CALL,
            )
        except WorkflowAlreadyStartedError:
            return
        except RPCError as error:
            raise self._translated(error) from error

    async def start_recompute(self, calculation: int) -> None:
        """Start working off a calculation; one that is being worked off is left alone. Raises Unavailable."""
        client = await self.client()
        try:
            await client.start_workflow(
                Recompute.run,
                RecomputeInput(calculation=calculation),
                id=recompute_workflow_id(calculation),
                task_queue=self._task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                request_eager_start=True,
                rpc_timeout=_CALL,
            )
        except RPCError as error:
            raise self._translated(error) from error

    async def start_conversion(self, job_id: str) -> None:
        """Have somebody work on this job; when somebody does already, nothing happens. Raises Unavailable."""
        await self._start_job(Conversion.run, job_id)

    async def start_reencryption(self, job_id: str) -> None:
        """Likewise for a job that seals cells anew. Raises Unavailable."""
        await self._start_job(Reencryption.run, job_id)

    async def _start_job(self, workflow: Callable[..., Awaitable[None]], job_id: str) -> None:
        client = await self.client()
        try:
            await client.start_workflow(
                workflow,
                JobInput(job_id=job_id),
                id=job_id,
                task_queue=self._task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                rpc_timeout=_CALL,
            )
        except RPCError as error:
            raise self._translated(error) from error

    async def ensure_consumers(self) -> None:
        """Make sure that every reader of the change feed runs, once. Raises Unavailable."""
        client = await self.client()
        for consumer in CONSUMERS:
            try:
                await client.start_workflow(
                    ChangeConsumer.run,
                    ConsumerInput(consumer=consumer),
                    id=consumer_workflow_id(consumer),
                    task_queue=self._task_queue,
                    id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                    rpc_timeout=_CALL,
                )
            except RPCError as error:
                raise self._translated(error) from error

    async def ensure_schedules(self) -> None:
        """Make sure that every schedule is there; one that is, or is paused, stays as it is. Raises Unavailable."""
        client = await self.client()
        for name, workflow in ((MAINTENANCE, Maintenance.run), (INDEXING, Indexing.run)):
            schedule = Schedule(
                action=ScheduleActionStartWorkflow(workflow, id=name, task_queue=self._task_queue),
                spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=_UPKEEP_EVERY)]),
                # One round makes up for all that were missed while Temporal was away.
                policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=_UPKEEP_EVERY),
            )
            try:
                await client.create_schedule(name, schedule, rpc_timeout=_CALL)
            except ScheduleAlreadyRunningError:
                continue
            except RPCError as error:
                raise self._translated(error) from error

    async def ended(self, workflow_id: str) -> Ended | None:
        """How the workflow ended; None while it goes on. Raises Unavailable."""
        client = await self.client()
        try:
            found = await client.get_workflow_handle(workflow_id).describe(rpc_timeout=_CALL)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return Ended(Ending.FORGOTTEN)
            raise self._translated(error) from error
        how = None if found.status is None else _ENDINGS.get(found.status)
        return None if how is None else Ended(how, found.close_time)

    async def cancel(self, workflow_id: str) -> None:
        """Ask a workflow to end; one that has ended, or never began, is left alone. Raises Unavailable."""
        client = await self.client()
        try:
            await client.get_workflow_handle(workflow_id).cancel(rpc_timeout=_CALL)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise self._translated(error) from error

    async def healthy(self) -> bool:
        """Whether the server answers now."""
        try:
            client = await self.client()
            return await client.service_client.check_health(timeout=_CONNECT)
        except (Unavailable, RPCError):
            return False

    async def polled(self) -> bool:
        """Whether a worker lives: at most ten seconds late by the reader of the change feed (``liveness``); by the last
        poll, up to a minute and a half late, where there is no reader or it says nothing just now."""
        try:
            lives = await self._reader_says()
        except (Unavailable, RPCError):
            return False
        return await self._polled_lately() if lives is None else lives

    async def _reader_says(self) -> bool | None:
        client = await self.client()
        try:
            reader = await client.get_workflow_handle(consumer_workflow_id(AUTOMATIONS)).describe(rpc_timeout=_CONNECT)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise
        return worker_lives(reader.raw_description, datetime.now(UTC))

    async def _polled_lately(self) -> bool:
        request = DescribeTaskQueueRequest(
            namespace=self._target.namespace,
            task_queue=TaskQueue(name=self._task_queue),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        )
        try:
            client = await self.client()
            answer = await client.workflow_service.describe_task_queue(request, timeout=_CONNECT)
        except (Unavailable, RPCError):
            return False
        now = time.time()
        return any(now - poller.last_access_time.seconds < _POLL_SECONDS for poller in answer.pollers)

    def run_url(self, workflow_id: str) -> str | None:
        """Where operators see this workflow."""
        if self._target.ui_url is None:
            return None
        namespace = quote(self._target.namespace, safe="")
        return f"{self._target.ui_url.rstrip('/')}/namespaces/{namespace}/workflows/{quote(workflow_id, safe='')}"

    async def _connect(self) -> Client:
        target = self._target
        return await Client.connect(
            target.address,
            namespace=target.namespace,
            api_key=target.api_key,
            tls=target.tls or target.api_key is not None,
            data_converter=pydantic_data_converter,
            connect_timeout=_CONNECT,
        )

    def _away(self) -> Unavailable:
        return Unavailable("temporal_unavailable", _AWAY.format(address=self._target.address))

    def _translated(self, error: RPCError) -> Unavailable:
        """Also a wrong key or a missing namespace is mended by an operator, and what waits then starts."""
        if error.status in _AWAY_STATUSES:
            return self._away()
        refused = _REFUSED.format(address=self._target.address, status=error.status.name, message=error.message)
        return Unavailable("temporal_unavailable", refused)
