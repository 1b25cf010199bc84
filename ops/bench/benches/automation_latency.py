"""From the change that triggers an automation to the end of its run (one in-house step), against a bare workflow."""

import asyncio

from api.targets import temporal_target
from ops.bench import bare_workflow
from ops.bench.automation_table import add_records, finish, make, spans, wait_for_runs
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig
from ops.bench.stats import median
from workflows.gateway import Gateway

RELAY_MS = 25.0
"""The feed is looked at this often (activities/consume.py)."""


def run(rig: Rig) -> list[Measure]:
    """Turn by turn: one automation run, one bare workflow."""
    return asyncio.run(_run(rig))


async def _run(rig: Rig) -> list[Measure]:
    place = make(rig)
    records = add_records(rig, place, rig.effort.runs + 1)
    client = await Gateway(temporal_target(rig.settings)).client()
    bare: list[float] = []
    async with bare_workflow.worker(client):
        for done, record in enumerate(records, 1):
            await asyncio.to_thread(finish, rig, record)
            await asyncio.to_thread(wait_for_runs, rig, place, done)
            bare.append(await bare_workflow.once(client))
    took = [(finished - changed) * 1000 for changed, finished in spans(rig, place)]
    return [
        Measure(
            "automation, trigger to done",
            len(records),
            median(took[1:]),
            median(bare[1:]),
            "ms",
            "bare workflow, 1 local activity",
            Goal.AT_MOST,
            2.0,
            allowance=RELAY_MS,
        )
    ]
