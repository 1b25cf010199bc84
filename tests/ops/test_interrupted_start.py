"""A start that is ended in the middle of whatever it does leaves a home that starts the next time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from ops.processes.ports import free_port
from tests.support.product import ROOT, running_product

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
INITIALISING, MIGRATING, SEEDING, SERVING = (
    "starting PostgreSQL", "starting Temporal", "loading the demo workspace", "starting worker and API",
)  # fmt: skip


def start_until(home: Path, said: str, then_seconds: float, number: signal.Signals) -> subprocess.Popen[str]:
    """A start that got the signal a moment after it had said `said`, ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ops.cli", "up", "--home", str(home), "--port", str(free_port())],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or not lines[-1].startswith(said):
        line = process.stdout.readline()
        assert line, "\n".join(lines)
        lines.append(line.rstrip())
    time.sleep(then_seconds)
    process.send_signal(number)
    rest, _ = process.communicate(timeout=40)
    assert "Traceback" not in rest, rest
    return process


def of_home(home: Path) -> list[str]:
    """What still runs in the home, by the folders its processes have as arguments or work in."""
    found: list[str] = []
    for process in psutil.process_iter():
        try:
            command = " ".join(process.cmdline())
            if str(home) in command or str(home) in process.cwd():
                found.append(command)
        except psutil.Error:
            continue
    return found


@pytest.mark.parametrize(
    ("said", "then_seconds"), [(INITIALISING, 0.2), (MIGRATING, 0.4), (SEEDING, 1.0)], ids=["initdb", "migrate", "seed"]
)
def test_a_start_ended_while_it_works_stops_clean_and_the_next_one_is_complete(
    tmp_path: Path, said: str, then_seconds: float
) -> None:
    home = tmp_path / "home"
    assert start_until(home, said, then_seconds, signal.SIGTERM).returncode == 0
    assert of_home(home) == []
    start_until(home, INITIALISING, then_seconds, signal.SIGKILL)
    start_until(home, said, then_seconds, signal.SIGKILL)
    with running_product(home, "--port", str(free_port())) as product:
        product.wait_ready()
        names = [workspace["name"] for workspace in product.demo_client().get("/workspaces")["items"]]
        assert names == ["Demo company"]
    assert [path.name for path in (home / "postgres").glob("unfinished-*")] == []
