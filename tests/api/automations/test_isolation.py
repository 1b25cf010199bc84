"""One broken automation, change or table stops nobody else; an outage stops the batch and skips nothing."""

import asyncio
from dataclasses import replace

import pytest
from psycopg.types.json import Jsonb
from pydantic import SecretStr

from api.access.service import Access
from api.automations.dispatch import Dispatch
from api.automations.guards import UNEXPECTED
from api.automations.log.runs import NewRun
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from core.errors import Unavailable
from core.values import JsonValue
from tests.support.stage import DONE, Json, Stage, create, update
from workflows.gateway import Gateway, TemporalTarget

EDIT: Json = {"type": "record_updated"}
Run = tuple[str, str, str | None, str]


async def log_of(stage: Stage) -> list[Run]:
    """(automation, status, error code, record's Name) of every run, oldest first."""
    found = await stage.rows(
        "SELECT automation_id, status, error ->> 'code', coalesce(context -> 'record' ->> '1', '?')"
        " FROM dataos.runs ORDER BY change_seq, automation_id"
    )
    return [
        (str(key), str(status), None if code is None else str(code), str(name)) for key, status, code, name in found
    ]


async def spoil_plan(stage: Stage, automation: str, plan: JsonValue) -> None:
    await stage.rows(
        "UPDATE dataos.automation_versions SET plan = %s WHERE automation_id = %s RETURNING version",
        Jsonb(plan),
        automation,
    )


async def spoil_condition(stage: Stage, automation: str) -> None:
    """A number where the condition compares with a text's stored value: no operator can do that."""
    await stage.rows(
        "UPDATE dataos.automation_versions SET plan = jsonb_set(plan, '{conditions}', %s) WHERE automation_id = %s"
        " RETURNING version",
        Jsonb({"conjunction": "and", "filters": "all of them"}),
        automation,
    )


async def spoil_last_change(stage: Stage, **columns: JsonValue) -> None:
    """Rewrites the newest row of the change feed."""
    for name, value in columns.items():
        await stage.rows(
            f"UPDATE dataos.changes SET {name} = %s WHERE seq = (SELECT max(seq) FROM dataos.changes) RETURNING seq",
            value if name == "operation" else Jsonb(value),
        )


async def one_good_one_bad_plan_one_bad_condition(stage: Stage) -> tuple[str, str, str]:
    """All three watch Status and add an entry to Log. The broken ones are older, so they come first."""
    log = str(stage.log["id"])
    step = create({"Entry": "{{trigger.record.Name}}", "Task": "{{trigger.record.id}}"}, log)
    plan, condition = await stage.automation(step), await stage.automation(step, conditions=DONE)
    good = await stage.automation(step)
    await spoil_plan(stage, plan, {"trigger": 5})
    await spoil_condition(stage, condition)
    return good, plan, condition


async def test_broken_automations_fail_in_the_log_and_the_others_run_exactly_once(stage: Stage) -> None:
    good, plan, condition = await one_good_one_bad_plan_one_bad_condition(stage)
    first, second, third = await stage.create(*({"Name": name, "Status": "Todo"} for name in "abc"))
    await stage.drain()
    await stage.edit(first, Status="Done")
    await stage.edit(second, Status="Done")
    await spoil_last_change(stage, after="nothing like cells")
    await stage.edit(third, Status="Done")
    async with stage.worker():
        assert await stage.drain() >= 3
        await stage.settled()
        await stage.drain()
    assert not await stage.unread()
    by_automation = {key: [run[1:] for run in await log_of(stage) if run[0] == key] for key in (good, plan, condition)}
    assert by_automation == {
        good: [("succeeded", None, "a"), ("failed", "unreadable_change", "?"), ("succeeded", None, "c")],
        plan: [("failed", "unreadable_plan", "?")] * 3,
        condition: [
            ("failed", "invalid_value", "a"),
            ("failed", "unreadable_change", "?"),
            ("failed", "invalid_value", "c"),
        ],
    }
    entries = await stage.rows(
        "SELECT after ->> '1' FROM dataos.changes WHERE cause = 'automation' AND operation = 'create' ORDER BY 1"
    )
    assert entries == [("a",), ("c",)]
    for status in ("failed", "succeeded"):
        [(run_id, *_), *_] = await stage.rows("SELECT id FROM dataos.runs WHERE status = %s", status)
        detail = await stage.world.owner.get(f"/runs/{run_id}")
        assert isinstance(detail, dict)
        assert detail["status"] == status


async def test_reading_the_same_changes_again_doubles_no_failed_run(stage: Stage) -> None:
    await one_good_one_bad_plan_one_bad_condition(stage)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    await spoil_last_change(stage, before=[1, 2])
    await stage.edit(record, Status="Todo")
    await stage.drain()
    before = await stage.rows("SELECT id, status FROM dataos.runs ORDER BY id")
    assert len(before) == 6
    for _ in range(2):
        await stage.rows("DELETE FROM dataos.cursors RETURNING consumer")
        await asyncio.gather(stage.dispatch.once(), stage.dispatch.once())
    assert await stage.rows("SELECT id, status FROM dataos.runs ORDER BY id") == before


async def test_an_outage_skips_nothing_and_fails_nothing(stage: Stage) -> None:
    """Temporal is away: the runs are entered, the batch is not acknowledged, and the next pass starts them."""
    good, *_ = await one_good_one_bad_plan_one_bad_condition(stage)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.drain()
    await stage.edit(record, Status="Done")
    deps = stage.deps
    away = Dispatch(deps.database, deps.access, deps.schemas, deps.plans, Gateway(TemporalTarget("127.0.0.1:1")))
    without = replace(stage, deps=replace(deps, dispatch=away))
    for _ in range(2):
        with pytest.raises(Unavailable):
            await without.drain()
        assert await stage.unread()
    async with stage.worker():
        await stage.drain()
        await stage.settled()
    assert [run for run in await log_of(stage) if run[0] == good] == [(good, "succeeded", None, "a")]
    assert len(await log_of(stage)) == 3


@pytest.mark.parametrize(
    "columns",
    [
        {"after": {"Status": "x"}},
        {"before": None},
        {"operation": "transmogrify"},
        {"cause_detail": ["x"]},
    ],
)
async def test_no_change_row_however_odd_holds_up_the_feed(stage: Stage, columns: dict[str, JsonValue]) -> None:
    await stage.automation(update({"Amount": 1}), trigger={"type": "field_changed", "config": {"field": "Status"}})
    odd, fine = await stage.create({"Name": "a", "Status": "Todo"}, {"Name": "b", "Status": "Todo"})
    await stage.drain()
    await stage.edit(odd, Status="Done")
    await spoil_last_change(stage, **columns)
    await stage.edit(fine, Status="Done")
    await stage.drain()
    assert not await stage.unread()
    assert [run[1:] for run in await log_of(stage)] == [
        ("failed", "unreadable_change", "?"),
        ("queued", None, "b"),
    ]


async def test_a_change_before_an_unreadable_one_of_the_same_record_is_not_guessed(stage: Stage) -> None:
    """The cells are taken back through every later change; without that one they would be of another moment."""
    await stage.automation(update({"Note": "{{trigger.record.Amount}}"}), conditions=DONE)
    [record] = await stage.create({"Name": "a", "Status": "Todo", "Amount": 1})
    await stage.drain()
    await stage.edit(record, Status="Done")
    await stage.edit(record, Amount=2)
    await spoil_last_change(stage, before={"x": 1})
    await stage.edit(record, Status="Todo")
    await stage.edit(record, Status="Done", Amount=3)
    await stage.drain()
    assert [run[1:] for run in await log_of(stage)] == [
        ("failed", "unreadable_change", "?"),
        ("failed", "unreadable_change", "?"),
        ("queued", None, "a"),
    ]


async def test_a_damaged_table_fails_its_own_automations_only(stage: Stage) -> None:
    """A column is gone though the schema has it: what `Tasks` cannot do, `Log` still can."""
    tasks = await stage.automation(update({"Note": "x"}))
    made = await stage.world.owner.post(
        f"/tables/{stage.log['id']}/automations",
        {"name": "Log", "trigger": {"type": "record_created"}, "steps": [update({"Entry": "y"})]},
    )
    assert isinstance(made, dict)
    await stage.world.owner.post(f"/automations/{made['id']}/publish", {}, 200)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    relation = (await stage.access()).schema.relation
    async with stage.database.records() as conn:
        await conn.execute(f"ALTER TABLE {relation} RENAME COLUMN f_3 TO gone".encode())
    entry: Json = {"records": [{"fields": {"Entry": "x"}}]}
    await stage.world.owner.post(f"/tables/{stage.log['id']}/records", entry)
    await stage.drain()
    assert {run[:3] for run in await log_of(stage)} == {
        (tasks, "failed", "unreadable_table"),
        (str(made["id"]), "queued", None),
    }


async def test_a_table_changed_under_our_eyes_is_read_again(stage: Stage) -> None:
    """Another process adds and removes fields while this one remembers the table as it was."""
    await stage.automation(update({"Note": "x"}))
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    await stage.drain()
    fields = stage.tasks["fields"]
    assert isinstance(fields, list)
    amount = next(item["id"] for item in fields if isinstance(item, dict) and item["name"] == "Amount")
    await stage.edit(record, Status="Todo")
    await stage.world.owner.delete(f"/fields/{amount}")
    await stage.drain()
    assert [run[1] for run in await log_of(stage)] == ["queued", "queued"]


async def test_a_run_that_the_log_refuses_is_entered_without_its_details(stage: Stage) -> None:
    automation = await stage.automation(update({"Note": "x"}))
    run = NewRun("run_1", automation, 1, "manual", "run_1", context={"record": {"1": "a"}})
    poison = replace(run, id="run_2", workflow_id="run_2", context={"record": {"1": "half a \0 text"}})
    purged = replace(run, id="run_3", workflow_id="run_3", automation_id="aut_purged")
    for _ in range(2):
        await stage.dispatch.enter([poison, purged, run])
    assert await stage.rows("SELECT id, status, error ->> 'code' FROM dataos.runs ORDER BY id") == [
        ("run_1", "queued", None),
        ("run_2", "failed", UNEXPECTED.code),
    ]


async def test_a_cell_that_no_operator_understands_is_the_failure_of_its_run_alone(stage: Stage) -> None:
    big: Json = {"conjunction": "and", "filters": [{"field": "Amount", "operator": "greaterThan", "value": 5}]}
    await stage.automation(update({"Note": "x"}), conditions=big)
    odd, fine = await stage.create(*({"Name": name, "Status": "Todo", "Amount": 9} for name in "ab"))
    await stage.drain()
    await stage.edit(odd, Status="Done")
    await stage.edit(odd, Amount=8)
    await spoil_last_change(stage, before={"3": {"not": "a number"}})
    await stage.edit(fine, Status="Done")
    await stage.drain()
    assert [run[1:] for run in await log_of(stage)] == [("failed", UNEXPECTED.code, "a"), ("queued", None, "b")]


async def test_a_database_that_goes_away_in_the_middle_of_a_pass_fails_no_run(stage: Stage) -> None:
    await stage.automation(update({"Note": "x"}), conditions=DONE)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.drain()
    await stage.edit(record, Status="Done")
    deps = stage.deps
    gone = await Database.open(
        DatabaseSettings(url=SecretStr("postgresql://nobody@127.0.0.1:1/none"), wait_seconds=0.2)
    )
    try:
        half = Dispatch(deps.database, Access(gone, deps.schemas), deps.schemas, deps.plans, stage.gateway)
        with pytest.raises(Unavailable):
            await replace(stage, deps=replace(deps, dispatch=half)).drain()
    finally:
        await gone.close()
    assert await log_of(stage) == []
    await stage.drain()
    assert [run[1:] for run in await log_of(stage)] == [("queued", None, "a")]
