"""The whole product in a home of its own: `dataos up`, as a user starts it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from api.settings import Settings
from ops.bench.client import BenchError
from ops.processes.environ import completed
from ops.processes.home import Home

_ROOT = Path(__file__).parents[2]
_START_SECONDS = 120.0
_STOP_SECONDS = 30.0
_READY = "ready http"


@contextmanager
def running(folder: Path) -> Generator[tuple[str, Settings]]:
    """Its address, and settings that reach its database and its Temporal. Raises BenchError when it does not start."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ops.cli", "up", "--home", str(folder), "--no-demo"],
        cwd=_ROOT,
        # A million records take longer to make and measure than a session usually goes without a new token.
        env={**os.environ, "DATAOS_ACCESS_MINUTES": "600", "DATAOS_RATE_API": "off"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines: list[str] = []
    ready = threading.Event()
    reader = threading.Thread(target=_read, args=(process, lines, ready), daemon=True)
    reader.start()
    try:
        ready.wait(_START_SECONDS)
        address = next((line.split()[1] for line in lines if line.startswith(_READY)), None)
        if address is None:
            raise BenchError("dataos up did not get ready:\n" + "\n".join(lines[-40:]))
        yield address, Settings.load(completed(Home(folder), {}))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _read(process: subprocess.Popen[str], lines: list[str], ready: threading.Event) -> None:
    for line in process.stdout or ():
        lines.append(line.rstrip())
        if line.startswith(_READY):
            ready.set()
    ready.set()
