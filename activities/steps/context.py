"""What a step's code gets, and what it gives back."""

from dataclasses import dataclass, field
from datetime import datetime

from psycopg import AsyncConnection

from activities.templating import Renderer
from api.access.service import TableAccess
from api.automations.firing.moments import Moment
from api.automations.log.loading import LoadedRun
from api.encryption.vault import Vault
from api.records.acts import WriteContext
from core.values import JsonValue
from workflows.contracts.automation_run import OutcomeKind, StepOutcome


@dataclass
class StepLog:
    """``input`` is what the step works with, noted before it acts, so that a failed step's entry has it too."""

    input: JsonValue = None
    secrets: set[str] = field(default_factory=set[str])
    """Texts of the encrypted values that the step works with, which no entry may show."""


@dataclass(frozen=True)
class StepContext:
    """``conn`` is in the step's one transaction. ``sends_mail`` is false where no mail server is set.

    ``own`` is the automation's table, ``target`` the one a step writes to, both as the owner sees them now.
    """

    conn: AsyncConnection
    run: LoadedRun
    path: str
    own: TableAccess
    target: TableAccess
    renderer: Renderer
    now: datetime
    sends_mail: bool
    log: StepLog
    vault: Vault

    @property
    def moment(self) -> Moment:
        return Moment.from_json(dict(self.run.context))

    def writing(self, step_id: str) -> WriteContext:
        return WriteContext(self.run.actor, self.run.cause(step_id), tab=None, change_set=self.run.change_set)


@dataclass(frozen=True)
class StepDone:
    """``output`` is what later steps may refer to."""

    output: JsonValue = None
    outcome: StepOutcome = field(default_factory=lambda: StepOutcome(kind=OutcomeKind.DONE))
