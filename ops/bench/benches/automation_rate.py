"""Runs per second when many records trigger one after the other, each its own run, against bare workflows."""

import asyncio

from api.targets import temporal_target
from ops.bench import bare_workflow
from ops.bench.automation_table import add_records, finish, make, spans, wait_for_runs
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig
from ops.bench.stats import median
from workflows.gateway import Gateway

_ROUNDS = 2


def run(rig: Rig) -> list[Measure]:
    return asyncio.run(_run(rig))


async def _run(rig: Rig) -> list[Measure]:
    client = await Gateway(temporal_target(rig.settings)).client()
    count = rig.effort.runs
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(_ROUNDS):
        place = make(rig)
        records = add_records(rig, place, count)
        await asyncio.to_thread(_finish_all, rig, records)
        await asyncio.to_thread(wait_for_runs, rig, place, count)
        times = spans(rig, place)
        ours.append(count / (max(end for _, end in times) - min(start for start, _ in times)))
        async with bare_workflow.worker(client):
            await bare_workflow.rate(client, bare_workflow.IN_FLIGHT)
            bare.append(await bare_workflow.rate(client, count))
    return [
        Measure(
            "automation throughput",
            count,
            median(ours),
            median(bare),
            "runs/s",
            "bare workflows, 20 in flight",
            Goal.AT_LEAST,
            0.6,
        )
    ]


def _finish_all(rig: Rig, records: list[str]) -> None:
    for record in records:
        finish(rig, record)
