"""The AutomationRun and ChangeConsumer workflows on the time-skipping server, in the default sandbox."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import pytest
from temporalio.client import WorkflowFailureError, WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from tests.workflows.scripted import Script, refused
from workflows.automation_run import AutomationRun
from workflows.consumer import ChangeConsumer
from workflows.contracts.automation_run import (
    AutomationRunInput,
    AutomationRunResult,
    OutcomeKind,
    OutlineStep,
    RunResult,
    StepOutcome,
)
from workflows.contracts.consumer import ConsumerInput
from workflows.registry import WORKFLOWS

UPDATE = OutlineStep(id="u", type="update_record")
MAIL = OutlineStep(id="m", type="send_email")
FORK = OutlineStep(id="f", type="branch", branches=((UPDATE,),), otherwise=(MAIL,))
QUEUED_MAIL = StepOutcome(kind=OutcomeKind.DONE, mail_id="mal_1")
SANDBOX = SandboxedWorkflowRunner(
    restrictions=SandboxRestrictions.default.with_passthrough_modules("core", "workflows", "pydantic")
)


@asynccontextmanager
async def working(env: WorkflowEnvironment, script: Script) -> AsyncGenerator[str]:
    queue = f"scripted-{uuid4()}"
    async with Worker(
        env.client, task_queue=queue, workflows=WORKFLOWS, activities=script.activities, workflow_runner=SANDBOX
    ):
        yield queue


Handle = WorkflowHandle[AutomationRun, AutomationRunResult]


async def started(env: WorkflowEnvironment, queue: str, *run_ids: str) -> Handle:
    work = AutomationRunInput(automation_id="aut_1", version=1, run_ids=run_ids)
    return await env.client.start_workflow(AutomationRun.run, work, id=f"run-{uuid4()}", task_queue=queue)


async def test_steps_run_in_order_and_the_run_is_closed(time_skipping: WorkflowEnvironment) -> None:
    took_else = StepOutcome(kind=OutcomeKind.TOOK_ELSE)
    script = Script((UPDATE, FORK, UPDATE), {"steps.1": took_else})
    async with working(time_skipping, script) as queue:
        result = await (await started(time_skipping, queue, "r")).result()
    assert result == AutomationRunResult(succeeded=1)
    assert [path for _, path in script.steps_run] == ["steps.0", "steps.1", "steps.1.else.0", "steps.2"]
    assert script.finished["r"].result is RunResult.SUCCEEDED


async def test_fifty_runs_stand_alone(time_skipping: WorkflowEnvironment) -> None:
    ids = [f"r{at}" for at in range(50)]
    script = Script((UPDATE, UPDATE), {(key, "steps.0"): refused() for key in ids[::5]})
    async with working(time_skipping, script) as queue:
        result = await (await started(time_skipping, queue, *ids)).result()
    assert result == AutomationRunResult(succeeded=40, failed=10)
    assert {key for key, work in script.finished.items() if work.result is RunResult.FAILED} == set(ids[::5])
    assert script.finished["r0"].failed_path == "steps.0"
    assert script.finished["r0"].code == "invalid_value"
    assert len(script.steps_run) == 90


async def test_an_outage_is_waited_out(time_skipping: WorkflowEnvironment) -> None:
    script = Script((MAIL, UPDATE), {"steps.0": QUEUED_MAIL}, mail_failures=4)
    async with working(time_skipping, script) as queue:
        assert await (await started(time_skipping, queue, "r")).result() == AutomationRunResult(succeeded=1)
    assert script.gave_up == []
    assert script.steps_run == [("r", "steps.0"), ("r", "steps.1")]


async def test_mail_that_cannot_be_delivered_fails_its_run_after_about_an_hour(
    time_skipping: WorkflowEnvironment,
) -> None:
    """Nine waits of 57 minutes in all, each of which the server makes up to a fifth shorter or longer."""
    script = Script((MAIL, UPDATE), {"steps.0": QUEUED_MAIL}, mail_failures=1000)
    before = await time_skipping.get_current_time()
    async with working(time_skipping, script) as queue:
        assert await (await started(time_skipping, queue, "r")).result() == AutomationRunResult(failed=1)
    assert (await time_skipping.get_current_time() - before).total_seconds() > 0.8 * 57 * 60
    assert [item.mail_id for item in script.gave_up] == ["mal_1"]
    assert script.finished["r"].failed_path == "steps.0"
    assert script.finished["r"].code == "mail_unavailable"


async def test_cancelling_closes_every_run_of_the_batch(time_skipping: WorkflowEnvironment) -> None:
    script = Script((UPDATE, UPDATE), hold=asyncio.Event())
    ids = [f"r{at}" for at in range(12)]
    async with working(time_skipping, script) as queue:
        handle = await started(time_skipping, queue, *ids)
        await script.holding.wait()
        await handle.cancel()
        with pytest.raises(WorkflowFailureError):
            await handle.result()
    assert {work.result for work in script.finished.values()} == {RunResult.CANCELLED}
    assert sorted(script.finished) == sorted(ids)
    assert "steps.1" not in {path for _, path in script.steps_run}


async def test_cancelling_gives_up_mail_that_is_tried_again(time_skipping: WorkflowEnvironment) -> None:
    script = Script((MAIL, UPDATE), {"steps.0": QUEUED_MAIL}, mail_failures=1000)
    async with working(time_skipping, script) as queue:
        handle = await started(time_skipping, queue, "r")
        async with asyncio.timeout(20):
            while script.mail_failures == 1000:
                await asyncio.sleep(0.05)
        await handle.cancel()
        with suppress(WorkflowFailureError):
            await handle.result()
    assert [(item.mail_id, item.cancelled) for item in script.gave_up] == [("mal_1", True)]
    assert script.finished["r"].result is RunResult.CANCELLED
    assert ("r", "steps.1") not in script.steps_run


async def test_a_plan_that_is_gone_fails_its_runs(time_skipping: WorkflowEnvironment) -> None:
    script = Script((UPDATE,), begin_error=refused("automation_not_found"))
    async with working(time_skipping, script) as queue:
        with pytest.raises(WorkflowFailureError):
            await (await started(time_skipping, queue, "a", "b")).result()
    assert {(key, work.result, work.code) for key, work in script.finished.items()} == {
        ("a", RunResult.FAILED, "automation_not_found"),
        ("b", RunResult.FAILED, "automation_not_found"),
    }


async def test_a_consumer_goes_on_for_ever_in_histories_of_bounded_size(time_skipping: WorkflowEnvironment) -> None:
    script = Script()
    async with working(time_skipping, script) as queue:
        handle = await time_skipping.client.start_workflow(
            ChangeConsumer.run, ConsumerInput(consumer="automations"), id=f"consumer-{uuid4()}", task_queue=queue
        )
        with time_skipping.auto_time_skipping_disabled():
            first = (await handle.describe()).run_id
        while script.rounds < 130:
            await time_skipping.sleep(1)
        latest = (await time_skipping.client.get_workflow_handle(handle.id).describe()).run_id
        await time_skipping.client.get_workflow_handle(handle.id).terminate()
    assert latest != first
