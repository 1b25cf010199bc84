"""The activity behind the ChangeConsumer workflow: reads the change feed for as long as the worker lives."""

import asyncio

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from activities.heartbeat import beating
from activities.letters import start_letters
from activities.recompute import start_waiting
from api.audit.chain.seal import seal
from api.audit.changes import record_changes
from api.kit import clock
from core.errors import DomainError, NotFound, Unavailable
from workflows import stubs
from workflows.contracts.consumer import ConsumerInput
from workflows.names import AUDIT, AUTOMATIONS, CALCULATIONS, LETTERS

_IDLE_SECONDS = 0.025
"""An edit's automation starts within this time."""
_CALCULATIONS_SECONDS = 0.1
_LETTERS_SECONDS = 0.5
_AUDIT_SECONDS = 1.0
"""An entry of the audit log waits about this long for its place in the chain."""
_STAY_SECONDS = 600.0
"""Then the workflow calls again, so that its history shows that it lives."""
_RECOVER_EVERY_SECONDS = 15.0
_FORGOTTEN_SECONDS = 30.0
"""A run queued for longer than this was probably never started."""

_log = structlog.get_logger(__name__)


class ConsumeActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._deps = deps
        self._dispatch = deps.dispatch

    @activity.defn(name=stubs.CONSUME_CHANGES)
    async def consume_changes(self, work: ConsumerInput) -> None:
        with told_to_temporal(f"consumer {work.consumer}"):
            stays = {
                AUTOMATIONS: self._stay,
                CALCULATIONS: self._start_calculations,
                LETTERS: self._start_letters,
                AUDIT: self._keep_audit,
            }
            if work.consumer not in stays:
                raise NotFound("consumer", work.consumer)
        try:
            async with beating():
                await stays[work.consumer]()
        except DomainError as error:
            if not isinstance(error, Unavailable):
                _log.exception("the change feed could not be read on")
            # Never final, unlike elsewhere: nobody else reads the feed, and every automation would stop.
            raise ApplicationError(f"{error.code}: see the log of the worker", type=error.code) from None

    async def _stay(self) -> None:
        """Returns when the worker is to stop; raises when the database or Temporal is away, and is called again."""
        recovered = await self._dispatch.recover(older_than_seconds=0)
        started = recovered_at = clock.monotonic()
        _log.info("reading changes for automations", recovered=recovered)
        while not activity.is_worker_shutdown() and clock.monotonic() - started < _STAY_SECONDS:
            if await self._dispatch.once() == 0:
                await asyncio.sleep(_IDLE_SECONDS)
            if clock.monotonic() - recovered_at > _RECOVER_EVERY_SECONDS:
                recovered_at = clock.monotonic()
                await self._dispatch.recover(older_than_seconds=_FORGOTTEN_SECONDS)

    async def _start_calculations(self) -> None:
        """The same for derived values that wait for a workflow."""
        started = forgotten_at = clock.monotonic()
        known: set[int] = set()
        while not activity.is_worker_shutdown() and clock.monotonic() - started < _STAY_SECONDS:
            if clock.monotonic() - forgotten_at > _RECOVER_EVERY_SECONDS:
                # A workflow that somebody ended is started again; one that runs is left alone.
                forgotten_at = clock.monotonic()
                known.clear()
            await start_waiting(self._deps, known)
            await asyncio.sleep(_CALCULATIONS_SECONDS)

    async def _start_letters(self) -> None:
        """The same for messages that wait for their delivery."""
        started = forgotten_at = clock.monotonic()
        known: set[str] = set()
        while not activity.is_worker_shutdown() and clock.monotonic() - started < _STAY_SECONDS:
            if clock.monotonic() - forgotten_at > _RECOVER_EVERY_SECONDS:
                forgotten_at = clock.monotonic()
                known.clear()
            await start_letters(self._deps, known)
            await asyncio.sleep(_LETTERS_SECONDS)

    async def _keep_audit(self) -> None:
        """The same for the audit log."""
        started = clock.monotonic()
        while not activity.is_worker_shutdown() and clock.monotonic() - started < _STAY_SECONDS:
            async with self._deps.database.records() as conn:
                done = await record_changes(conn) + await seal(conn)
            if done == 0:
                await asyncio.sleep(_AUDIT_SECONDS)
