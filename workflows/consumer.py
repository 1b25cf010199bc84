"""A reader of the change feed that never ends: a workflow, so operators see it and another worker can take it over."""

from datetime import timedelta

from temporalio import workflow

from workflows import policies, stubs
from workflows.contracts.consumer import ConsumerInput

_ROUNDS = 100
"""Activities before the history starts anew; each lasts minutes, so this is about a day."""


@workflow.defn(name="ChangeConsumer")
class ChangeConsumer:
    @workflow.run
    async def run(self, work: ConsumerInput) -> None:
        for _ in range(_ROUNDS):
            await workflow.execute_activity(stubs.consume_changes, work, **policies.CONSUMER)
            # A worker that stops ends its activity early; the pause keeps two restarting workers from spinning.
            await workflow.sleep(timedelta(milliseconds=100))
        workflow.continue_as_new(work)
