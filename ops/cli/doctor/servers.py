"""Checks of the servers: the ones the settings name, or the embedded ones while `dataos up` runs."""

import asyncio
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from api.db.migrate import head
from api.settings import Settings
from api.targets import temporal_target
from core.errors import Unavailable
from ops.cli.doctor.result import Result
from ops.processes.given_database import (
    ServerFault,
    absent_extensions,
    connection_fault,
    migration_fault,
    place_of,
    unmigrated,
)
from ops.processes.given_temporal import temporal_fault
from workflows.gateway import Gateway
from workflows.names import TASK_QUEUE

_SECONDS = 5
_POLLED_WITHIN = timedelta(minutes=2)


def database(settings: Settings) -> list[Result]:
    url = settings.database.url.get_secret_value()
    if fault := connection_fault(url):
        return [_bad("database", fault)]
    absent = ", ".join(sorted(absent_extensions(url)))
    lacks = f"install the extensions {absent} on the server" if absent else ""
    database = Result("database", f"PostgreSQL answers at {place_of(url)}", lacks)
    if (behind := unmigrated(url)) is None:
        return [database, Result("migrations", f"at {head()}")]
    found, _, remedy = behind.partition(": ")
    if may_not := migration_fault(url):
        return [database, _bad("migrations", may_not)]
    return [database, Result("migrations", found, remedy)]


def _bad(name: str, fault: ServerFault) -> Result:
    return Result(name, fault.problem, f"{fault.remedy} ({fault.setting})")


def temporal(settings: Settings) -> list[Result]:
    return asyncio.run(_temporal(settings))


async def _temporal(settings: Settings) -> list[Result]:
    target = temporal_target(settings)
    gateway = Gateway(target)
    if fault := await temporal_fault(target, gateway):
        return [_bad("workflows", fault)]
    reached = Result("workflows", f"Temporal answers at {target.address}")
    try:
        polled = await _last_poll(await gateway.client())
    except (Unavailable, RPCError) as error:
        return [reached, Result("worker", f"unknown: {error}", "see the log of Temporal")]
    if polled is None or datetime.now(UTC) - polled > _POLLED_WITHIN:
        return [reached, Result("worker", "no worker polls", "start `dataos worker`; automations wait until then")]
    return [reached, Result("worker", f"polls the queue {TASK_QUEUE}")]


async def _last_poll(client: Client) -> datetime | None:
    answer = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=TASK_QUEUE),
            task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        ),
        timeout=timedelta(seconds=_SECONDS),
    )
    polls = [poller.last_access_time.ToDatetime(UTC) for poller in answer.pollers]
    return max(polls, default=None)
