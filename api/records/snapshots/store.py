"""The view snapshots of this process: built once however many ask, kept while there is room."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager

import psycopg
import structlog

from api.db.engine import Database
from api.kit import clock
from api.records.snapshots.snapshot import ViewSnapshot, build
from api.records.sql.scope import Scope
from core.errors import DomainError

_AT_ONCE = 2
"""Builds under way; each holds a connection and keeps a core of the database busy."""
_PAUSE_SECONDS = 30.0
_REMEMBERED_PAUSES = 1_000
_log = structlog.get_logger(__name__)


class Snapshots:
    """``max_bytes`` bounds the keys that are kept; the least recently used go first. 0 keeps none."""

    def __init__(self, database: Database, *, max_bytes: int) -> None:
        self._database = database
        self._max_bytes = max_bytes
        self._kept: OrderedDict[Hashable, ViewSnapshot] = OrderedDict()
        self._bytes = 0
        self._builds: dict[Hashable, asyncio.Task[None]] = {}
        self._paused: OrderedDict[Hashable, float] = OrderedDict()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._open = False

    @property
    def bytes(self) -> int:
        return self._bytes

    @asynccontextmanager
    async def building(self) -> AsyncGenerator[None]:
        """Snapshots are built inside this block only; its end gives up those under way."""
        self._open = True
        try:
            yield
        finally:
            self._open = False
            tasks = list(self._builds.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def find(self, scope: Scope) -> ViewSnapshot | None:
        """What is kept of this scope, stale or not; it counts as used."""
        found = self._kept.get(scope.key)
        if found is not None:
            # The same list, but the policy may have a new version that says the same of it.
            found.scope = scope
            self._kept.move_to_end(scope.key)
        return found

    def start(self, scope: Scope) -> None:
        """Build it in the background, unless that is under way, or came to nothing a moment ago."""
        if not self._open or self._max_bytes == 0 or scope.key in self._builds:
            return
        if self._paused.get(scope.key, 0.0) > clock.monotonic():
            return
        task = asyncio.create_task(self._build(scope))
        self._builds[scope.key] = task
        task.add_done_callback(lambda _: self._builds.pop(scope.key, None))

    async def wait(self, scope: Scope, seconds: float) -> None:
        """Until a build that is under way has ended, at most so long."""
        task = self._builds.get(scope.key)
        if task is not None:
            await asyncio.wait([task], timeout=seconds)

    def mark_stale(self, snapshot: ViewSnapshot) -> None:
        """It must not be trusted any more; it stays for guesses until it has been made anew."""
        snapshot.stale = True
        self.start(snapshot.scope)

    async def _build(self, scope: Scope) -> None:
        """Errors end here: the callers go on without, and ask again later."""
        started = clock.monotonic()
        try:
            async with self._slots, self._database.records() as conn:
                made = await build(conn, scope)
        except (psycopg.Error, DomainError) as error:
            _log.warning("a view snapshot could not be built", table=scope.schema.number, reason=str(error).strip())
            self._pause(scope)
            return
        ms = round((clock.monotonic() - started) * 1000)
        _log.debug("view snapshot built", table=scope.schema.number, records=len(made.keys), ms=ms)
        self._paused.pop(scope.key, None)
        self._keep(made)

    def _pause(self, scope: Scope) -> None:
        """It failed, or is larger than all the room there is: not again for a while."""
        self._paused[scope.key] = clock.monotonic() + _PAUSE_SECONDS
        while len(self._paused) > _REMEMBERED_PAUSES:
            self._paused.popitem(last=False)

    def _keep(self, made: ViewSnapshot) -> None:
        self._drop(made.scope.key)
        if made.size > self._max_bytes:
            self._pause(made.scope)
            return
        self._kept[made.scope.key] = made
        self._bytes += made.size
        while self._bytes > self._max_bytes:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        found = self._kept.pop(key, None)
        if found is not None:
            self._bytes -= found.size
