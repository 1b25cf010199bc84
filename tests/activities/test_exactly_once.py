"""A step happens once: called twice at once, called again after it committed, or with its worker gone in between."""

import asyncio

from temporalio.testing import ActivityEnvironment

from activities.run_step import StepActivities
from api.automations.log.masking import MASK, MAX_BYTES, loggable
from tests.support.stage import Json, Stage, create, mail, notify
from workflows.contracts.automation_run import OutcomeKind, StepCall


async def entered(stage: Stage, *steps: Json) -> str:
    """A run that the log has and nobody executes."""
    await stage.automation(*steps)
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
        " (SELECT max(attempt) FROM dataos.run_steps), (SELECT count(*) FROM dataos.run_steps)"
    )
    assert counts == [(1, 1, 1, 6, 3)]


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
