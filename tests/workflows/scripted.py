"""Activities that answer from a script: the workflows alone, without a database."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from temporalio import activity
from temporalio.exceptions import ApplicationError

from workflows.contracts.automation_run import (
    AutomationRunInput,
    Begun,
    DeliverInput,
    FinishInput,
    OutcomeKind,
    OutlineStep,
    StepCall,
    StepOutcome,
)
from workflows.contracts.consumer import ConsumerInput
from workflows.contracts.indexing import IndexRound
from workflows.contracts.job import JobInput
from workflows.contracts.maintenance import Upkeep
from workflows.contracts.recompute import Recomputed, RecomputeInput
from workflows.stubs import (
    BEGIN_RUNS,
    CONSUME_CHANGES,
    DELIVER_MAIL,
    FINISH_RUN,
    GIVE_UP_MAIL,
    MAINTAIN,
    RECOMPUTE,
    REENCRYPT_TABLE,
    RUN_STEP,
    TEND_INDEXES,
)

DONE = StepOutcome(kind=OutcomeKind.DONE)


def refused(code: str = "invalid_value") -> ApplicationError:
    return ApplicationError(f"{code}: see the log", type=code, non_retryable=True)


@dataclass
class Script:
    """``outcomes`` by path, or by (run id, path); what is not there is DONE. ``seen`` is everything that was called."""

    steps: tuple[OutlineStep, ...] = ()
    outcomes: Mapping[str | tuple[str, str], StepOutcome | ApplicationError] = field(default_factory=dict)
    mail_failures: int = 0
    begin_error: ApplicationError | None = None
    hold: asyncio.Event | None = None
    holding: asyncio.Event = field(default_factory=asyncio.Event)
    rounds: int = 0
    seen: list[StepCall | FinishInput | DeliverInput] = field(default_factory=list)
    gave_up: list[DeliverInput] = field(default_factory=list)

    @activity.defn(name=BEGIN_RUNS)
    async def begin_runs(self, work: AutomationRunInput) -> Begun:
        if self.begin_error is not None:
            raise self.begin_error
        return Begun(run_ids=work.run_ids, steps=self.steps)

    @activity.defn(name=RUN_STEP)
    async def run_step(self, call: StepCall) -> StepOutcome:
        self.seen.append(call)
        if self.hold is not None:
            self.holding.set()
            await self.hold.wait()
        outcome = self.outcomes.get((call.run_id, call.path)) or self.outcomes.get(call.path, DONE)
        if isinstance(outcome, ApplicationError):
            raise outcome
        return outcome

    @activity.defn(name=DELIVER_MAIL)
    async def deliver_mail(self, work: DeliverInput) -> None:
        self.seen.append(work)
        if self.mail_failures:
            self.mail_failures -= 1
            raise ApplicationError("the mail server is away", type="mail_unavailable")

    @activity.defn(name=GIVE_UP_MAIL)
    async def give_up_mail(self, work: DeliverInput) -> None:
        self.gave_up.append(work)

    @activity.defn(name=FINISH_RUN)
    async def finish_run(self, work: FinishInput) -> None:
        self.seen.append(work)

    @activity.defn(name=CONSUME_CHANGES)
    async def consume_changes(self, work: ConsumerInput) -> None:
        self.rounds += 1

    @activity.defn(name=MAINTAIN)
    async def maintain(self) -> Upkeep:
        return Upkeep(partitions=("changes_2030_01",), forgotten_keys=3, closed_runs=1)

    @activity.defn(name=TEND_INDEXES)
    async def tend_indexes(self) -> IndexRound:
        return IndexRound(created=("t_1_auto_123456789abc",), vacuumed=("ws_1.t_1",))

    @activity.defn(name=RECOMPUTE)
    async def recompute(self, work: RecomputeInput) -> Recomputed:
        """Done at the third call."""
        self.rounds += 1
        return Recomputed(records=500, finished=self.rounds == 3)

    @activity.defn(name=REENCRYPT_TABLE)
    async def reencrypt_table(self, _work: JobInput) -> bool:
        """Over at the second call."""
        self.rounds += 1
        return self.rounds == 2

    @property
    def activities(self) -> Sequence[Callable[..., object]]:
        return (
            self.begin_runs,
            self.run_step,
            self.deliver_mail,
            self.give_up_mail,
            self.finish_run,
            self.consume_changes,
            self.maintain,
            self.tend_indexes,
            self.recompute,
            self.reencrypt_table,
        )

    @property
    def steps_run(self) -> list[tuple[str, str]]:
        return [(item.run_id, item.path) for item in self.seen if isinstance(item, StepCall)]

    @property
    def finished(self) -> dict[str, FinishInput]:
        return {item.run_id: item for item in self.seen if isinstance(item, FinishInput)}
