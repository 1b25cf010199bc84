"""An automation whose published version cannot be read: where it fails, and what people see."""

import pytest

from core.values import JsonValue
from tests.api.automations.test_isolation import EDIT, log_of, spoil_plan
from tests.support.stage import Json, Stage, update


@pytest.mark.parametrize(
    ("trigger", "plan", "created", "edited"),
    [
        ({"type": "field_changed", "config": {"field": "Status"}}, {}, 0, 2),
        ({"type": "record_created"}, [], 1, 0),
        ({"type": "manual"}, "x", 0, 0),
    ],
)
async def test_an_unreadable_plan_fails_where_its_definition_says_that_it_should_have_run(
    stage: Stage, trigger: Json, plan: JsonValue, created: int, edited: int
) -> None:
    await spoil_plan(stage, await stage.automation(update({"Note": "x"}), trigger=trigger), plan)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.drain()
    assert len(await log_of(stage)) == created
    await stage.edit(record, Status="Done")
    await stage.edit(record, Name="b")
    await stage.drain()
    assert [run[1:3] for run in await log_of(stage)] == [("failed", "unreadable_plan")] * (created + edited)


async def test_an_unreadable_plan_whose_trigger_is_whole_fails_only_where_that_fires(stage: Stage) -> None:
    automation = await stage.automation(update({"Note": "x"}))
    await stage.rows(
        "UPDATE dataos.automation_versions SET plan = plan - 'steps', definition = '[]' WHERE automation_id = %s"
        " RETURNING 1",
        automation,
    )
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Name="b")
    await stage.edit(record, Status="Done")
    await stage.drain()
    assert await log_of(stage) == [(automation, "failed", "unreadable_plan", "?")]
    [(run_id, message)] = await stage.rows("SELECT id, error ->> 'message' FROM dataos.runs")
    assert "Publish it again" in str(message)
    detail = await stage.world.owner.get(f"/runs/{run_id}")
    assert isinstance(detail, dict)
    assert (detail["steps"], detail["temporalUrl"]) == ([], None)


async def test_a_version_that_is_gone_fails_like_an_unreadable_one(stage: Stage) -> None:
    gone, good = [await stage.automation(update({"Note": "x"}), trigger=EDIT) for _ in range(2)]
    await stage.rows("DELETE FROM dataos.automation_versions WHERE automation_id = %s RETURNING 1", gone)
    [record] = await stage.create({"Name": "a"})
    await stage.drain()
    await stage.edit(record, Status="Done")
    await stage.drain()
    found = [run[:3] for run in await log_of(stage) if run[3] == "a" or run[2]]
    assert (gone, "failed", "unreadable_plan") in found
    assert (good, "queued", None) in found


async def test_a_run_by_hand_of_an_unreadable_plan_fails_and_says_why(stage: Stage) -> None:
    automation = await stage.automation(update({"Note": "x"}), trigger={"type": "manual"})
    await spoil_plan(stage, automation, {})
    async with stage.worker():
        await stage.world.owner.post(f"/automations/{automation}/run", {}, 202)
        await stage.dispatch.recover(older_than_seconds=0)
        [(run_id, status)] = await stage.settled()
    assert status == "failed"
    detail = await stage.world.owner.get(f"/runs/{run_id}")
    assert isinstance(detail, dict)
    assert isinstance(detail["error"], dict)
    assert detail["error"]["code"] == "unreadable_plan"
