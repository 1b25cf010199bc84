"""The application's one door to Temporal: start, cancel, look. Its parts are in ``workflows/temporal``.

The connection is made on first use and then kept. While the server is away every call raises Unavailable at once or
after a few seconds, and the caller decides what waits.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from core.errors import Unavailable
from workflows.automation_run import AutomationRun
from workflows.consumer import ChangeConsumer
from workflows.contracts.automation_run import AutomationRunInput
from workflows.contracts.consumer import ConsumerInput
from workflows.contracts.job import JobInput
from workflows.contracts.mail import MailInput
from workflows.contracts.recompute import RecomputeInput
from workflows.conversion import Conversion
from workflows.mail_delivery import MailDelivery
from workflows.names import CONSUMERS, TASK_QUEUE, consumer_workflow_id, mail_workflow_id, recompute_workflow_id
from workflows.recompute import Recompute
from workflows.reencryption import Reencryption
from workflows.temporal import ending, polling, schedules
from workflows.temporal.connection import CALL, CONNECT, Connection, TemporalTarget
from workflows.temporal.ending import Ended, Ending

__all__ = ["Ended", "Ending", "Gateway", "TemporalTarget"]


class Gateway:
    """``client`` is for the worker and for tests, which have one already."""

    def __init__(self, target: TemporalTarget, client: Client | None = None, task_queue: str = TASK_QUEUE) -> None:
        self._target = target
        self._connection = Connection(target, client)
        self._task_queue = task_queue

    async def client(self) -> Client:
        """The connection, made now if there is none yet. Raises Unavailable."""
        return await self._connection.client()

    async def start_run(self, workflow_id: str, work: AutomationRunInput) -> None:
        """Start a run; starting it again, even after it ended, does nothing. Raises Unavailable."""
        async with self._connection.calling() as client:
            try:
                await client.start_workflow(
                    AutomationRun.run,
                    work,
                    id=workflow_id,
                    task_queue=self._task_queue,
                    id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                    id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
                    request_eager_start=True,
                    rpc_timeout=CALL,
                )
            except WorkflowAlreadyStartedError:
                return

    async def start_recompute(self, calculation: int) -> None:
        """Start working off a calculation; one that is being worked off is left alone. Raises Unavailable."""
        async with self._connection.calling() as client:
            await client.start_workflow(
                Recompute.run,
                RecomputeInput(calculation=calculation),
                id=recompute_workflow_id(calculation),
                task_queue=self._task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                request_eager_start=True,
                rpc_timeout=CALL,
            )

    async def start_mail(self, mail_id: str) -> None:
        """Start delivering a message; one that is being delivered is left alone. Raises Unavailable."""
        async with self._connection.calling() as client:
            await client.start_workflow(
                MailDelivery.run,
                MailInput(mail_id=mail_id),
                id=mail_workflow_id(mail_id),
                task_queue=self._task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                rpc_timeout=CALL,
            )

    async def start_conversion(self, job_id: str) -> None:
        """Have somebody work on this job; when somebody does already, nothing happens. Raises Unavailable."""
        await self._start_job(Conversion.run, job_id)

    async def start_reencryption(self, job_id: str) -> None:
        """Likewise for a job that seals cells anew. Raises Unavailable."""
        await self._start_job(Reencryption.run, job_id)

    async def ensure_consumers(self) -> None:
        """Make sure that every reader of the change feed runs, once. Raises Unavailable."""
        async with self._connection.calling() as client:
            for consumer in CONSUMERS:
                await client.start_workflow(
                    ChangeConsumer.run,
                    ConsumerInput(consumer=consumer),
                    id=consumer_workflow_id(consumer),
                    task_queue=self._task_queue,
                    id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                    rpc_timeout=CALL,
                )

    async def ensure_schedules(self) -> None:
        """Make sure that every schedule is there; one that is, or is paused, stays as it is. Raises Unavailable."""
        async with self._connection.calling() as client:
            await schedules.ensure_schedules(client, self._task_queue)

    async def ended(self, workflow_id: str) -> Ended | None:
        """How the workflow ended; None while it goes on. Raises Unavailable."""
        async with self._connection.calling() as client:
            return await ending.ended(client, workflow_id)

    async def cancel(self, workflow_id: str) -> None:
        """Ask a workflow to end; one that has ended, or never began, is left alone. Raises Unavailable."""
        async with self._connection.calling() as client:
            try:
                await client.get_workflow_handle(workflow_id).cancel(rpc_timeout=CALL)
            except RPCError as error:
                if error.status is not RPCStatusCode.NOT_FOUND:
                    raise

    async def healthy(self) -> bool:
        """Whether the server answers now."""
        try:
            client = await self.client()
            return await client.service_client.check_health(timeout=CONNECT)
        except (Unavailable, RPCError):
            return False

    async def polled(self) -> bool:
        """Whether a worker lives: at most ten seconds late by the reader of the change feed (``liveness``); by the last
        poll, up to a minute and a half late, where there is no reader or it says nothing just now."""
        try:
            client = await self.client()
            lives = await polling.reader_says(client)
            if lives is None:
                lives = await polling.polled_lately(client, self._target.namespace, self._task_queue)
        except (Unavailable, RPCError):
            return False
        return lives

    def run_url(self, workflow_id: str) -> str | None:
        """Where operators see this workflow."""
        if self._target.ui_url is None:
            return None
        namespace = quote(self._target.namespace, safe="")
        return f"{self._target.ui_url.rstrip('/')}/namespaces/{namespace}/workflows/{quote(workflow_id, safe='')}"

    async def _start_job(self, workflow: Callable[..., Awaitable[None]], job_id: str) -> None:
        async with self._connection.calling() as client:
            await client.start_workflow(
                workflow,
                JobInput(job_id=job_id),
                id=job_id,
                task_queue=self._task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                rpc_timeout=CALL,
            )
