"""What runs by the clock."""

from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
)

from workflows.indexing import Indexing
from workflows.maintenance import Maintenance
from workflows.names import INDEXING, MAINTENANCE
from workflows.temporal.connection import CALL

_UPKEEP_EVERY = timedelta(minutes=10)


async def ensure_schedules(client: Client, task_queue: str) -> None:
    """One that is there, or is paused, stays as it is."""
    for name, workflow in ((MAINTENANCE, Maintenance.run), (INDEXING, Indexing.run)):
        schedule = Schedule(
            action=ScheduleActionStartWorkflow(workflow, id=name, task_queue=task_queue),
            spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=_UPKEEP_EVERY)]),
            # One round makes up for all that were missed while Temporal was away.
            policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=_UPKEEP_EVERY),
        )
        try:
            await client.create_schedule(name, schedule, rpc_timeout=CALL)
        except ScheduleAlreadyRunningError:
            continue
