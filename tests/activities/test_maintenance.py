"""Upkeep on a real database and a development server: it has the schedules that the time-skipping one lacks."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from temporalio.client import ScheduleActionExecutionStartWorkflow, ScheduleOverlapPolicy, WorkflowFailureError
from temporalio.testing import ActivityEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.maintenance import MaintenanceActivities
from api.automations.reconcile import close_orphans
from core.errors import Unavailable
from tests.activities.dev_server import stage
from tests.activities.test_runs import run_detail
from tests.support.stage import Stage, update
from workflows.contracts.automation_run import AutomationRunInput
from workflows.contracts.maintenance import Upkeep
from workflows.gateway import Gateway, TemporalTarget
from workflows.maintenance import Maintenance
from workflows.names import INDEXING, MAINTENANCE

__all__ = ["stage"]

LATER = timedelta(minutes=2)


async def upkeep(stage: Stage, now: datetime) -> Upkeep:
    activities = MaintenanceActivities(replace(stage.deps, now=lambda: now))
    return await ActivityEnvironment().run(activities.maintain)


async def started_runs(stage: Stage, count: int = 1) -> list[str]:
    """Queued runs with their workflows at the server, where no worker takes them."""
    await stage.automation(update({"Note": "x"}))
    for record in await stage.create(*({"Name": str(at), "Status": "Todo"} for at in range(count))):
        await stage.edit(record, Status="Done")
    await stage.drain()
    return [str(run) for (run,) in await stage.rows("SELECT id FROM dataos.runs ORDER BY id")]


async def workflow_of(stage: Stage, run_id: str) -> str:
    return str((await stage.rows("SELECT workflow_id FROM dataos.runs WHERE id = %s", run_id))[0][0])


async def terminate(stage: Stage, run_id: str) -> None:
    await stage.client.get_workflow_handle(await workflow_of(stage, run_id)).terminate()


async def reconcile(stage: Stage, after: timedelta = LATER, limit: int = 500) -> int:
    return await close_orphans(stage.database, stage.gateway, datetime.now(UTC) + after, limit=limit)


async def statuses(stage: Stage) -> list[str]:
    return [str(status) for (status,) in await stage.rows("SELECT status FROM dataos.runs ORDER BY id")]


async def test_old_idempotency_keys_go_and_fresh_ones_stay(stage: Stage) -> None:
    await stage.rows(
        "INSERT INTO dataos.idempotency_keys (actor_number, key, request_hash, created_at)"
        " SELECT 1, hours::text, '', now() - make_interval(hours => hours) FROM unnest(ARRAY[1, 23, 25, 900]) AS hours"
        " RETURNING key"
    )
    assert (await upkeep(stage, datetime.now(UTC))).forgotten_keys == 2
    assert await stage.rows("SELECT key FROM dataos.idempotency_keys ORDER BY key") == [("1",), ("23",)]


async def test_this_month_and_the_next_have_their_partitions(stage: Stage) -> None:
    eve = datetime(2031, 12, 31, 23, 59, tzinfo=UTC)
    assert (await upkeep(stage, eve)).partitions == (
        "changes_2031_12", "changes_2032_01", "audit_log_2031_12", "audit_log_2032_01",
    )  # fmt: skip
    assert await upkeep(stage, eve) == Upkeep()
    [row] = await stage.rows(
        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'dataos.changes'::regclass"
        " AND inhrelid IN ('dataos.changes_2031_12'::regclass, 'dataos.changes_2032_01'::regclass)"
    )
    assert row == (2,)


async def test_two_rounds_at_once_make_each_partition_once(stage: Stage) -> None:
    noon = datetime(2031, 1, 31, 12, tzinfo=UTC)
    rounds = await asyncio.gather(*(upkeep(stage, noon) for _ in range(2)))
    assert sorted(name for found in rounds for name in found.partitions) == [
        "audit_log_2031_01", "audit_log_2031_02", "changes_2031_01", "changes_2031_02",
    ]  # fmt: skip


async def test_a_run_whose_workflow_was_terminated_fails_and_says_why(stage: Stage) -> None:
    first, second = await started_runs(stage, 2)
    await terminate(stage, first)
    assert (await upkeep(stage, datetime.now(UTC) + LATER)).closed_runs == 1
    run = await run_detail(stage, first)
    assert run["status"] == "failed"
    assert (await stage.rows("SELECT finished_at IS NOT NULL FROM dataos.runs WHERE id = %s", first)) == [(True,)]
    assert isinstance(run["error"], dict)
    assert run["error"]["code"] == "run_terminated"
    assert "terminated" in str(run["error"]["message"])
    assert (await run_detail(stage, second))["status"] == "queued"
    assert await reconcile(stage) == 0


async def test_a_workflow_that_ended_just_now_is_left_alone(stage: Stage) -> None:
    [run] = await started_runs(stage)
    await stage.rows("UPDATE dataos.runs SET created_at = now() - interval '1 hour' RETURNING id")
    await terminate(stage, run)
    assert await reconcile(stage, timedelta()) == 0
    assert await statuses(stage) == ["queued"]


async def test_a_running_run_that_temporal_lost_fails_while_a_queued_one_is_still_to_be_started(stage: Stage) -> None:
    first, second = await started_runs(stage, 2)
    await stage.rows(
        "UPDATE dataos.runs SET workflow_id = 'lost-' || id, started_at = CASE WHEN id = %s THEN now() END,"
        " status = CASE WHEN id = %s THEN 'running' ELSE status END RETURNING id",
        first,
        first,
    )
    assert await reconcile(stage) == 1
    lost = await run_detail(stage, first)
    assert isinstance(lost["error"], dict)
    assert (lost["status"], lost["error"]["code"]) == ("failed", "run_lost")
    assert (await run_detail(stage, second))["status"] == "queued"


async def test_a_waiting_run_without_a_workflow_fails_and_one_that_has_it_waits_on(stage: Stage) -> None:
    first, second = await started_runs(stage, 2)
    await stage.rows(
        "UPDATE dataos.runs SET status = 'waiting', started_at = now(),"
        " workflow_id = CASE WHEN id = %s THEN 'lost-' || id ELSE workflow_id END RETURNING id",
        first,
    )
    assert (await upkeep(stage, datetime.now(UTC) + LATER)).closed_runs == 1
    lost = await run_detail(stage, first)
    assert isinstance(lost["error"], dict)
    assert (lost["status"], lost["error"]["code"]) == ("failed", "run_lost")
    assert (await run_detail(stage, second))["status"] == "waiting"


async def test_a_run_takes_over_how_its_workflow_ended(stage: Stage) -> None:
    """Stand-ins for the runs' workflows, for the real one closes its entries itself."""
    await started_runs(stage, 2)
    [(first, second)] = await stage.rows(
        "WITH moved AS (UPDATE dataos.runs SET workflow_id = 'stand-in-' || id RETURNING workflow_id)"
        " SELECT min(workflow_id), max(workflow_id) FROM moved"
    )
    queue = f"{stage.queue}-stand-in"
    cancelled = await stage.client.start_workflow(Maintenance.run, id=str(first), task_queue=queue)
    late = await stage.client.start_workflow(
        Maintenance.run, id=str(second), task_queue=f"{queue}-nobody", execution_timeout=timedelta(seconds=1)
    )
    async with Worker(
        stage.client, task_queue=queue, workflows=[Maintenance], workflow_runner=UnsandboxedWorkflowRunner()
    ):
        await cancelled.cancel()
        for handle in (cancelled, late):
            with pytest.raises(WorkflowFailureError):
                await handle.result()
    assert await reconcile(stage) == 2
    found = await stage.rows("SELECT status, error ->> 'code' FROM dataos.runs ORDER BY id")
    assert found == [("cancelled", None), ("failed", "run_timed_out")]


async def test_every_orphan_is_closed_in_the_end_however_many_go_on(stage: Stage) -> None:
    runs = await started_runs(stage, 4)
    await terminate(stage, runs[-1])
    async with asyncio.timeout(30):
        while await reconcile(stage, limit=1) == 0:
            pass
    assert await statuses(stage) == ["queued", "queued", "queued", "failed"]


async def test_two_rounds_at_once_close_a_run_once(stage: Stage) -> None:
    [run] = await started_runs(stage)
    await terminate(stage, run)
    assert sum(await asyncio.gather(*(reconcile(stage) for _ in range(5)))) == 1


async def test_nothing_is_closed_while_temporal_is_away(stage: Stage) -> None:
    [run] = await started_runs(stage)
    await terminate(stage, run)
    away = Gateway(TemporalTarget("127.0.0.1:1"))
    with pytest.raises(Unavailable):
        await close_orphans(stage.database, away, datetime.now(UTC) + LATER)
    assert await statuses(stage) == ["queued"]


async def test_a_workflow_that_runs_or_never_was_is_told_apart(stage: Stage) -> None:
    work = AutomationRunInput(automation_id="aut_1", version=1, run_ids=("run_1",))
    await stage.gateway.start_run(f"open-{stage.queue}", work)
    assert await stage.gateway.ended(f"open-{stage.queue}") is None
    gone = await stage.gateway.ended(f"never-{stage.queue}")
    assert gone is not None
    assert (gone.how, gone.at) == ("forgotten", None)


async def test_the_schedule_is_made_once_and_its_rounds_run(stage: Stage) -> None:
    [run] = await started_runs(stage)
    await terminate(stage, run)
    stage.deps = replace(stage.deps, now=lambda: datetime.now(UTC) + LATER)
    schedule = stage.client.get_schedule_handle(MAINTENANCE)
    try:
        await asyncio.gather(*(stage.gateway.ensure_schedules() for _ in range(4)))
        await schedule.pause(note="by an operator")
        await stage.gateway.ensure_schedules()
        found = await schedule.describe()
        assert found.schedule.state.paused
        assert found.schedule.policy.overlap is ScheduleOverlapPolicy.SKIP
        assert [interval.every for interval in found.schedule.spec.intervals] == [timedelta(minutes=10)]
        async with stage.worker():
            await schedule.trigger()
            async with asyncio.timeout(20):
                while not (recent := (await schedule.describe()).info.recent_actions):
                    await asyncio.sleep(0.05)
            action = recent[0].action
            assert isinstance(action, ScheduleActionExecutionStartWorkflow)
            handle = stage.client.get_workflow_handle_for(Maintenance.run, action.workflow_id)
            assert (await handle.result()).closed_runs == 1
    finally:
        await schedule.delete()
        await stage.client.get_schedule_handle(INDEXING).delete()


async def test_what_was_in_the_trash_for_long_enough_goes(stage: Stage) -> None:
    record, kept = await stage.create({"Name": "gone"}, {"Name": "kept"})
    await stage.world.owner.delete(f"/records/{record}")
    found = await upkeep(stage, datetime.now(UTC) + timedelta(days=29))
    assert (found.purged_things, found.purged_records) == (0, 0)
    found = await upkeep(stage, datetime.now(UTC) + timedelta(days=31))
    assert (found.purged_things, found.purged_records) == (0, 1)
    assert (await stage.world.owner.get(f"/records/{kept}"))["fields"]["Name"] == "kept"
