"""Links that are made and given up in the background, while people go on."""

from typing import Any

from tests.activities.conversions import RECORDS, job, note, run_of, small_steps
from tests.activities.dev_server import stage
from tests.api.fields.converting import cells, fields, take_back, titles
from tests.support.stage import Stage

__all__ = ["small_steps", "stage"]


async def begin(stage: Stage, **more: Any) -> str:
    """A job that links each task with the log entry that its note names: entry 0 to 3 in turn."""
    await stage.create(*({"Name": str(at), "Note": f"entry {at % 4}"} for at in range(RECORDS)))
    config = {"tableId": stage.log["id"], "symmetricName": "Tasks"}
    answer = await stage.world.owner.http.post(
        f"/fields/{await note(stage)}/convert",
        json={"type": "link", "config": config, **more},
        headers={"X-Client-Tab": "tab"},
    )
    assert answer.status_code == 202, answer.text
    return str(answer.json()["job"]["id"])


async def relations(stage: Stage) -> int:
    """Tables of pairs that there are."""
    [(count,)] = await stage.rows("SELECT count(*) FROM pg_class WHERE relname ~ '^l_[0-9]+$'")
    return int(str(count))


async def entries(stage: Stage) -> int:
    return len((await stage.world.owner.get(f"/tables/{stage.log['id']}/records"))["items"])


async def test_titles_become_links_and_records_while_people_write(stage: Stage) -> None:
    job_id = await begin(stage, createMissing=True)
    steps = iter([False, False, True])
    assert await run_of(stage).run(job_id, lambda: next(steps)) is False
    assert list(await fields(stage.world.owner, stage.log)) == [f["name"] for f in stage.log["fields"]]  # type: ignore[union-attr,index]
    records = (await stage.world.owner.get(f"/tables/{stage.tasks['id']}/records?limit=100"))["items"]
    await stage.edit(records[1]["id"], Note="entry 9, entry 0")
    await stage.create({"Name": "new", "Note": "entry 1"})
    assert await run_of(stage).run(job_id) is True
    assert (await job(stage, job_id))["status"] == "succeeded"
    linked = [[f"entry {at % 4}"] for at in range(RECORDS)]
    linked[1] = ["entry 9", "entry 0"]
    assert await titles(stage.world.owner, dict(stage.tasks), "Note") == [*linked, ["entry 1"]]
    assert await entries(stage) == 5
    assert (await take_back(stage.world.owner))["done"]
    said = [f"entry {at % 4}" for at in range(RECORDS)]
    said[1] = "entry 9, entry 0"
    assert await cells(stage.world.owner, dict(stage.tasks), "Note") == [*said, "entry 1"]
    assert await entries(stage) == 0


async def test_a_cancelled_job_leaves_neither_pairs_nor_records(stage: Stage) -> None:
    job_id = await begin(stage, createMissing=True)
    steps = iter([False, True])
    await run_of(stage).run(job_id, lambda: next(steps))
    assert (await relations(stage), await entries(stage)) == (1, 4)
    await stage.world.owner.http.delete(f"/jobs/{job_id}")
    assert await run_of(stage).run(job_id) is True
    assert (await job(stage, job_id))["status"] == "cancelled"
    assert (await relations(stage), await entries(stage)) == (0, 0)
    assert await cells(stage.world.owner, dict(stage.tasks), "Note") == [f"entry {at % 4}" for at in range(RECORDS)]


async def test_the_linked_table_is_deleted_meanwhile(stage: Stage) -> None:
    job_id = await begin(stage)
    steps = iter([False, True])
    await run_of(stage).run(job_id, lambda: next(steps))
    await stage.world.owner.delete(f"/tables/{stage.log['id']}")
    assert await run_of(stage).run(job_id) is True
    failed = await job(stage, job_id)
    assert (failed["status"], failed["error"]["code"], await relations(stage)) == ("failed", "table_deleted", 0)


async def test_links_become_text_with_the_titles_of_the_end(stage: Stage) -> None:
    job_id = await begin(stage, createMissing=True)
    assert await run_of(stage).run(job_id) is True
    answer = await stage.world.owner.http.post(f"/fields/{await note(stage)}/convert", json={"type": "text"})
    assert answer.status_code == 202, answer.text
    steps = iter([False, False, True])
    job_id = answer.json()["job"]["id"]
    assert await run_of(stage).run(job_id, lambda: next(steps)) is False
    entry, other, *_ = (await stage.world.owner.get(f"/tables/{stage.log['id']}/records"))["items"]
    primary = stage.log["fields"][0]["name"]  # type: ignore[index]
    await stage.world.owner.patch(f"/records/{entry['id']}", {"fields": {str(primary): "renamed"}})
    tasks = [each["id"] for each in entry["fields"]["Tasks"]][1:]
    await stage.world.owner.patch(f"/records/{other['id']}", {"fields": {"Tasks": tasks[:1]}})
    assert await run_of(stage).run(job_id) is True
    expected = [f"entry {at % 4}" if at % 4 else "renamed" for at in range(RECORDS)]
    expected = [None if text == "entry 1" else text for text in expected]
    expected[4] = "renamed, entry 1"
    assert await cells(stage.world.owner, dict(stage.tasks), "Note") == expected
