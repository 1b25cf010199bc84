"""One round over the indexes of large tables, started by a Temporal Schedule."""

from temporalio import workflow

from workflows import policies, stubs
from workflows.contracts.indexing import IndexRound


@workflow.defn(name="Indexing")
class Indexing:
    @workflow.run
    async def run(self) -> IndexRound:
        return await workflow.execute_activity(stubs.tend_indexes, **policies.INDEXING)
