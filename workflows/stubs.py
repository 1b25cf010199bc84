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
from workflows.contracts.indexing import IndexRound
from workflows.contracts.job import JobInput
from workflows.contracts.maintenance import Upkeep
from workflows.contracts.recompute import Recomputed, RecomputeInput

BEGIN_RUNS = "begin_runs"
RUN_STEP = "run_step"
DELIVER_MAIL = "deliver_mail"
GIVE_UP_MAIL = "give_up_mail"
FINISH_RUN = "finish_run"
CONSUME_CHANGES = "consume_changes"
MAINTAIN = "maintain"
TEND_INDEXES = "tend_indexes"
CONVERT_FIELD = "convert_field"
RECOMPUTE = "recompute"
REENCRYPT_TABLE = "reencrypt_table"


@activity.defn(name=BEGIN_RUNS)
async def begin_runs(work: AutomationRunInput) -> Begun:
    """Mark the runs as running and say what to do. Running it again says the same."""
    raise NotImplementedError


@activity.defn(name=RUN_STEP)
async def run_step(call: StepCall) -> StepOutcome:
    """Execute one step of one run exactly once, however often it is called."""
    raise NotImplementedError


@activity.defn(name=DELIVER_MAIL)
async def deliver_mail(work: DeliverInput) -> None:
    """Hand a queued message to the mail server; one already sent is left alone."""
    raise NotImplementedError


@activity.defn(name=GIVE_UP_MAIL)
async def give_up_mail(work: DeliverInput) -> None:
    """Note in the outbox and in the run log that a message could not be delivered."""
    raise NotImplementedError


@activity.defn(name=FINISH_RUN)
async def finish_run(work: FinishInput) -> None:
    """Close the run's entry in the log; one already closed is left alone."""
    raise NotImplementedError


@activity.defn(name=CONSUME_CHANGES)
async def consume_changes(work: ConsumerInput) -> None:
    """Read the change feed and act on it until the worker stops or some minutes have passed."""
    raise NotImplementedError


@activity.defn(name=MAINTAIN)
async def maintain() -> Upkeep:
    """One round of upkeep; doing it twice does no more than once."""
    raise NotImplementedError


@activity.defn(name=CONVERT_FIELD)
async def convert_field(work: JobInput) -> bool:
    """Convert the job's field, going on where it stopped; whether the job is over."""
    raise NotImplementedError


@activity.defn(name=TEND_INDEXES)
async def tend_indexes() -> IndexRound:
    """Build and drop indexes of large tables; what an interrupted call has left is finished by the next."""
    raise NotImplementedError


@activity.defn(name=RECOMPUTE)
async def recompute(work: RecomputeInput) -> Recomputed:
    """Work off a calculation, in batches that each commit; one that is worked off already is left alone."""
    raise NotImplementedError


@activity.defn(name=REENCRYPT_TABLE)
async def reencrypt_table(work: JobInput) -> bool:
    """Seal the table's encrypted cells under the present data key, going on where it stopped; whether the job is
    over."""
    raise NotImplementedError
