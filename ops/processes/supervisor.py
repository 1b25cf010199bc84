"""Keeps children running until told to stop.

A child is started, waited for until it answers, and started again whenever it ends: at once the first time, then
after 0.2, 0.4 … 10 s while it keeps failing. Stopping goes in reverse order of starting. Children lead their own
process group: a Ctrl-C in the terminal reaches only the supervisor, and whatever a child leaves behind is killed.
"""

import asyncio
import signal
import time
from collections.abc import Callable
from pathlib import Path

from ops.processes.child import Child, Running
from ops.processes.console import ChildLog, Console
from ops.processes.errors import ProcessError

_BACK_OFF_FIRST = 0.2
_BACK_OFF_MOST = 10.0
_STEADY_SECONDS = 20.0


class Supervisor:
    """`spawned` is told the name and process id of everything that is started."""

    def __init__(self, console: Console, logs: Path, spawned: Callable[[str, int], None]) -> None:
        self._console = console
        self._logs = logs
        self._spawned = spawned
        self._running: list[Running] = []
        self._keepers: list[asyncio.Task[None]] = []

    async def start(self, child: Child) -> None:
        """Start a child and return when it serves; from then on it is kept running.

        Raises ProcessError with the end of its log when it ends or stays silent instead.
        """
        running = self._new(child)
        began = time.monotonic()
        await running.spawn()
        if not await running.becomes_ready():
            await running.end()
            raise ProcessError(
                f"{child.name} was not ready after {time.monotonic() - began:.0f} s; "
                f"the end of {running.log.path}:\n{running.log.explain()}"
            )
        self._keepers.append(asyncio.create_task(self._keep(running), name=f"keep {child.name}"))

    async def run_once(self, child: Child) -> str:
        """Run a child that is meant to end by itself; returns the end of what it said. Raises ProcessError."""
        running = self._new(child)
        await running.spawn()
        code = await running.wait()
        await running.end()
        self._running.remove(running)
        running.log.close()
        if code != 0:
            raise ProcessError(f"{child.name} failed ({_reason(code)}):\n{running.log.explain()}")
        return running.log.explain()

    async def stop(self) -> None:
        """Stop every child, the last started first."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        for running in reversed(self._running):
            if not await running.end():
                self._console.of(running.child.name, "did not stop by itself and was killed")
            running.log.close()
        self._running.clear()
        self._keepers.clear()

    def kill(self) -> None:
        """End everything at once, for an impatient second Ctrl-C."""
        for running in self._running:
            running.kill()

    def _new(self, child: Child) -> Running:
        log = ChildLog(child.name, self._logs, self._console, child.shown)
        running = Running(child, log, self._spawned)
        self._running.append(running)
        return running

    async def _keep(self, running: Running) -> None:
        name = running.child.name
        delay = 0.0
        while True:
            since = time.monotonic()
            code = await running.wait()
            await running.end()
            self._console.of(name, f"ended unexpectedly ({_reason(code)}); starting it again")
            if time.monotonic() - since > _STEADY_SECONDS:
                delay = 0.0
            while True:
                await asyncio.sleep(delay)
                delay = min(max(delay * 2, _BACK_OFF_FIRST), _BACK_OFF_MOST)
                if await self._revive(running):
                    break
                self._console.of(name, f"trying again in {delay:g} s")
            self._console.of(name, f"runs again (pid {running.pid})")

    async def _revive(self, running: Running) -> bool:
        try:
            await running.spawn()
        except (ProcessError, OSError) as error:
            self._console.of(running.child.name, f"cannot be started: {error}")
            return False
        if await running.becomes_ready():
            return True
        await running.end()
        return False


def _reason(code: int) -> str:
    if code >= 0:
        return f"code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
