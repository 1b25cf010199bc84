"""Messages of the AutomationRun workflow and its activities."""

from enum import StrEnum

from workflows.contracts.message import Message


class AutomationRunInput(Message):
    """``run_ids``: at most 50 entries of the run log, all of this automation and version."""

    automation_id: str
    version: int
    run_ids: tuple[str, ...]


class OutlineStep(Message):
    """A step without its settings: all that the order of execution depends on.

    ``branches`` are the blocks it may take, ``otherwise`` the block when it takes none.
    """

    id: str
    type: str
    branches: tuple[tuple["OutlineStep", ...], ...] = ()
    otherwise: tuple["OutlineStep", ...] = ()


class Begun(Message):
    """``run_ids`` are those still to run; the others are finished or cancelled already."""

    run_ids: tuple[str, ...]
    steps: tuple[OutlineStep, ...]


class StepCall(Message):
    """``path`` is the step's place in the plan: ``steps.1.branches.0.steps.2``."""

    run_id: str
    path: str


class OutcomeKind(StrEnum):
    DONE = "done"
    TOOK_BRANCH = "took_branch"
    TOOK_ELSE = "took_else"
    STOPPED = "stopped"
    """A condition did not hold: the block ends here, quietly."""
    FAILED = "failed"
    HALTED = "halted"
    """The run was cancelled meanwhile: nothing was done."""


class StepOutcome(Message):
    """``branch`` is the index of the branch taken; ``mail_id`` a message that waits to be delivered."""

    kind: OutcomeKind
    branch: int | None = None
    mail_id: str | None = None


class RunResult(StrEnum):
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class FinishInput(Message):
    """``failed_path`` is the step that failed, ``code`` why: the run log has the rest."""

    run_id: str
    result: RunResult
    failed_path: str | None = None
    code: str | None = None


class DeliverInput(Message):
    """A message of the outbox, and the step that wrote it; ``cancelled``: it is given up because the run was."""

    mail_id: str
    run_id: str
    path: str
    cancelled: bool = False


class AutomationRunResult(Message):
    succeeded: int = 0
    failed: int = 0
    cancelled: int = 0
