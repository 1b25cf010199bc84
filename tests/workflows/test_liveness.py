"""Whether a worker lives, by what Temporal says of the workflow that reads the change feed."""

from datetime import UTC, datetime, timedelta

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.enums.v1 import PendingActivityState, PendingWorkflowTaskState
from temporalio.api.workflow.v1 import PendingActivityInfo, PendingWorkflowTaskInfo
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse

from workflows.liveness import worker_lives

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STARTED = PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
SCHEDULED = PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
PAUSED = PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED


def ago(seconds: float) -> Timestamp:
    found = Timestamp()
    found.FromDatetime(NOW - timedelta(seconds=seconds))
    return found


def doing(activity: PendingActivityInfo) -> DescribeWorkflowExecutionResponse:
    return DescribeWorkflowExecutionResponse(pending_activities=[activity])


def due(seconds: float, state: PendingWorkflowTaskState.ValueType) -> DescribeWorkflowExecutionResponse:
    task = PendingWorkflowTaskInfo(state=state, scheduled_time=ago(seconds))
    return DescribeWorkflowExecutionResponse(pending_workflow_task=task)


WAITS = PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED
RUNS = PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED


@pytest.mark.parametrize(
    ("reader", "lives"),
    [
        (doing(PendingActivityInfo(state=STARTED, last_heartbeat_time=ago(4.8), last_started_time=ago(900))), True),
        (doing(PendingActivityInfo(state=STARTED, last_heartbeat_time=ago(12), last_started_time=ago(900))), False),
        (doing(PendingActivityInfo(state=STARTED, last_heartbeat_time=ago(12), last_started_time=ago(1))), True),
        (doing(PendingActivityInfo(state=STARTED, last_started_time=ago(1))), True),
        (doing(PendingActivityInfo(state=SCHEDULED, scheduled_time=ago(4), last_heartbeat_time=ago(9))), False),
        (doing(PendingActivityInfo(state=SCHEDULED, scheduled_time=ago(1))), None),
        (doing(PendingActivityInfo(state=SCHEDULED, scheduled_time=ago(-14))), None),
        (doing(PendingActivityInfo(state=PAUSED, last_heartbeat_time=ago(500))), None),
        (due(0.1, WAITS), None),
        (due(4, WAITS), False),
        (due(4, RUNS), True),
        (DescribeWorkflowExecutionResponse(), None),
    ],
)
def test_a_worker_lives_while_the_reader_of_the_feed_moves(
    reader: DescribeWorkflowExecutionResponse, lives: bool | None
) -> None:
    assert worker_lives(reader, NOW) is lives


@pytest.mark.parametrize(("seconds", "told"), [(-1, False), (-5, True), (-3_600, True)])
def test_a_heartbeat_of_the_future_counts_and_is_told(
    seconds: float, told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    assert worker_lives(doing(PendingActivityInfo(state=STARTED, last_heartbeat_time=ago(seconds))), NOW) is True
    assert [f"{-seconds:.1f} s in the future" in line for line in caplog.messages] == [True] * told
