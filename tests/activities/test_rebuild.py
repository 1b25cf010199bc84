"""A table that has had many columns is copied without those that are gone, and nobody notices but by the wait."""

import asyncio
from datetime import UTC, datetime

import psycopg
import pytest

from api.db import physical, rebuild
from tests.activities.dev_server import stage
from tests.activities.test_maintenance import upkeep
from tests.api.fields.converting import cells, convert, field_id, take_back
from tests.support.stage import Stage

__all__ = ["stage"]

RECORDS = 60


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "CROWDED", 40)
    monkeypatch.setattr(rebuild, "FREED", 30)


async def relation_of(stage: Stage) -> str:
    [(workspace, table)] = await stage.rows(
        "SELECT w.number, t.number FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
        " JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE t.id = %s",
        str(stage.tasks["id"]),
    )
    return f"ws_{workspace}.t_{table}"


async def crowd(stage: Stage, columns: int) -> str:
    """A table that has had so many columns more."""
    relation = await relation_of(stage)
    async with stage.database.records() as conn:
        for at in range(columns):
            await conn.execute(f"ALTER TABLE {relation} ADD COLUMN gone_{at} text".encode())
            await conn.execute(f"ALTER TABLE {relation} DROP COLUMN gone_{at}".encode())
    return relation


async def counted(stage: Stage, relation: str) -> tuple[int, int]:
    """Columns that count, and indexes."""
    [(columns, indexes)] = await stage.rows(
        "SELECT (SELECT count(*) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0),"
        " (SELECT count(*) FROM pg_index WHERE indrelid = %s::regclass)",
        relation,
        relation,
    )
    return int(str(columns)), int(str(indexes))


async def test_a_crowded_table_is_rebuilt_with_all_that_it_had(stage: Stage) -> None:
    await stage.create(*({"Name": f"n{at}", "Note": str(at)} for at in range(RECORDS)))
    note = field_id(stage.tasks, "Note")  # type: ignore[arg-type]
    await stage.world.owner.patch(f"/fields/{note}", {"unique": True})
    await convert(stage.world.owner, note, "number")
    relation = await crowd(stage, 35)
    before = await counted(stage, relation)
    page = await stage.world.owner.get(f"/tables/{stage.tasks['id']}/records?limit=100")
    assert (await upkeep(stage, datetime.now(UTC))).rebuilt_tables == 1
    columns, indexes = await counted(stage, relation)
    assert (columns, indexes) == (before[0] - 35, before[1])
    assert (await upkeep(stage, datetime.now(UTC))).rebuilt_tables == 0
    assert await stage.world.owner.get(f"/tables/{stage.tasks['id']}/records?limit=100") == page
    made = (await stage.create({"Name": "next", "Note": 1_000}))[0]
    assert (await stage.world.owner.get(f"/records/{made}"))["no"] == RECORDS + 1
    body = {"records": [{"fields": {"Note": 1_000}}]}
    refused = await stage.world.owner.http.post(f"/tables/{stage.tasks['id']}/records", json=body)
    assert refused.json()["code"] == "not_unique"
    assert (await take_back(stage.world.owner))["done"]
    assert (await cells(stage.world.owner, stage.tasks, "Note"))[:3] == ["0", "1", "2"]  # type: ignore[arg-type]


async def test_writers_only_wait(stage: Stage) -> None:
    await crowd(stage, 35)

    async def write(at: int) -> None:
        await stage.create({"Name": f"n{at}"})

    rounds = asyncio.create_task(upkeep(stage, datetime.now(UTC)))
    await asyncio.gather(*(write(at) for at in range(30)))
    assert (await rounds).rebuilt_tables == 1
    assert sorted(await cells(stage.world.owner, stage.tasks, "Name")) == sorted(f"n{at}" for at in range(30))  # type: ignore[arg-type]


async def test_a_busy_table_is_left_to_the_next_round(stage: Stage, database_url: str) -> None:
    relation = await crowd(stage, 35)
    with psycopg.connect(database_url) as other:
        other.execute(f"SELECT count(*) FROM {relation}".encode())
        assert (await upkeep(stage, datetime.now(UTC))).rebuilt_tables == 0
    assert (await upkeep(stage, datetime.now(UTC))).rebuilt_tables == 1


async def test_a_full_table_refuses_with_the_remedy(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.create({"Name": "a", "Note": "1"})
    columns, _ = await counted(stage, await relation_of(stage))
    monkeypatch.setattr(physical, "_COLUMN_LIMIT", columns)
    note = field_id(stage.tasks, "Note")  # type: ignore[arg-type]
    refused = await convert(stage.world.owner, note, "number", 422)
    assert (refused["code"], "Upkeep rebuilds" in refused["detail"]) == ("too_many_fields", True)
    assert await cells(stage.world.owner, stage.tasks, "Note") == ["1"]  # type: ignore[arg-type]
