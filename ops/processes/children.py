"""Which processes a start has made, on disk, so that the next one can stop what a killed start left running."""

import json
import os
import signal
from pathlib import Path

import psutil
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

_STOP_SECONDS = 5.0
_START_TIME_SLACK = 1.0


class Recorded(BaseModel):
    """A process id means this process only together with the time it started (seconds since 1970)."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: float


_RECORDS = TypeAdapter(dict[str, Recorded])


class Children:
    def __init__(self, path: Path) -> None:
        self._path = path

    def record(self, name: str, pid: int) -> None:
        try:
            started = psutil.Process(pid).create_time()
        except psutil.NoSuchProcess:
            return
        records = {**self._read(), name: Recorded(pid=pid, started=started)}
        partial = self._path.with_suffix(".new")
        partial.write_text(json.dumps({known: record.model_dump() for known, record in records.items()}))
        partial.replace(self._path)

    def stop_leftovers(self) -> list[str]:
        """Stop what still runs; returns the names. Call it with the home's lock held.

        PostgreSQL is left to its own recovery, which shuts it down without losing time on a replay.
        """
        found = {name: process for name, record in self._read().items() if (process := _alive(record))}
        stopped = [name for name in found if name != "postgres"]
        for name in stopped:
            _signal_group(found[name].pid, signal.SIGTERM)
        _, alive = psutil.wait_procs([found[name] for name in stopped], timeout=_STOP_SECONDS)
        for process in alive:
            _signal_group(process.pid, signal.SIGKILL)
        psutil.wait_procs(alive, timeout=_STOP_SECONDS)
        self._path.unlink(missing_ok=True)
        return stopped

    def _read(self) -> dict[str, Recorded]:
        """Damage only costs the knowledge of leftovers, so it counts as nothing recorded."""
        try:
            return _RECORDS.validate_json(self._path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return {}


def _alive(record: Recorded) -> psutil.Process | None:
    try:
        process = psutil.Process(record.pid)
        same = abs(process.create_time() - record.started) < _START_TIME_SLACK
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.Error:
        return None


def _signal_group(pid: int, number: signal.Signals) -> None:
    """Children lead their own process group, so what they started goes with them."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return
