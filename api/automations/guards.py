"""What may keep an automation from running although its trigger fired. Each reason becomes a failed run in the log."""

from dataclasses import dataclass

MAX_DEPTH = 8
"""Automations in a row that one act of a person may set off, each by the change of the one before."""


@dataclass(frozen=True)
class RunError:
    """Why a run failed, as the log keeps it; ``step_id`` is None when no step is to blame."""

    code: str
    message: str
    step_id: str | None = None


def loop_error(depth: int) -> RunError | None:
    """The error of a run at this depth, None while it is allowed."""
    if depth < MAX_DEPTH:
        return None
    return RunError(
        "automation_loop",
        f"Stopped: {MAX_DEPTH} automations in a row set each other off. Narrow the trigger or add a condition, so that "
        "an automation does not react to its own changes.",
    )


UNREADABLE_PLAN = RunError(
    "unreadable_plan",
    "The published version of this automation is damaged and cannot be read. Publish it again.",
)
UNREADABLE_CHANGE = RunError(
    "unreadable_change",
    "The change that set this off, or one right after it, is damaged in the database, so the record as of that moment "
    "is not known. If the automation should have run, run it by hand on this record.",
)
UNREADABLE_TABLE = RunError(
    "unreadable_table",
    "The automation's table is damaged: its fields and its stored columns do not fit together. Tell your "
    "administrator.",
)
UNEXPECTED = RunError(
    "internal_error",
    "Something went wrong on our side before the first step. Tell your administrator the id of this run.",
)
OWNER_LOST_ACCESS = RunError(
    "owner_lost_access",
    "The automation's owner can no longer open its table, and a run acts as its owner. Somebody with access should "
    "publish it again.",
)
