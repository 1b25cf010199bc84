"""Runs started by hand, on a record or on none."""

from tests.activities.test_runs import only_run
from tests.support.stage import Stage, mail, update


async def test_a_manual_run_sees_the_record_and_who_pressed_the_button(stage: Stage) -> None:
    world = stage.world
    automation = await stage.automation(
        update({"Note": "{{trigger.record.Name}} by {{actor.email}}"}), trigger={"type": "manual"}
    )
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    async with stage.worker():
        await world.editor.post(f"/automations/{automation}/run", {"recordId": record}, 202)
        await stage.drain()
        # The application of this test has no Temporal: the dispatcher finds the run.
        assert await stage.dispatch.recover(older_than_seconds=0) == 1
        run = await only_run(stage)
    assert run["status"] == "succeeded"
    assert run["trigger"] == {"type": "manual", "recordId": record}
    assert (await stage.fields(record))["Note"] == f"a by {world.editor.email}"
    [row] = await stage.rows(
        "SELECT u.email FROM dataos.changes c JOIN dataos.users u ON u.number = c.actor_number"
        " WHERE c.cause = 'automation'"
    )
    assert row == (world.owner.email,)


async def test_a_manual_run_without_a_record_says_what_it_lacks(stage: Stage) -> None:
    automation = await stage.automation(mail("a@example.org", "{{trigger.record.Name}}"), trigger={"type": "manual"})
    async with stage.worker():
        await stage.world.owner.post(f"/automations/{automation}/run", {}, 202)
        await stage.dispatch.recover(older_than_seconds=0)
        run = await only_run(stage)
    assert isinstance(run["error"], dict)
    assert run["error"]["code"] == "missing_reference"
    assert "started without a record" in str(run["error"]["message"])
