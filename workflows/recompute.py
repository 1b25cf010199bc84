"""Works out the derived values that were too many for one request, batch after batch, until none is stale."""

from temporalio import workflow

from workflows import policies, stubs
from workflows.contracts.recompute import Recomputed, RecomputeInput

_ROUNDS = 100
"""Activities before the history starts anew; each lasts minutes."""


@workflow.defn(name="Recompute")
class Recompute:
    @workflow.run
    async def run(self, work: RecomputeInput) -> Recomputed:
        records = 0
        for _ in range(_ROUNDS):
            done = await workflow.execute_activity(stubs.recompute, work, **policies.RECOMPUTE)
            records += done.records
            if done.finished:
                break
        else:
            workflow.continue_as_new(work)
        return Recomputed(records=records, finished=True)
