"""Long recomputations by a real worker: started by themselves, and finished by another one when theirs is killed."""

import asyncio

import psycopg
import pytest

from tests.activities.test_worker_process import Place, place
from tests.support.stage import Stage

__all__ = ["place"]

MANY = 1_300


@pytest.fixture
async def crowd(place: Place) -> tuple[Stage, str, str]:
    """The stage, one record of a table that 1,300 others look at, and the table of those."""
    stage, owner = place.stage, place.stage.world.owner
    groups = await owner.post(
        f"/bases/{stage.world.base}/tables", {"name": "Groups", "fields": [{"name": "Name", "type": "text"}]}
    )
    link = {"tableId": groups["id"], "cardinality": "manyToOne", "symmetricName": "Tasks"}
    tasks = str(stage.tasks["id"])
    await owner.post(f"/tables/{tasks}/fields", {"name": "Group", "type": "link", "config": link})
    made = await owner.post(f"/tables/{groups['id']}/records", {"records": [{"fields": {"Name": "before"}}]})
    group = str(made["items"][0]["id"])
    for at in range(0, MANY, 650):
        records = [{"fields": {"Name": str(at + n), "Group": [group]}} for n in range(650)]
        await owner.post(f"/tables/{tasks}/records", {"records": records})
    return stage, group, tasks


async def calculating(stage: Stage, table: str) -> dict[str, int] | None:
    fields = (await stage.world.owner.get(f"/tables/{table}"))["fields"]
    return next(field["calculating"] for field in fields if field["name"] == "Group name")


async def done(stage: Stage, table: str) -> None:
    async with asyncio.timeout(60):
        while await calculating(stage, table) is not None:
            await asyncio.sleep(0.05)


async def looked_up(stage: Stage, table: str, value: str) -> int:
    wanted = {"field": "Group name", "operator": "hasAny", "value": [value]}
    body = {"filter": wanted, "aggregates": [{"fn": "count"}]}
    found = await stage.world.owner.post(f"/tables/{table}/query", body, 200)
    return int(found["groups"][0]["count"])


@pytest.mark.slow
async def test_a_killed_worker_costs_a_batch_and_nothing_else(place: Place, crowd: tuple[Stage, str, str]) -> None:
    stage, group, tasks = crowd
    config = {"linkField": "Group", "field": "Name"}
    made = await stage.world.owner.post(
        f"/tables/{tasks}/fields", {"name": "Group name", "type": "lookup", "config": config}
    )
    assert made["calculating"]["done"] == 0
    with place.worker():
        await done(stage, tasks)
    assert await looked_up(stage, tasks, "before") == MANY

    await stage.world.owner.patch(f"/records/{group}", {"fields": {"Name": "after"}})
    assert await calculating(stage, tasks) == {"done": 0, "total": MANY}
    relation = (await stage.access()).schema.relation
    with psycopg.connect(place.environ["DATABASE_URL"]) as holder:
        holder.execute(f"SELECT FROM {relation} WHERE id = {MANY} FOR UPDATE".encode())
        with place.worker() as first:
            async with asyncio.timeout(60):
                while not await stage.rows("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
                    await asyncio.sleep(0.02)
            assert await calculating(stage, tasks) == {"done": 1_000, "total": MANY}
            first.kill()
            first.wait(5)
        holder.rollback()
    with place.worker():
        await done(stage, tasks)
    assert await looked_up(stage, tasks, "after") == MANY
    [(changes, distinct)] = await stage.rows(
        "SELECT count(*), count(DISTINCT record_key) FROM dataos.changes c JOIN dataos.tables t ON t.number ="
        " c.table_number WHERE t.id = %s AND c.operation = 'update'",
        tasks,
    )
    assert (changes, distinct) == (MANY, MANY)
