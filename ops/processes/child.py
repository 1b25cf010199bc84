"""One process the supervisor runs: starting it, reading its lines, asking whether it serves, ending it for sure."""

import asyncio
import math
import os
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ops.processes.console import ChildLog, everything

_POLL_SECONDS = 0.05
_DRAIN_SECONDS = 0.5
_KILL_SECONDS = 3.0
_LINE_BYTES = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Child:
    """How to run a process.

    spawn: starts it with the given file descriptor as standard output and error, and returns at once. It runs in a
    thread and must make the process lead its own group.
    ready: whether it serves; asked until it says so.
    shown: which of its lines a person sees; all go to its log file.
    """

    name: str
    spawn: Callable[[int], subprocess.Popen[bytes]]
    ready: Callable[[], Awaitable[bool]]
    ready_seconds: float = 60.0
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 5.0
    shown: Callable[[str], bool] = everything


def command(
    arguments: list[str], environ: dict[str, str], descriptors: tuple[int, ...] = ()
) -> Callable[[int], subprocess.Popen[bytes]]:
    """`Child.spawn` for a plain command line; the child inherits `descriptors` under the same numbers."""

    def spawn(output: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environ,
            start_new_session=True,
            pass_fds=descriptors,
        )

    return spawn


class Running:
    """The process of a child, over all its restarts. `spawned` is told each process id."""

    def __init__(self, child: Child, log: ChildLog, spawned: Callable[[str, int], None]) -> None:
        self.child = child
        self.log = log
        self._spawned = spawned
        self._process: subprocess.Popen[bytes] | None = None
        self._pump: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def spawn(self) -> None:
        reading, writing = os.pipe()
        starting = asyncio.ensure_future(asyncio.to_thread(self.child.spawn, writing))
        try:
            try:
                process = await asyncio.shield(starting)
            except asyncio.CancelledError:
                # The thread goes on and there will be a process: know it, so that it can be ended.
                self._process = await starting
                raise
        except BaseException:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        self._process = process
        self._spawned(self.child.name, process.pid)
        self._pump = asyncio.create_task(_pump(reading, self.log), name=f"log {self.child.name}")

    async def becomes_ready(self) -> bool:
        """False when it ends, or stays silent for too long, instead."""
        deadline = time.monotonic() + self.child.ready_seconds
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                return False
            if await self.child.ready():
                return True
            await asyncio.sleep(_POLL_SECONDS)
        return False

    async def wait(self) -> int:
        """The exit code, once there is one; negative for a signal."""
        if self._process is None:
            return 0
        await _gone(self._process, math.inf)
        return self._process.returncode

    async def end(self) -> bool:
        """Be sure the process and its group are gone and its last lines written; False when it had to be killed."""
        obeyed = True
        if self._process is not None:
            if self._process.poll() is None:
                self._process.send_signal(self.child.stop_signal)
                obeyed = await _gone(self._process, self.child.stop_seconds)
            self.kill()
            await _gone(self._process, _KILL_SECONDS)
            self._process = None
        if self._pump is not None:
            await asyncio.wait([self._pump], timeout=_DRAIN_SECONDS)
            self._pump.cancel()
            self._pump = None
        return obeyed

    def kill(self) -> None:
        """SIGKILL to the whole group, also when its leader is gone already."""
        if self._process is not None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                return


async def _gone(process: subprocess.Popen[bytes], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while process.poll() is None:
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(_POLL_SECONDS)
    return True


async def _pump(reading: int, log: ChildLog) -> None:
    """Copy lines until every holder of the pipe's other end is gone."""
    reader = asyncio.StreamReader(limit=_LINE_BYTES)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reading, "rb", buffering=0)
    )
    try:
        while raw := await _line(reader):
            log.write(raw.decode(errors="replace").rstrip("\n"))
    finally:
        transport.close()


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError:
        # Longer than the limit: asyncio dropped it, and reads the rest as the next line.
        return b"(a line over 1 MB was left out)\n"
