"""A field's conversion above what one request can do. All state is in the job's row; this only keeps somebody at it."""

from datetime import timedelta

from temporalio import workflow

from workflows import policies, stubs
from workflows.contracts.job import JobInput


@workflow.defn(name="Conversion")
class Conversion:
    @workflow.run
    async def run(self, work: JobInput) -> None:
        while not await workflow.execute_activity(stubs.convert_field, work, **policies.JOB):
            # A worker that stops leaves early, and another goes on.
            await workflow.sleep(timedelta(milliseconds=100))
