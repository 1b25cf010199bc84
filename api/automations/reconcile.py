"""Runs whose workflow ended without closing their entry in the log: somebody terminated it, or Temporal lost it.

A queued run that Temporal does not know is none of them: it was never started, and the dispatcher starts it.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from api.automations.guards import RunError
from api.automations.log import runs
from api.automations.log.runs import OpenRuns
from api.db.engine import Database
from workflows.contracts.automation_run import RunResult
from workflows.gateway import Ended, Ending, Gateway

LIMIT = 500
"""Workflows looked at in one round."""
_LOOKS_IN_FLIGHT = 20
_GRACE = timedelta(minutes=1)
"""A workflow closes its entries before it ends; a worker that just came back may still be at it."""

_DONE_STAYS = "What its finished steps did stays done."
_ERRORS = {
    Ending.TERMINATED: RunError("run_terminated", f"Somebody terminated the run in Temporal. {_DONE_STAYS}"),
    Ending.TIMED_OUT: RunError("run_timed_out", f"The run took longer than Temporal allows. {_DONE_STAYS}"),
    Ending.FORGOTTEN: RunError(
        "run_lost", f"Temporal does not know this run any more: its history was removed. {_DONE_STAYS}"
    ),
}
_INTERRUPTED = RunError("run_interrupted", f"The run ended early; its history in Temporal says why. {_DONE_STAYS}")


async def close_orphans(database: Database, gateway: Gateway, now: datetime, *, limit: int = LIMIT) -> int:
    """Close what has had no workflow for more than a minute; how many runs those were. Raises Unavailable."""
    before = now - _GRACE
    async with database.records() as conn:
        found = await runs.sample_open(conn, before=before, limit=limit)
    turn = asyncio.Semaphore(_LOOKS_IN_FLIGHT)

    async def look(work: OpenRuns) -> Ended | None:
        async with turn:
            return await gateway.ended(work.workflow_id)

    endings = await asyncio.gather(*(look(work) for work in found))
    closed = 0
    async with database.records() as conn:
        for work, ended in zip(found, endings, strict=True):
            if ended is None or (ended.at is not None and ended.at > before):
                continue
            status, error = _entry(ended.how)
            for run_id in _orphans(work, ended.how):
                closed += await runs.finish(conn, run_id, status.value, error)
    return closed


def _orphans(work: OpenRuns, how: Ending) -> Sequence[str]:
    return work.begun if how is Ending.FORGOTTEN else [*work.queued, *work.begun]


def _entry(how: Ending) -> tuple[RunResult, RunError | None]:
    if how is Ending.CANCELLED:
        return RunResult.CANCELLED, None
    return RunResult.FAILED, _ERRORS.get(how, _INTERRUPTED)
