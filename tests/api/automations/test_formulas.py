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


async def firm(stage: Stage, expression: str) -> tuple[str, str]:
    """A firm, and a task that is linked with it and has a formula."""
    owner = stage.world.owner
    fields: list[Json] = [{"name": "Name", "type": "text"}]
    firms = await owner.post(f"/bases/{stage.world.base}/tables", {"name": "Firms", "fields": fields})
    link: Json = {"name": "Firm", "type": "link", "config": {"tableId": firms["id"]}}
    told: Json = {"name": "Told", "type": "formula", "config": {"expression": expression}}
    for made in (link, told):
        await owner.post(f"/tables/{stage.tasks['id']}/fields", made)
    body: Json = {"records": [{"fields": {"Name": "old"}}]}
    [one] = (await owner.post(f"/tables/{firms['id']}/records", body))["items"]
    body = {"records": [{"fields": {"Name": "a", "Firm": [one["id"]]}}]}
    [task] = (await owner.post(f"/tables/{stage.tasks['id']}/records", body))["items"]
    return str(one["id"]), str(task["id"])


async def test_a_renamed_record_fires_by_the_formulas_that_name_a_link_to_it(stage: Stage) -> None:
    one, task = await firm(stage, '{Firm} & "!"')
    note = "{{trigger.before.Told}} to {{trigger.record.Told}}"
    new: Json = {"filters": [{"field": "Told", "operator": "equals", "value": "new!"}]}
    watch: Json = {"type": "field_changed", "config": {"field": "Told"}}
    await stage.automation(update({"Note": note}), trigger=watch, conditions=new)
    for name in ("other", "new", "last"):
        await stage.world.owner.patch(f"/records/{one}", {"fields": {"Name": name}})
    async with stage.worker():
        await stage.drain()
        runs = await stage.settled()
    assert [status for _, status in runs] == ["succeeded"]
    fields = (await stage.world.owner.get(f"/records/{task}"))["fields"]
    assert (fields["Note"], fields["Told"]) == ("other! to new!", "last!")


async def test_a_formula_that_comes_out_the_same_fires_nothing(stage: Stage) -> None:
    one, _ = await firm(stage, 'IF({Firm}, "yes", "no")')
    await stage.drain()
    await stage.automation(update({"Note": "x"}), trigger={"type": "record_updated"})
    await stage.world.owner.patch(f"/records/{one}", {"fields": {"Name": "new"}})
    async with stage.worker():
        assert await stage.drain() == 2
        assert await stage.settled() == []
