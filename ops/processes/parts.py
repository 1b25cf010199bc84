"""The children of `dataos up`, each as the supervisor wants it."""

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from api.settings import LogLevel
from ops.processes import probe
from ops.processes.child import Child, command
from ops.processes.console import everything, matching, noteworthy
from ops.processes.handover import LISTEN_FD, READY_FILE
from ops.processes.ports import Address
from ops.processes.postgres import EmbeddedPostgres


def postgres_child(server: EmbeddedPostgres) -> Child:
    def spawn(output: int) -> subprocess.Popen[bytes]:
        server.prepare()
        return server.spawn(output)

    async def ready() -> bool:
        return server.is_ready()

    return Child(
        name="postgres",
        spawn=spawn,
        ready=ready,
        # Crash recovery after a kill in the middle of a large import.
        ready_seconds=300.0,
        stop_signal=signal.SIGINT,
        stop_seconds=8.0,
        shown=matching(r" PANIC: |FATAL:  could not "),
    )


def api_child(listening: socket.socket, environ: dict[str, str]) -> Child:
    """It accepts from the supervisor's socket, so connections made while it restarts wait instead of being refused."""
    address = Address.of(listening)

    async def ready() -> bool:
        return await asyncio.to_thread(probe.status, address, "/health") == 200

    descriptor = listening.fileno()
    spawn = _ours("api", {**environ, LISTEN_FD: str(descriptor)}, (descriptor,))
    return Child(name="api", spawn=spawn, ready=ready, shown=_shown(environ))


def worker_child(folder: Path, environ: dict[str, str]) -> Child:
    marker = folder / "worker.ready"
    start = _ours("worker", {**environ, READY_FILE: str(marker)})

    def spawn(output: int) -> subprocess.Popen[bytes]:
        marker.unlink(missing_ok=True)
        return start(output)

    async def ready() -> bool:
        return marker.exists()

    # It waits for Temporal by itself, so a missing server must not look like a failing worker.
    return Child(name="worker", spawn=spawn, ready=ready, ready_seconds=300.0, stop_seconds=6.0, shown=_shown(environ))


def task(name: str, environ: dict[str, str]) -> Child:
    """A command of ours that ends by itself: `migrate`, `seed`."""

    async def ready() -> bool:
        return True

    return Child(name=name, spawn=_ours(name, environ), ready=ready)


def _shown(environ: Mapping[str, str]) -> Callable[[str], bool]:
    """Who asks for debug lines wants to see them."""
    return everything if environ.get("DATAOS_LOG_LEVEL", "").lower() == LogLevel.DEBUG else noteworthy


def _ours(
    name: str, environ: dict[str, str], descriptors: tuple[int, ...] = ()
) -> Callable[[int], subprocess.Popen[bytes]]:
    return command([sys.executable, "-m", "ops.cli", name], environ, descriptors)
