"""Records the histories that ``test_replay`` replays: ``python -m tests.replay.record [case …]``.

Record a case once, when it is new. A history that no longer replays means that runs in flight would break: keep it, and
guard the change with ``workflow.patched``. Delete one only when no run that old can exist any more.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from temporalio.client import Client, WorkflowFailureError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from core.values import JsonValue
from ops.processes.binaries import program_beside_python
from ops.processes.temporal_flags import DYNAMIC_CONFIG_ARGUMENTS
from tests.replay.cases import Case, make_cases
from tests.workflows.scripted import Script
from workflows.automation_run import AutomationRun
from workflows.consumer import ChangeConsumer
from workflows.contracts.automation_run import AutomationRunInput
from workflows.contracts.consumer import ConsumerInput
from workflows.contracts.job import JobInput
from workflows.contracts.mail import MailInput
from workflows.contracts.recompute import RecomputeInput
from workflows.indexing import Indexing
from workflows.mail_delivery import MailDelivery
from workflows.maintenance import Maintenance
from workflows.recompute import Recompute
from workflows.reencryption import Reencryption
from workflows.registry import WORKFLOWS

HISTORIES = Path(__file__).parent / "histories"
_CONSUMER_ROUNDS = 5


async def record(wanted: Sequence[str]) -> None:
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(program_beside_python("temporal")),
        dev_server_extra_args=list(DYNAMIC_CONFIG_ARGUMENTS),
        dev_server_log_level="error",
        data_converter=pydantic_data_converter,
    ) as environment:
        for name, case in make_cases().automation_run.items():
            path = HISTORIES / "AutomationRun" / f"{name}.json"
            if name in wanted or (not wanted and not path.exists()):
                _save(path, await _automation_run(environment.client, case))
        path = HISTORIES / "ChangeConsumer" / "rounds.json"
        if "rounds" in wanted or (not wanted and not path.exists()):
            _save(path, await _consumer(environment.client))
        path = HISTORIES / "Maintenance" / "upkeep.json"
        if "upkeep" in wanted or (not wanted and not path.exists()):
            _save(path, await _scheduled(environment.client, Maintenance.run))
        path = HISTORIES / "Indexing" / "round.json"
        if "round" in wanted or (not wanted and not path.exists()):
            _save(path, await _scheduled(environment.client, Indexing.run))
        path = HISTORIES / "Recompute" / "batches.json"
        if "batches" in wanted or (not wanted and not path.exists()):
            _save(path, await _recompute(environment.client))
        path = HISTORIES / "Reencryption" / "two_workers.json"
        if "two_workers" in wanted or (not wanted and not path.exists()):
            _save(path, await _reencryption(environment.client))
        path = HISTORIES / "MailDelivery" / "second_try.json"
        if "second_try" in wanted or (not wanted and not path.exists()):
            _save(path, await _mail(environment.client))


async def _mail(client: Client) -> str:
    """The mail server is away at first."""
    queue = f"record-{uuid4()}"
    async with _worker(client, queue, Script(mail_failures=1)):
        work = MailInput(mail_id="mal_1")
        handle = await client.start_workflow(MailDelivery.run, work, id=f"mail-{uuid4()}", task_queue=queue)
        await handle.result()
        return (await handle.fetch_history()).to_json()


async def _automation_run(client: Client, case: Case) -> str:
    queue = f"record-{uuid4()}"
    work = AutomationRunInput(automation_id="aut_1", version=1, run_ids=case.run_ids)
    async with _worker(client, queue, case.script):
        handle = await client.start_workflow(AutomationRun.run, work, id=f"run-{uuid4()}", task_queue=queue)
        if case.cancel:
            await case.script.holding.wait()
            await handle.cancel()
        try:
            await handle.result()
        except WorkflowFailureError as error:
            sys.stderr.write(f"ended with {error.cause}\n")
        return (await handle.fetch_history()).to_json()


async def _consumer(client: Client) -> str:
    queue, script = f"record-{uuid4()}", Script()
    async with _worker(client, queue, script):
        handle = await client.start_workflow(
            ChangeConsumer.run, ConsumerInput(consumer="automations"), id=f"consumer-{uuid4()}", task_queue=queue
        )
        while script.rounds < _CONSUMER_ROUNDS:
            await asyncio.sleep(0.05)
        await handle.terminate()
        return (await handle.fetch_history()).to_json()


async def _scheduled(client: Client, workflow: Callable[..., Awaitable[Any]]) -> str:
    """A round of what a schedule starts."""
    queue = f"record-{uuid4()}"
    async with _worker(client, queue, Script()):
        handle = await client.start_workflow(workflow, id=f"round-{uuid4()}", task_queue=queue)
        await handle.result()
        return (await handle.fetch_history()).to_json()


async def _recompute(client: Client) -> str:
    queue = f"record-{uuid4()}"
    async with _worker(client, queue, Script()):
        work = RecomputeInput(calculation=1)
        handle = await client.start_workflow(Recompute.run, work, id=f"recompute-{uuid4()}", task_queue=queue)
        await handle.result()
        return (await handle.fetch_history()).to_json()


async def _reencryption(client: Client) -> str:
    """The first worker leaves early."""
    queue = f"record-{uuid4()}"
    async with _worker(client, queue, Script()):
        work = JobInput(job_id="job_1")
        handle = await client.start_workflow(Reencryption.run, work, id=f"job-{uuid4()}", task_queue=queue)
        await handle.result()
        return (await handle.fetch_history()).to_json()


def _worker(client: Client, queue: str, script: Script) -> Worker:
    return Worker(
        client,
        task_queue=queue,
        workflows=WORKFLOWS,
        activities=script.activities,
        workflow_runner=UnsandboxedWorkflowRunner(),
        identity="recorder",
    )


def _save(path: Path, history: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_anonymous(history) + "\n", encoding="utf-8")
    sys.stderr.write(f"recorded {path.relative_to(HISTORIES)}\n")


def _anonymous(history: str) -> str:
    """Without what only tells where it was recorded: stack traces and the worker's process and host."""

    def clean(value: JsonValue) -> JsonValue:
        match value:
            case dict():
                kept = {key: clean(item) for key, item in value.items() if key != "stackTrace"}
                return kept | ({"identity": "recorder"} if "identity" in kept else {})
            case list():
                return [clean(item) for item in value]
            case _:
                return value

    return json.dumps(clean(json.loads(history)), indent=1)


if __name__ == "__main__":
    asyncio.run(record(sys.argv[1:]))
