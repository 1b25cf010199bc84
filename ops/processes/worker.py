"""The `dataos worker` process: runs workflows and activities until told to stop.

It outlives both servers it needs: the Temporal SDK polls again by itself, the database pool reconnects, and activities
that failed meanwhile are retried by their policies.
"""

import asyncio
import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import structlog
from setproctitle import setproctitle
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.registry import open_activities
from api.kit import logging
from api.settings import Settings
from api.targets import temporal_target
from api.transfer.leftovers import sweep
from core.errors import Unavailable
from ops.processes.given_servers import look_before_serving
from ops.processes.given_temporal import temporal_fault
from ops.processes.handover import READY_FILE
from workflows.gateway import Gateway
from workflows.names import TASK_QUEUE
from workflows.registry import WORKFLOWS

_log = structlog.get_logger(__name__)
_GOODBYE = timedelta(seconds=3)
# A killed worker's workflows move to another one after this time; the default is 10 s.
_STICKY = timedelta(seconds=2)
_CHECK_SECONDS = 30.0
_RETRY_SECONDS = 0.5
_REMIND_SECONDS = 30.0
_SWEEP_SECONDS = 60.0


def work(settings: Settings) -> None:
    setproctitle("dataos worker")
    logging.configure(settings.log.format.value, settings.log.level.value)
    look_before_serving(settings)
    asyncio.run(_work(settings))
    # Skips the interpreter's teardown, in which the Temporal SDK's threads sometimes abort on CPython 3.11.
    os._exit(0)


async def _work(settings: Settings) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    target = temporal_target(settings)
    gateway = Gateway(target)
    remind = 0.0
    while not stopping.is_set():
        if fault := await temporal_fault(target, gateway):
            if time.monotonic() >= remind:
                _log.warning("waiting for temporal", reason=fault.line)
                remind = time.monotonic() + _REMIND_SECONDS
            await _pause(stopping, _RETRY_SECONDS)
            continue
        await _poll(await gateway.client(), gateway, settings, stopping)


async def _poll(client: Client, gateway: Gateway, settings: Settings, stopping: asyncio.Event) -> None:
    async with open_activities(settings, gateway) as activities:
        worker = Worker(
            client,
            task_queue=TASK_QUEUE,
            workflows=WORKFLOWS,
            activities=activities,
            workflow_runner=UnsandboxedWorkflowRunner(),
            sticky_queue_schedule_to_start_timeout=_STICKY,
            graceful_shutdown_timeout=_GOODBYE,
        )
        async with worker:
            if path := os.environ.get(READY_FILE):
                await asyncio.to_thread(Path(path).touch)
            _log.info("worker polls", task_queue=TASK_QUEUE, temporal=settings.temporal.address)
            async with asyncio.TaskGroup() as group:
                sweeping = group.create_task(_sweep_imports(settings.database.url.get_secret_value()))
                await _keep_started(gateway, stopping)
                sweeping.cancel()


async def _sweep_imports(url: str) -> None:
    """Remove what killed imports left, at the start and from then on. Those that run are left alone."""
    while True:
        try:
            for table in await sweep(url):
                _log.warning("removed what a killed import left", table=table)
        except psycopg.Error as error:
            _log.warning("cannot look for what killed imports left", reason=str(error).strip())
        await asyncio.sleep(_SWEEP_SECONDS)


async def _keep_started(gateway: Gateway, stopping: asyncio.Event) -> None:
    """Start the perpetual readers of the change feed and the schedules, and again should somebody have ended one."""
    while not stopping.is_set():
        wait = _CHECK_SECONDS
        try:
            await gateway.ensure_consumers()
            await gateway.ensure_schedules()
        except Unavailable as error:
            _log.warning("cannot start the readers of the change feed and the schedules", reason=str(error))
            wait = _RETRY_SECONDS
        await _pause(stopping, wait)


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return
