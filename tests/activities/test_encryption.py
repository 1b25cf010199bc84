"""Encrypted values in automations: steps see them as the owner does, the run log shows them to nobody."""

from tests.activities.test_runs import only_run
from tests.support.stage import Json, Stage, update

SECRET = "Nummernkonto-4711"


async def _with_secret(stage: Stage, reveal_to: str) -> str:
    field: Json = {"name": "Account", "type": "text", "encrypted": True, "revealTo": reveal_to}
    await stage.world.owner.post(f"/tables/{stage.tasks['id']}/fields", field)
    body = {"records": [{"fields": {"Name": "a", "Status": "Todo", "Account": SECRET}}]}
    made = await stage.world.owner.post(f"/tables/{stage.tasks['id']}/records", body)
    return str(made["items"][0]["id"])


async def _logged(stage: Stage) -> str:
    rows = await stage.rows(
        "SELECT to_jsonb(s)::text FROM dataos.run_steps s UNION ALL SELECT to_jsonb(r)::text FROM dataos.runs r"
    )
    return "\n".join(str(row[0]) for row in rows)


async def test_a_step_writes_and_reads_what_the_owner_sees_and_logs_none_of_it(stage: Stage) -> None:
    record = await _with_secret(stage, "editor")
    await stage.automation(
        update({"Account": "{{trigger.record.Account}}-2"}, id="one"),
        update({"Account": "{{steps.one.record.Account}}-3", "Amount": 5}, id="two"),
    )
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "succeeded", run
    shown = await stage.world.owner.get(f"/records/{record}")
    assert shown["fields"]["Account"] == f"{SECRET}-2-3"
    assert SECRET not in await _logged(stage)
    assert SECRET not in str(run)
    steps = run["steps"]
    assert isinstance(steps, list)
    assert '"masked": True' in str(steps).replace("'", '"')


async def test_a_copy_that_fails_does_not_tell_the_value(stage: Stage) -> None:
    record = await _with_secret(stage, "editor")
    await stage.automation(update({"Amount": "{{trigger.record.Account}}"}))
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        run = await only_run(stage)
    assert run["status"] == "failed"
    assert SECRET not in await _logged(stage)


async def test_an_owner_who_may_not_see_it_has_the_mask(stage: Stage) -> None:
    record = await _with_secret(stage, "creator")
    world = stage.world
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.creator.email, "role": "creator"})
    await stage.automation(update({"Note": "{{trigger.record.Account}}"}), by=world.creator)
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.creator.email, "role": "editor"})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        await only_run(stage)
    shown = await world.owner.get(f"/records/{record}")
    assert shown["fields"]["Note"] == "••••••"
    assert SECRET not in await _logged(stage)
