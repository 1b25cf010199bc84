"""Whether a worker lives, as far as Temporal can tell.

Temporal keeps a poller in its list for minutes after its process is gone, and a live one asks only once a minute while
there is nothing to do: that list alone cannot tell a worker killed a minute ago from an idle one. The reader of the
change feed can: it is always under way, so either its activity heartbeats, or something of it is due and nobody takes
it. When the last worker is killed, Temporal waits for the heartbeat (6 s, ``policies.CONSUMER``), tries again after
half a second, and ``_DUE`` later it is certain: up to ten seconds in all; after a clean stop, five. Nothing is known
only while the reader waits to be tried again, up to 15 seconds, because the database was away.

It tells that some worker lives, not how many.

Temporal's times are compared with the caller's: their clocks must agree within two seconds. With a caller that is ahead
by more, a living worker may seem dead; with one that is behind, a dead one seems alive for as long, which is logged.
"""

import logging
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import PendingActivityState, PendingWorkflowTaskState
from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse

_log = logging.getLogger(__name__)

_SILENCE = timedelta(seconds=10)
"""The SDK sends a heartbeat every 4.8 seconds, four fifths of its timeout: twice that, and a little."""
_DUE = timedelta(seconds=3)
"""A live worker takes what is due within milliseconds; what has waited for so long has nobody who takes it."""
_SKEW = timedelta(seconds=2)


def worker_lives(reader: DescribeWorkflowExecutionResponse, now: datetime) -> bool | None:
    """By the workflow that reads the change feed; None when it says nothing just now."""
    if reader.HasField("pending_workflow_task"):
        task = reader.pending_workflow_task
        if task.state == PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED:
            return False if now - task.scheduled_time.ToDatetime(UTC) > _DUE else None
        return True
    for doing in reader.pending_activities:
        return _activity_lives(doing, now)
    return None


def _activity_lives(doing: PendingActivityInfo, now: datetime) -> bool | None:
    match doing.state:
        case PendingActivityState.PENDING_ACTIVITY_STATE_STARTED:
            heard = max(doing.last_heartbeat_time.ToDatetime(UTC), doing.last_started_time.ToDatetime(UTC))
            if heard - now > _SKEW:
                ahead = (heard - now).total_seconds()
                _log.warning("a worker's heartbeat is %.1f s in the future: set this clock and that of Temporal", ahead)
            return now - heard <= _SILENCE
        case PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED:
            # Its time lies ahead while it waits to be tried again.
            return False if now - doing.scheduled_time.ToDatetime(UTC) > _DUE else None
        case _:
            return None
