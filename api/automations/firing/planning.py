"""From changes to runs, without I/O: which automations fire, and the entries they get in the run log.

A run's id is made from the automation and the change, so reading the same change again plans the same run, and the log
takes each id once. The workflow that executes runs is named after them: one run has its own id, and the runs that one
change set caused for one automation go in batches of 50, each with an id made from its runs'.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

import structlog

from api.automations.firing.active import ActiveAutomation
from api.automations.firing.conditions import OwnersView, met
from api.automations.firing.damaged import WRONG_DATA
from api.automations.firing.moments import Moment
from api.automations.guards import UNEXPECTED, RunError, loop_error
from api.automations.log.runs import NewRun
from api.outbox.feed import FeedRow, UnreadableRow
from core import ids
from core.changes import Operation
from core.errors import DomainError
from core.triggers import TriggerSpec, TriggerType, match

BATCH = 50

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Firing:
    """A change that an automation's trigger matches; its conditions are not looked at yet."""

    row: FeedRow | UnreadableRow
    automation: ActiveAutomation
    trigger: TriggerType


def firings(rows: Iterable[FeedRow | UnreadableRow], automations: Sequence[ActiveAutomation]) -> list[Firing]:
    """Every pair of change and automation whose trigger matches, in the order of the feed.

    What an unreadable change touched is not known: it fires whatever may have been meant.
    """
    by_table: dict[int, list[ActiveAutomation]] = {}
    for automation in automations:
        by_table.setdefault(automation.table_number, []).append(automation)
    return [
        Firing(row, automation, fired.type)
        for row in rows
        for automation in by_table.get(row.table_number, ())
        if row.at >= automation.since and (fired := _fired(automation, row)) is not None
    ]


def plan_run(firing: Firing, moment: Moment, view: OwnersView) -> NewRun | None:
    """The run of one firing; None when its conditions do not hold. Whatever they raise is this run's failure alone."""
    row, automation = firing.row, firing.automation
    if not isinstance(row, FeedRow):
        raise TypeError("an unreadable change has no moment")
    try:
        if not met(automation.conditions, moment, view, row.at):
            return None
        error = loop_error(row.cause.depth)
    except DomainError as refusal:
        error = RunError(refusal.code, refusal.detail)
    except WRONG_DATA:
        _log.exception("conditions failed unexpectedly", automation=automation.id, change=row.seq)
        error = UNEXPECTED
    return entry(firing, moment, error)


def entry(firing: Firing, moment: Moment | None, error: RunError | None) -> NewRun:
    """The run's entry in the log; with an ``error`` it is over before it begins, and may lack the moment."""
    row, automation = firing.row, firing.automation
    run_id = ids.derived("run", row.at_ms, automation.id, row.seq)
    actor, depth = (row.actor.number, row.cause.depth) if isinstance(row, FeedRow) else (None, 0)
    return NewRun(
        id=run_id,
        automation_id=automation.id,
        version=automation.version,
        trigger_type=firing.trigger.value,
        workflow_id=run_id,
        record_key=row.record_key,
        context={**(moment.as_json() if moment else {}), "actor": actor},
        depth=depth,
        change_seq=row.seq,
        error=error,
    )


def in_workflows(runs: Sequence[NewRun], change_sets: Mapping[str, object]) -> list[NewRun]:
    """The runs with the ids of their workflows; ``change_sets`` maps run ids to what caused them together."""
    groups: dict[tuple[str, int, object], list[NewRun]] = {}
    for run in runs:
        groups.setdefault((run.automation_id, run.version, change_sets.get(run.id)), []).append(run)
    found: list[NewRun] = []
    for group in groups.values():
        for start in range(0, len(group), BATCH):
            chunk = group[start : start + BATCH]
            workflow_id = chunk[0].id if len(chunk) == 1 else _batch_id(chunk)
            found += [replace(run, workflow_id=workflow_id) for run in chunk]
    return found


def _batch_id(chunk: Sequence[NewRun]) -> str:
    made_at = ids.decode("run", chunk[0].id).int >> 80
    return ids.derived("run", made_at, "batch", *(run.id for run in chunk))


def _fired(automation: ActiveAutomation, row: FeedRow | UnreadableRow) -> TriggerSpec | None:
    """The trigger that this change sets off. Imports and conversions set off none."""
    if isinstance(row, UnreadableRow):
        return next((spec for spec in automation.triggers if _may_fire(spec.type, row.operation)), None)
    if not row.change.operation.of_one_record:
        return None
    return next((spec for spec in automation.triggers if match(spec, row.change)), None)


def _may_fire(trigger: TriggerType, operation: Operation | None) -> bool:
    match trigger:
        case TriggerType.RECORD_CREATED:
            return operation in (Operation.CREATE, None)
        case TriggerType.RECORD_UPDATED | TriggerType.FIELD_CHANGED:
            return operation in (Operation.UPDATE, None)
        case TriggerType.MANUAL:
            return False
        case _:
            assert_never(trigger)
