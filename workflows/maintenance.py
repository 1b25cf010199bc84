"""One round of upkeep, started by a Temporal Schedule: operators see every round, pause it, or start one by hand."""

from temporalio import workflow

from workflows import policies, stubs
from workflows.contracts.maintenance import Upkeep


@workflow.defn(name="Maintenance")
class Maintenance:
    @workflow.run
    async def run(self) -> Upkeep:
        return await workflow.execute_activity(stubs.maintain, **policies.UPKEEP)
