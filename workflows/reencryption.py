"""A table's encrypted cells under a new data key. All state is in the job's row; this only keeps somebody at it."""

from datetime import timedelta

from temporalio import workflow

from workflows import policies, stubs
from workflows.contracts.job import JobInput


@workflow.defn(name="Reencryption")
class Reencryption:
    @workflow.run
    async def run(self, work: JobInput) -> None:
        while not await workflow.execute_activity(stubs.reencrypt_table, work, **policies.JOB):
            # A worker that stops leaves early, and another goes on.
            await workflow.sleep(timedelta(milliseconds=100))
