"""From the change feed to runs: once each, whatever happens in between."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

import pytest

from api.automations.dispatch import Dispatch
from api.automations.log.runs import NewRun
from api.outbox.feed import FeedRow, UnreadableRow
from core.errors import Unavailable
from tests.api.records.world import by
from tests.support.acts import make_and_rename_a_view
from tests.support.stage import DONE, Json, Stage, update
from workflows.contracts.automation_run import AutomationRunInput
from workflows.gateway import Gateway, TemporalTarget


class Crash(Exception):
    """The process died here."""


class Crashing(Dispatch):
    """Dies once, before or after one of the four steps of a pass."""

    crash_at = ""

    async def plan(self, rows: Sequence[FeedRow | UnreadableRow]) -> list[NewRun]:
        self._crash("before plan")
        planned = await super().plan(rows)
        self._crash("after plan")
        return planned

    async def enter(self, planned: Sequence[NewRun]) -> None:
        self._crash("before enter")
        await super().enter(planned)
        self._crash("after enter")

    async def start(self, run_ids: Sequence[str]) -> None:
        self._crash("before start")
        await super().start(run_ids)
        self._crash("after start")

    async def acknowledge(self, last: FeedRow | UnreadableRow) -> None:
        self._crash("before acknowledge")
        await super().acknowledge(last)
        self._crash("after acknowledge")

    def _crash(self, where: str) -> None:
        if self.crash_at == where:
            self.crash_at = ""
            raise Crash(where)


def crashing(stage: Stage, at: str) -> Stage:
    deps = stage.deps
    dispatch = Crashing(deps.database, deps.access, deps.schemas, deps.plans, stage.gateway)
    dispatch.crash_at = at
    return replace(stage, deps=replace(deps, dispatch=dispatch))


BOUNDARIES = [f"{side} {step}" for step in ("plan", "enter", "start", "acknowledge") for side in ("before", "after")]


async def test_a_crash_between_any_two_steps_neither_loses_nor_doubles_a_run(stage: Stage) -> None:
    await stage.automation(update({"Note": "{{trigger.record.Name}}"}), conditions=DONE)
    records = await stage.create(*({"Name": at, "Status": "Todo"} for at in BOUNDARIES))
    await stage.drain()
    async with stage.worker():
        for record, at in zip(records, BOUNDARIES, strict=True):
            await stage.edit(record, Status="Done")
            broken = crashing(stage, at)
            with pytest.raises(Crash):
                await broken.drain()
            before = await stage.rows("SELECT id FROM dataos.runs")
            await broken.drain()
            after = await stage.rows("SELECT id FROM dataos.runs")
            assert set(before) <= set(after)
        runs = await stage.settled()
    assert [status for _, status in runs] == ["succeeded"] * len(BOUNDARIES)
    edits = await stage.rows("SELECT record_key FROM dataos.changes WHERE cause = 'automation'")
    assert len(edits) == len(set(edits)) == len(BOUNDARIES)
    assert [(await stage.fields(record))["Note"] for record in records] == BOUNDARIES


async def test_two_dispatchers_at_once_enter_each_run_once(stage: Stage) -> None:
    await stage.automation(update({"Note": "x"}), trigger={"type": "record_created"})
    await stage.create(*({"Name": str(at)} for at in range(120)))
    async with stage.worker():
        await asyncio.gather(*(stage.dispatch.once() for _ in range(3)))
        runs = await stage.settled()
    assert [status for _, status in runs] == ["succeeded"] * 120
    assert await stage.rows("SELECT count(*) FROM dataos.changes WHERE cause = 'automation'") == [(120,)]


async def test_conditions_see_the_record_as_of_its_change(stage: Stage) -> None:
    await stage.automation(update({"Note": "{{trigger.record.Amount}} {{trigger.before.Status}}"}), conditions=DONE)
    [record] = await stage.create({"Name": "a", "Status": "Todo", "Amount": 1})
    await stage.edit(record, Status="Done")
    await stage.edit(record, Status="Todo", Amount=2)
    await stage.edit(record, Amount=3)
    async with stage.worker():
        await stage.drain()
        runs = await stage.settled()
    assert [status for _, status in runs] == ["succeeded"]
    assert (await stage.fields(record))["Note"] == "1 Todo"


async def test_a_record_deleted_meanwhile_still_had_its_change(stage: Stage) -> None:
    await stage.automation(update({"Note": "x"}), conditions=DONE)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    await stage.world.owner.delete(f"/records/{record}")
    async with stage.worker():
        await stage.drain()
        [(run_id, status)] = await stage.settled()
    assert status == "failed"
    [(error,)] = await stage.rows("SELECT error ->> 'code' FROM dataos.runs WHERE id = %s", run_id)
    assert error == "record_not_found"


async def test_a_thousand_records_at_once_go_in_batches_of_fifty(stage: Stage) -> None:
    await stage.automation(update({"Note": "{{trigger.record.Name}}"}), trigger={"type": "record_created"})
    change_set = uuid4()
    await stage.create(*({"Name": str(at)} for at in range(1000)), change_set=change_set)
    async with stage.worker():
        await stage.drain()
        runs = await stage.settled(120)
    assert [status for _, status in runs] == ["succeeded"] * 1000
    [(workflows, largest)] = await stage.rows(
        "SELECT count(*), max(runs) FROM (SELECT count(*) AS runs FROM dataos.runs GROUP BY workflow_id) w"
    )
    # What stands before them in the feed may part one of the batches.
    assert (workflows in (20, 21), largest) == (True, 50)
    assert await stage.rows(
        "SELECT count(*), count(DISTINCT record_key) FROM dataos.changes WHERE cause = 'automation'"
    ) == [(1000, 1000)]


async def test_automations_that_set_each_other_off_stop_after_eight(stage: Stage) -> None:
    await stage.automation(
        update({"Amount": "{{trigger.record.Name}}{{trigger.record.Amount}}"}),
        trigger={"type": "record_updated", "config": {"fields": ["Amount"]}},
    )
    [record] = await stage.create({"Name": "1", "Amount": 1})
    await stage.edit(record, Amount=2)
    async with stage.worker():
        runs = [("", "")]
        while await stage.drain():
            runs = await stage.settled()
    assert [status for _, status in runs].count("succeeded") == 8
    [(code, url)] = await stage.rows("SELECT error ->> 'code', started_at FROM dataos.runs WHERE status = 'failed'")
    assert (code, url) == ("automation_loop", None)
    assert len(str((await stage.fields(record))["Amount"])) < 12


async def test_an_edit_that_changes_nothing_fires_nothing(stage: Stage) -> None:
    await stage.automation(update({"Note": "x"}))
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Todo")
    await stage.edit(record, Name="b")
    await stage.drain()
    assert await stage.rows("SELECT id FROM dataos.runs") == []


@pytest.mark.parametrize("action", ["disable", "delete", "draft"])
async def test_what_is_not_published_and_enabled_does_not_fire(stage: Stage, action: str) -> None:
    owner, automation = stage.world.owner, await stage.automation(update({"Note": "x"}))
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    match action:
        case "disable":
            await owner.post(f"/automations/{automation}/disable", {}, 200)
        case "delete":
            await owner.delete(f"/automations/{automation}")
        case _:
            steps: list[Json] = [update({"Note": "new"})]
            await owner.patch(f"/automations/{automation}", {"steps": [*steps]})
    await stage.edit(record, Status="Done")
    async with stage.worker():
        await stage.drain()
        await stage.settled()
    assert (await stage.fields(record))["Note"] == ("x" if action == "draft" else None)


async def test_changes_from_before_the_first_publication_fire_nothing(stage: Stage) -> None:
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    await stage.automation(update({"Note": "x"}))
    await stage.drain()
    assert await stage.rows("SELECT id FROM dataos.runs") == []


async def test_a_run_keeps_the_version_it_was_entered_with(stage: Stage) -> None:
    automation = await stage.automation(update({"Note": "first"}))
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    await stage.drain()
    await stage.world.owner.patch(f"/automations/{automation}", {"steps": [update({"Note": "second"})]})
    published = await stage.world.owner.post(f"/automations/{automation}/publish", {}, 200)
    assert isinstance(published, dict)
    assert published["publishedVersion"] == 2
    async with stage.worker():
        await stage.settled()
        assert (await stage.fields(record))["Note"] == "first"
        await stage.edit(record, Status="Todo")
        await stage.drain()
        await stage.settled()
    assert (await stage.fields(record))["Note"] == "second"


async def test_a_run_that_nobody_started_is_found_again(stage: Stage) -> None:
    """As after a crash between entering and starting, when the automation was switched off before the next pass."""
    automation = await stage.automation(update({"Note": "x"}))
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    broken = crashing(stage, "after enter")
    with pytest.raises(Crash):
        await broken.drain()
    await stage.world.owner.post(f"/automations/{automation}/disable", {}, 200)
    await stage.drain()
    assert await stage.dispatch.recover(older_than_seconds=3600) == 0
    assert await stage.dispatch.recover(older_than_seconds=0) == 1
    async with stage.worker():
        assert [status for _, status in await stage.settled()] == ["succeeded"]
    assert (await stage.fields(record))["Note"] == "x"


async def test_a_condition_on_a_deleted_field_leaves_a_readable_failure(stage: Stage) -> None:
    await stage.automation(
        update({"Note": "x"}),
        conditions={"conjunction": "and", "filters": [{"field": "Amount", "operator": "greaterThan", "value": 5}]},
    )
    fields = stage.tasks["fields"]
    assert isinstance(fields, list)
    amount = next(item["id"] for item in fields if isinstance(item, dict) and item["name"] == "Amount")
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.world.owner.delete(f"/fields/{amount}")
    await stage.edit(record, Status="Done")
    await stage.drain()
    [(status, code, message)] = await stage.rows(
        "SELECT status, error ->> 'code', error ->> 'message' FROM dataos.runs"
    )
    assert (status, code) == ("failed", "unknown_field")
    assert "conditions.filters[0].field" in str(message)


async def test_an_owner_who_lost_access_switches_the_automation_off_once(stage: Stage) -> None:
    world = stage.world
    automation = await stage.automation(update({"Note": "x"}), conditions=DONE, by=world.creator)
    records = await stage.create(*({"Name": str(at), "Status": "Todo"} for at in range(3)))
    await stage.rows("UPDATE dataos.users SET disabled_at = now() WHERE id = %s RETURNING 1", world.creator.id)
    for status in ("Done", "Todo"):
        for record in records:
            await stage.edit(record, Status=status)
        await stage.drain()
    [(run_id, status, code)] = await stage.rows("SELECT id, status, error ->> 'code' FROM dataos.runs")
    assert (status, code) == ("failed", "owner_lost_access")
    assert await stage.rows("SELECT enabled FROM dataos.automations WHERE id = %s", automation) == [(False,)]
    assert await stage.rows("SELECT user_id, run_id, title FROM dataos.notifications") == [
        (world.owner.id, run_id, "The automation Test was switched off")
    ]


class Faltering(Gateway):
    """Away for the third start, while the first two are still under way."""

    asked = under_way = 0

    async def start_run(self, workflow_id: str, work: AutomationRunInput) -> None:
        self.asked += 1
        if self.asked == 3:
            raise Unavailable("temporal_unavailable", "away")
        self.under_way += 1
        try:
            await asyncio.sleep(10)
        finally:
            self.under_way -= 1


async def test_no_start_goes_on_behind_the_back_of_a_pass_that_failed(stage: Stage) -> None:
    await stage.automation(update({"Note": "x"}), trigger={"type": "record_created"})
    for at in range(5):
        await stage.create({"Name": str(at)})
    gateway, deps = Faltering(TemporalTarget("unused:1")), stage.deps
    dispatch = Dispatch(deps.database, deps.access, deps.schemas, deps.plans, gateway)
    with pytest.raises(Unavailable):
        await replace(stage, deps=replace(deps, dispatch=dispatch)).drain()
    assert (gateway.asked >= 3, gateway.under_way) == (True, 0)
    assert await stage.unread()


async def test_acts_on_the_schema_start_nothing_and_hold_nothing_up(stage: Stage) -> None:
    await stage.automation(update({"Note": "x"}), conditions=DONE)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    async with stage.deps.database.records() as conn:
        await make_and_rename_a_view(conn, str(stage.tasks["id"]), by((await stage.access()).user))
    await stage.edit(record, Status="Done")
    async with stage.deps.database.records() as conn:
        await make_and_rename_a_view(conn, str(stage.tasks["id"]), by((await stage.access()).user))
    await stage.drain()
    assert await stage.rows("SELECT status, error FROM dataos.runs") == [("queued", None)]
    assert await stage.deps.dispatch.once() == 0
