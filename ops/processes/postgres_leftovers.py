"""What a killed postmaster leaves behind, and how the next start gets rid of it.

A SIGKILLed postmaster leaves `postmaster.pid` and, for a moment, backends attached to its shared memory; PostgreSQL
refuses to start while either seems alive. The pid may also have been given to an unrelated process since. A process
belongs to a data folder when that folder is its working directory, which holds for every PostgreSQL process.
"""

import signal
import time
from pathlib import Path

import psutil

_SHUTDOWN_SECONDS = 15.0
_GRACE_SECONDS = 3.0


def read_postmaster_pid(data: Path) -> tuple[int, bool] | None:
    """(pid, ready) from `postmaster.pid`, or None when there is no complete one. Line 8 is the server's status."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), len(lines) > 7 and lines[7].strip() == "ready"
    except (OSError, ValueError, IndexError):
        return None


def processes_of(data: Path) -> list[psutil.Process]:
    """Every live PostgreSQL process that works in the data folder (a zombie has no working directory)."""
    if not data.exists():
        return []
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        try:
            if "postgres" in process.name() and data.samefile(process.cwd()):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def clear_leftovers(data: Path) -> bool:
    """Stop what still runs on the data folder and remove a stale pid file. The caller must own the folder's lock.

    Returns whether anything had to be stopped.
    """
    leftovers = processes_of(data)
    if leftovers:
        lock = read_postmaster_pid(data)
        masters = [process for process in leftovers if lock and process.pid == lock[0]]
        for master in masters:
            _signal(master, signal.SIGINT)
        # Backends of a dead postmaster exit by themselves as soon as they notice.
        _wait_gone(data, _SHUTDOWN_SECONDS if masters else _GRACE_SECONDS)
        for process in processes_of(data):
            _signal(process, signal.SIGKILL)
        _wait_gone(data, _GRACE_SECONDS)
    (data / "postmaster.pid").unlink(missing_ok=True)
    return bool(leftovers)


def _wait_gone(data: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while processes_of(data) and time.monotonic() < deadline:
        time.sleep(0.02)


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
