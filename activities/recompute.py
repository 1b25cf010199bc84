"""The activities behind the Recompute workflow: one works off a calculation, one starts the workflows."""

import asyncio

import structlog
from temporalio import activity

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from activities.heartbeat import beating
from api.kit import clock
from api.records.recompute import calculations
from api.records.recompute.batch import work_off
from workflows import stubs
from workflows.contracts.recompute import Recomputed, RecomputeInput

_STAY_SECONDS = 300.0
_BATCHES_WAITING = 100

_log = structlog.get_logger(__name__)


class RecomputeActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._database = deps.database

    @activity.defn(name=stubs.RECOMPUTE)
    async def recompute(self, work: RecomputeInput) -> Recomputed:
        """Each batch commits for itself, so whoever comes after goes on where this one ends."""
        records, started = 0, clock.monotonic()
        with told_to_temporal(f"calculation {work.calculation}"):
            async with beating():
                while not activity.is_worker_shutdown() and clock.monotonic() - started < _STAY_SECONDS:
                    async with self._database.records() as conn:
                        progress = await work_off(conn, work.calculation)
                    if progress.finished:
                        _log.info("calculation done", calculation=work.calculation, records=progress.done)
                        return Recomputed(records=records, finished=True)
                    records = progress.done
                    await asyncio.sleep(0)
        return Recomputed(records=records, finished=False)


async def start_waiting(deps: ActivityDeps, known: set[int]) -> int:
    """Start a workflow for each calculation that has none yet; ``known`` remembers. Raises Unavailable."""
    async with deps.database.records() as conn:
        waiting = await calculations.waiting(conn, _BATCHES_WAITING)
    known.intersection_update(waiting)
    fresh = [number for number in waiting if number not in known]
    for number in fresh:
        await deps.gateway.start_recompute(number)
        known.add(number)
    return len(fresh)
