"""Conversions in the background: a real worker, and attempts that end in the middle."""

import asyncio
from typing import Any

import pytest

from api.fields.convert import filling
from api.jobs.resume import resume
from tests.activities.conversions import RECORDS, converted_columns, job, note, run_of, small_steps
from tests.activities.dev_server import stage
from tests.support.stage import Stage

__all__ = ["small_steps", "stage"]


async def begin(stage: Stage, to: str = "number", **more: Any) -> str:
    await stage.create(*({"Name": str(at), "Note": str(at) if at % 4 else "none"} for at in range(RECORDS)))
    answer = await stage.world.owner.http.post(
        f"/fields/{await note(stage)}/convert", json={"type": to, **more}, headers={"X-Client-Tab": "tab"}
    )
    assert answer.status_code == 202, answer.text
    return str(answer.json()["job"]["id"])


async def notes(stage: Stage) -> list[Any]:
    page = await stage.world.owner.get(f"/tables/{stage.tasks['id']}/records?limit=1000")
    return [record["fields"]["Note"] for record in page["items"]]


EXPECTED = [at if at % 4 else None for at in range(RECORDS)]
BEFORE = [str(at) if at % 4 else "none" for at in range(RECORDS)]


async def test_a_worker_does_it_and_undo_takes_it_back(stage: Stage) -> None:
    """The API has no Temporal here, so the job waits for upkeep, as it does when Temporal was away."""
    job_id = await begin(stage)
    async with stage.worker():
        assert await resume(stage.database, stage.gateway) == 1
        async with asyncio.timeout(30):
            while (found := await job(stage, job_id))["status"] in ("queued", "running"):
                await asyncio.sleep(0.02)
    assert (found["status"], found["done"], found["total"], found["error"]) == ("succeeded", RECORDS, RECORDS, None)
    assert await notes(stage) == EXPECTED
    undone = await stage.world.owner.http.post(
        "/undo", json={"changeSet": found["result"]["changeSet"]}, headers={"X-Client-Tab": "tab"}
    )
    assert undone.json()["done"] is True
    assert await notes(stage) == BEFORE
    assert await resume(stage.database, stage.gateway) == 0


async def test_what_is_written_meanwhile_is_converted_too(stage: Stage) -> None:
    job_id = await begin(stage)
    run, steps = run_of(stage), 0

    def after_two() -> bool:
        nonlocal steps
        steps += 1
        return steps > 2

    assert await run.run(job_id, after_two) is False
    assert (await job(stage, job_id))["status"] == "running"
    page = await stage.world.owner.get(f"/tables/{stage.tasks['id']}/records?limit=1000")
    early, late = page["items"][1]["id"], page["items"][-1]["id"]
    await stage.edit(early, Note="1000")
    await stage.edit(late, Note=None)
    await stage.create({"Name": "new", "Note": "77"})
    assert await run_of(stage).run(job_id) is True
    assert await notes(stage) == [None, 1000, *EXPECTED[2:-1], None, 77]
    assert (await job(stage, job_id))["status"] == "succeeded"
    assert await run_of(stage).run(job_id) is True


async def test_a_cancelled_job_leaves_nothing(stage: Stage) -> None:
    job_id = await begin(stage)
    steps = iter([False, True])
    await run_of(stage).run(job_id, lambda: next(steps))
    assert await converted_columns(stage) == 1
    await stage.world.owner.http.delete(f"/jobs/{job_id}")
    assert await run_of(stage).run(job_id) is True
    assert (await job(stage, job_id))["status"] == "cancelled"
    assert (await converted_columns(stage), await notes(stage)) == (0, BEFORE)


async def test_cancelled_while_a_step_is_under_way(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = await begin(stage)
    fill = filling.fill

    async def cancelled_meanwhile(*given: Any) -> None:
        await fill(*given)
        await stage.world.owner.http.delete(f"/jobs/{job_id}")

    monkeypatch.setattr(filling, "fill", cancelled_meanwhile)
    assert await run_of(stage).run(job_id) is True
    assert (await job(stage, job_id))["status"] == "cancelled"
    assert (await converted_columns(stage), await notes(stage)) == (0, BEFORE)


async def test_a_rule_that_the_new_values_break_fails_the_job_with_the_reason(stage: Stage) -> None:
    field = await note(stage)
    await stage.create(*({"Name": str(at), "Note": str(at) if at % 4 else "none"} for at in range(RECORDS)))
    await stage.world.owner.patch(f"/fields/{field}", {"required": True})
    answer = await stage.world.owner.http.post(f"/fields/{field}/convert", json={"type": "number"})
    job_id = answer.json()["job"]["id"]
    assert await run_of(stage).run(job_id) is True
    failed = await job(stage, job_id)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "empty_values")
    assert (await converted_columns(stage), await notes(stage)) == (0, BEFORE)


async def test_automations_are_not_started_by_a_conversion(stage: Stage) -> None:
    job_id = await begin(stage)
    await stage.automation({"id": "n", "type": "send_notification", "config": {"to": ["owner"], "title": "x"}},
                           trigger={"type": "record_updated", "config": {}})  # fmt: skip
    await stage.drain()
    assert await run_of(stage).run(job_id) is True
    await stage.drain()
    assert await stage.rows("SELECT id FROM dataos.runs") == []
