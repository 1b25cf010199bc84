"""Signatures of the activities, by name. ``activities/`` implements them; a test compares the two.

Workflows call these, so that importing a workflow loads no database, mail or HTTP library.
"""

from temporalio import activity

from workflows.contracts.automation_run import (
    AutomationRunInput,
    Begun,
    DeliverInput,
    FinishInput,
    StepCall,
    StepOutcome,
)
from workflows.contracts.consumer import ConsumerInput


@activity.defn(name="begin_runs")
async def begin_runs(work: AutomationRunInput) -> Begun:
    """Mark the runs as running and say what to do. Running it again says the same."""
    raise NotImplementedError


@activity.defn(name="run_step")
async def run_step(call: StepCall) -> StepOutcome:
    """Execute one step of one run exactly once, however often it is called."""
    raise NotImplementedError


@activity.defn(name="deliver_mail")
async def deliver_mail(work: DeliverInput) -> None:
    """Hand a queued message to the mail server; one already sent is left alone."""
    raise NotImplementedError


@activity.defn(name="give_up_mail")
async def give_up_mail(work: DeliverInput) -> None:
    """Note in the outbox and in the run log that a message could not be delivered."""
    raise NotImplementedError


@activity.defn(name="finish_run")
async def finish_run(work: FinishInput) -> None:
    """Close the run's entry in the log; one already closed is left alone."""
    raise NotImplementedError


@activity.defn(name="consume_changes")
async def consume_changes(work: ConsumerInput) -> None:
    """Read the change feed and act on it until the worker stops or some minutes have passed."""
    raise NotImplementedError
