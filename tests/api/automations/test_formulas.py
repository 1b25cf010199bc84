"""Formulas can be watched, asked and shown by automations, but not written."""

from tests.support.stage import Json, Stage, update

BIG: Json = {"filters": [{"field": "Double", "operator": "greaterThan", "value": 10}]}
WATCH: Json = {"type": "field_changed", "config": {"field": "Double"}}


async def double(stage: Stage) -> None:
    config: Json = {"expression": "{Amount} * 2"}
    await stage.world.owner.post(
        f"/tables/{stage.tasks['id']}/fields", {"name": "Double", "type": "formula", "config": config}
    )


async def test_a_formula_that_changes_fires_and_its_conditions_see_the_moment(stage: Stage) -> None:
    await double(stage)
    note = "{{trigger.before.Double}} to {{trigger.record.Double}}"
    await stage.automation(update({"Note": note}), trigger=WATCH, conditions=BIG)
    [record] = await stage.create({"Name": "a", "Amount": 1})
    await stage.edit(record, Name="b")
    await stage.edit(record, Amount=3)
    await stage.edit(record, Amount=8)
    await stage.edit(record, Amount=2)
    async with stage.worker():
        await stage.drain()
        runs = await stage.settled()
    assert [status for _, status in runs] == ["succeeded"]
    fields = await stage.fields(record)
    assert (fields["Note"], fields["Double"]) == ("6 to 16", 4)


async def test_a_formula_cannot_be_written_by_a_step(stage: Stage) -> None:
    await double(stage)
    body: Json = {"name": "Test", "trigger": WATCH, "steps": [update({"Double": 1})]}
    made = await stage.world.owner.post(f"/tables/{stage.tasks['id']}/automations", body)
    answer = await stage.world.owner.http.post(f"/automations/{made['id']}/publish", json={})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "read_only_field"
