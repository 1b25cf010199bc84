"""Checks of the servers: the ones the settings name, or the embedded ones while `dataos up` runs."""

import asyncio
from datetime import UTC, datetime, timedelta

import psycopg
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from api.db.migrate import current, head
from api.settings import Settings
from api.targets import temporal_target
from core.errors import Unavailable
from ops.cli.doctor.result import Result
from workflows.gateway import Gateway
from workflows.names import TASK_QUEUE

_LEAST_VERSION = 180_000
_EXTENSIONS = ("vector", "pg_trgm")
_SECONDS = 5
_POLLED_WITHIN = timedelta(minutes=2)


def database(settings: Settings) -> list[Result]:
    url = settings.database.url.get_secret_value()
    try:
        with psycopg.connect(url, connect_timeout=_SECONDS) as connection:
            number = connection.info.server_version
            rows = connection.execute("SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [[*_EXTENSIONS]])
            missing = set(_EXTENSIONS) - {name for (name,) in rows}
    except psycopg.OperationalError as error:
        return [Result("database", str(error).strip(), "start it, or correct DATABASE_URL")]
    found = f"PostgreSQL {number // 10_000}.{number % 10_000}"
    if number < _LEAST_VERSION:
        return [Result("database", found, "DataOS needs PostgreSQL 18 or newer")]
    lacks = f"install the extensions {', '.join(sorted(missing))} on the server" if missing else ""
    at, needed = current(url), head()
    behind = "" if at == needed else "run `dataos migrate`"
    return [Result("database", found, lacks), Result("migrations", f"at {at or 'nothing'} of {needed}", behind)]


def temporal(settings: Settings) -> list[Result]:
    return asyncio.run(_temporal(settings))


async def _temporal(settings: Settings) -> list[Result]:
    address = settings.temporal.address
    try:
        client = await Gateway(temporal_target(settings)).client()
        polled = await _last_poll(client)
    except (Unavailable, RPCError) as error:
        return [Result("workflows", f"{address}: {error}", "start Temporal, or correct TEMPORAL_ADDRESS")]
    reached = Result("workflows", f"Temporal answers at {address}")
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
