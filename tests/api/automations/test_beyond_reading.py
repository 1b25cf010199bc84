"""Stored JSON that PostgreSQL holds and no reader of ours takes: it stops its own automation, and no other."""

import pytest

from tests.api.automations.test_isolation import EDIT, log_of
from tests.support.stage import Stage, update

# A number beyond any float, and too many levels.
BEYOND_READING = ('{"1": 1' + "0" * 400 + "}", '{"1": ' + "[" * 2000 + "]" * 2000 + "}")


@pytest.mark.parametrize("column", ["before", "after", "cause_detail"])
@pytest.mark.parametrize("stored", BEYOND_READING)
async def test_no_change_row_beyond_reading_holds_up_the_feed(stage: Stage, column: str, stored: str) -> None:
    await stage.automation(update({"Amount": 1}), trigger={"type": "field_changed", "config": {"field": "Status"}})
    odd, fine = await stage.create({"Name": "a", "Status": "Todo"}, {"Name": "b", "Status": "Todo"})
    await stage.drain()
    await stage.edit(odd, Status="Done")
    await stage.rows(
        f"UPDATE dataos.changes SET {column} = %s::text::jsonb WHERE seq = (SELECT max(seq) FROM dataos.changes)"
        " RETURNING seq",
        stored,
    )
    await stage.edit(fine, Status="Done")
    await stage.drain()
    assert not await stage.unread()
    assert [run[1:] for run in await log_of(stage)] == [("failed", "unreadable_change", "?"), ("queued", None, "b")]


@pytest.mark.parametrize("stored", BEYOND_READING)
async def test_a_version_beyond_reading_is_the_failure_of_its_automation_alone(stage: Stage, stored: str) -> None:
    odd, good = [await stage.automation(update({"Note": "x"}), trigger=EDIT) for _ in range(2)]
    await stage.rows(
        "UPDATE dataos.automation_versions SET plan = jsonb_build_object('trigger', %s::text::jsonb),"
        " definition = %s::text::jsonb WHERE automation_id = %s RETURNING version",
        stored,
        stored,
        odd,
    )
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.drain()
    await stage.edit(record, Status="Done")
    await stage.drain()
    assert not await stage.unread()
    found = [run for run in await log_of(stage) if run[0] == odd or run[3] == "a"]
    assert {run[:3] for run in found} == {(odd, "failed", "unreadable_plan"), (good, "queued", None)}
