"""What conversions keep is thrown away after its time, a round at a time, and undo says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

from api.fields.convert.purge import purge
from tests.activities.conversions import converted_columns
from tests.activities.dev_server import stage
from tests.activities.test_maintenance import upkeep
from tests.api.fields.converting import cells, convert, field_id, take_back
from tests.support.stage import Stage

__all__ = ["stage"]

Json = dict[str, Any]
MONTH = timedelta(days=30)


async def converted(stage: Stage, to: str = "number", **more: Any) -> Json:
    await stage.create({"Name": "a", "Note": "1"}, {"Name": "b", "Note": "Task"})
    return await convert(stage.world.owner, field_id(stage.tasks, "Note"), to, **more)


async def test_upkeep_throws_the_old_column_away_after_its_days(stage: Stage) -> None:
    made = await converted(stage)
    now = datetime.now(UTC)
    assert (await upkeep(stage, now + MONTH - timedelta(hours=1))).purged_forms == 0
    assert await converted_columns(stage) == 1
    assert (await upkeep(stage, now + MONTH + timedelta(hours=1))).purged_forms == 1
    assert (await upkeep(stage, now + MONTH + timedelta(hours=1))).purged_forms == 0
    assert await converted_columns(stage) == 0
    refused = await take_back(stage.world.owner, body={"changeSet": made["changeSet"]})
    assert (refused["done"], [each["reason"] for each in refused["conflicts"]]) == (
        False, ["its old values were kept for a time, which is over"],
    )  # fmt: skip
    assert await cells(stage.world.owner, stage.tasks, "Note") == [1, None]


async def test_the_pairs_of_a_former_link_go_with_its_far_end(stage: Stage) -> None:
    await converted(stage, "link", config={"tableId": stage.tasks["id"]}, createMissing=True)
    await take_back(stage.world.owner)
    relations = "SELECT count(*) FROM pg_class WHERE relname ~ '^l_[0-9]+$'"
    assert await stage.rows(relations) == [(1,)]
    later = datetime.now(UTC) + MONTH
    assert await purge(stage.database, stage.deps.schemas, later) == 1
    assert await stage.rows(relations) == [(0,)]
    assert await stage.rows("SELECT 1 FROM dataos.links") == []
    assert await stage.rows("SELECT 1 FROM dataos.fields WHERE deleted_at IS NOT NULL") == []
    assert await cells(stage.world.owner, stage.tasks, "Note") == ["1", "Task"]
    assert (await take_back(stage.world.owner, "redo"))["done"] is False


async def test_a_round_is_bounded(stage: Stage) -> None:
    await converted(stage)
    for to in ("text", "longText", "text"):
        await convert(stage.world.owner, field_id(stage.tasks, "Note"), to)
    later = datetime.now(UTC) + MONTH
    assert await purge(stage.database, stage.deps.schemas, later, limit=3) == 3
    assert await converted_columns(stage) == 1
    assert await purge(stage.database, stage.deps.schemas, later, limit=3) == 1
    assert await converted_columns(stage) == 0
