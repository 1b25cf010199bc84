"""Timeouts and retries, by kind of call. Every call names one of these.

A wrong input fails at once (``activities/errors.py`` marks it so); what may pass — a database or mail server that is
away — is tried again.
"""

from datetime import timedelta
from typing import TypedDict

from temporalio.common import RetryPolicy


class LocalCall(TypedDict):
    start_to_close_timeout: timedelta
    local_retry_threshold: timedelta
    retry_policy: RetryPolicy


class OutsideCall(TypedDict):
    start_to_close_timeout: timedelta
    retry_policy: RetryPolicy


class PerpetualCall(TypedDict):
    start_to_close_timeout: timedelta
    heartbeat_timeout: timedelta
    retry_policy: RetryPolicy


_AWAY = RetryPolicy(
    initial_interval=timedelta(milliseconds=100),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=60),
    maximum_attempts=0,
)
"""For our own database: it comes back, and a run may wait for it as long as it takes."""

LOCAL_STEP = LocalCall(
    start_to_close_timeout=timedelta(seconds=30),
    local_retry_threshold=timedelta(seconds=10),
    retry_policy=_AWAY,
)
"""An in-house step: one short transaction in the worker, without a round trip through the server."""

RUN_LOG = LocalCall(
    start_to_close_timeout=timedelta(seconds=10),
    local_retry_threshold=timedelta(seconds=10),
    retry_policy=_AWAY,
)
"""Beginning and finishing entries of the run log; a run is not done before its log says so."""

OUTSIDE_CALL = OutsideCall(
    start_to_close_timeout=timedelta(seconds=60),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=2),
        backoff_coefficient=3,
        maximum_interval=timedelta(minutes=15),
        maximum_attempts=10,
    ),
)
"""Mail and other systems: about an hour of attempts."""

CONSUMER = PerpetualCall(
    start_to_close_timeout=timedelta(hours=1),
    heartbeat_timeout=timedelta(seconds=6),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=500),
        backoff_coefficient=2,
        maximum_interval=timedelta(seconds=15),
        maximum_attempts=0,
    ),
)
"""A feed consumer: for ever; a worker that dies is noticed after the heartbeat timeout and another takes over."""

UPKEEP = OutsideCall(
    start_to_close_timeout=timedelta(minutes=2),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(seconds=5),
        backoff_coefficient=2,
        maximum_interval=timedelta(minutes=1),
        maximum_attempts=5,
    ),
)
"""A round of upkeep: gives up after some minutes, for the schedule starts the next one."""

JOB = PerpetualCall(
    start_to_close_timeout=timedelta(hours=6),
    heartbeat_timeout=timedelta(seconds=6),
    retry_policy=_AWAY,
)
"""Work on many records, which goes on where it stopped: a worker that dies is noticed, and another takes over."""
