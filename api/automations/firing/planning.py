"""From changes to runs, without I/O: which automations fire, and the entries they get in the run log.

A run's id is made from the automation and the change, so reading the same change again plans the same run, and the log
takes each id once. The workflow that executes runs is named after them: one run has its own id, and the runs that one
change set caused for one automation go in batches of 50, each with an id made from its runs'.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from api.automations.firing.active import ActiveAutomation
from api.automations.firing.conditions import OwnersView, met
from api.automations.firing.moments import Moment
from api.automations.guards import OWNER_LOST_ACCESS, RunError, loop_error
from api.automations.log.runs import NewRun
from api.outbox.feed import FeedRow
from core import ids
from core.changes import Operation
from core.errors import DomainError
from core.triggers import match

BATCH = 50


@dataclass(frozen=True)
class Firing:
    """A change that an automation's trigger matches; its conditions are not looked at yet."""

    row: FeedRow
    automation: ActiveAutomation


def firings(rows: Iterable[FeedRow], automations: Sequence[ActiveAutomation]) -> list[Firing]:
    """Every pair of change and automation whose trigger matches, in the order of the feed."""
    by_table: dict[int, list[ActiveAutomation]] = {}
    for automation in automations:
        by_table.setdefault(automation.table_number, []).append(automation)
    return [
        Firing(row, automation)
        for row in rows
        if row.change.operation is not Operation.IMPORT
        for automation in by_table.get(row.table_number, ())
        if row.at >= automation.since and match(automation.trigger, row.change)
    ]


def plan_run(firing: Firing, moment: Moment, view: OwnersView | None) -> NewRun | None:
    """The run of one firing; None when its conditions do not hold. Without ``view`` the owner may not see the table."""
    if view is None:
        return _entry(firing, moment, OWNER_LOST_ACCESS)
    try:
        if not met(firing.automation.plan.conditions, moment, view, firing.row.at):
            return None
    except DomainError as error:
        return _entry(firing, moment, RunError(error.code, error.detail))
    return _entry(firing, moment, loop_error(firing.row.cause.depth))


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


def _entry(firing: Firing, moment: Moment, error: RunError | None) -> NewRun:
    row, automation = firing.row, firing.automation
    run_id = ids.derived("run", row.at_ms, automation.id, row.seq)
    return NewRun(
        id=run_id,
        automation_id=automation.id,
        version=automation.version,
        trigger_type=automation.trigger.type.value,
        workflow_id=run_id,
        record_key=row.record_key,
        context={**moment.as_json(), "actor": row.actor.number},
        depth=row.cause.depth,
        change_seq=row.seq,
        error=error,
    )
