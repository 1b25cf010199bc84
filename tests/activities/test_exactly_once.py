"""A step happens once: called twice at once, called again after it committed, or with its worker gone in between."""

import asyncio

from temporalio.testing import ActivityEnvironment

from activities.run_step import StepActivities
from api.automations.log import runs, steps
from api.automations.log.masking import MASK, MAX_BYTES, loggable
from tests.support.app import Person
from tests.support.stage import Json, Stage, create, mail, notify, update
from workflows.contracts.automation_run import OutcomeKind, StepCall


async def entered(stage: Stage, *written: Json, by: Person | None = None) -> str:
    """A run that the log has and nobody executes."""
    await stage.automation(*written, by=by)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    await stage.drain()
    [(run_id,)] = await stage.rows("SELECT id FROM dataos.runs")
    return str(run_id)


async def test_a_step_called_many_times_at_once_has_one_effect_and_one_answer(stage: Stage) -> None:
    log = str(stage.log["id"])
    run_id = await entered(stage, create({"Entry": "x"}, log), notify([stage.world.owner.email]), mail("a@example.org"))
    activities = StepActivities(stage.deps)
    for place in range(3):
        call = StepCall(run_id=run_id, path=f"steps.{place}")
        outcomes = await asyncio.gather(*(ActivityEnvironment().run(activities.run_step, call) for _ in range(6)))
        assert {outcome.kind for outcome in outcomes} == {OutcomeKind.DONE}
    counts = await stage.rows(
        "SELECT (SELECT count(*) FROM dataos.changes WHERE operation = 'create' AND cause = 'automation'),"
        " (SELECT count(*) FROM dataos.notifications), (SELECT count(*) FROM dataos.mails),"
        " (SELECT count(*) FROM dataos.run_steps)"
    )
    assert counts == [(1, 1, 1, 3)]


async def test_a_later_attempt_answers_what_the_first_one_did(stage: Stage) -> None:
    gate: Json = {
        "id": "g",
        "type": "condition",
        "when": {"filters": [{"field": "Name", "operator": "equals", "value": "b"}]},
    }
    run_id = await entered(stage, gate)
    call, activities = StepCall(run_id=run_id, path="steps.0"), StepActivities(stage.deps)
    assert (await ActivityEnvironment().run(activities.run_step, call)).kind is OutcomeKind.STOPPED
    await stage.rows("UPDATE dataos.runs SET status = 'cancelled' RETURNING 1")
    assert (await ActivityEnvironment().run(activities.run_step, call)).kind is OutcomeKind.STOPPED


async def test_a_step_that_committed_stays_done_when_its_owner_then_loses_access(stage: Stage) -> None:
    """As when the worker dies after the commit, before Temporal heard of it."""
    creator, activities = stage.world.creator, StepActivities(stage.deps)
    run_id = await entered(stage, update({"Note": "x"}), mail("a@example.org"), by=creator)
    calls = [StepCall(run_id=run_id, path=f"steps.{place}") for place in range(2)]
    first = [await ActivityEnvironment().run(activities.run_step, call) for call in calls]
    await stage.rows("UPDATE dataos.users SET disabled_at = now() WHERE id = %s RETURNING 1", creator.id)
    assert [await ActivityEnvironment().run(activities.run_step, call) for call in calls] == first
    assert await stage.rows("SELECT status, error FROM dataos.run_steps") == [("succeeded", None)] * 2


async def test_a_failure_never_overwrites_a_success(stage: Stage) -> None:
    run_id = await entered(stage, update({"Note": "x"}))
    await ActivityEnvironment().run(StepActivities(stage.deps).run_step, StepCall(run_id=run_id, path="steps.0"))
    async with stage.deps.database.records() as conn:
        noted = await steps.fail(
            conn, run_id=run_id, path="steps.0", step_id="stamp", type="update_record", code="late", message="late"
        )
    assert not noted
    assert await stage.rows("SELECT status, error FROM dataos.run_steps") == [("succeeded", None)]


async def test_a_step_of_a_closed_run_leaves_no_trace(stage: Stage) -> None:
    run_id = await entered(stage, update({"Note": "x"}))
    assert (await stage.world.owner.http.post(f"/runs/{run_id}/cancel")).status_code == 204
    outcome = await ActivityEnvironment().run(
        StepActivities(stage.deps).run_step, StepCall(run_id=run_id, path="steps.0")
    )
    assert outcome.kind is OutcomeKind.HALTED
    assert await stage.rows("SELECT * FROM dataos.run_steps") == []


async def test_a_step_that_finds_its_run_being_cancelled_waits_and_halts(stage: Stage) -> None:
    """The entry still says "running" when the step reads it; it is closed before the step begins to write."""
    run_id = await entered(stage, update({"Note": "x"}))
    call, activities = StepCall(run_id=run_id, path="steps.0"), StepActivities(stage.deps)
    async with stage.deps.database.records() as conn, conn.transaction():
        await runs.finish(conn, run_id, "cancelled", None)
        step = asyncio.create_task(ActivityEnvironment().run(activities.run_step, call))
        _, unfinished = await asyncio.wait({step}, timeout=1)
        assert unfinished == {step}
    assert (await step).kind is OutcomeKind.HALTED
    assert await stage.rows("SELECT * FROM dataos.run_steps") == []


def test_the_log_masks_secrets_and_cuts_what_is_long() -> None:
    long = "ä" * 10_000
    found = loggable({"fields": {"API key": "abc", "Password": None, "Note": long, "List": [long, 5]}, "to": ["a"]})
    assert isinstance(found, dict)
    fields = found["fields"]
    assert isinstance(fields, dict)
    assert fields["API key"] == MASK
    assert fields["Password"] is None
    assert len(str(fields["Note"]).encode()) <= MAX_BYTES
    assert str(fields["Note"]).endswith("(10,000 characters)")
    assert found["to"] == ["a"]
