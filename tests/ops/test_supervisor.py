"""The supervisor with small scripts as children."""

import asyncio
import io
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from ops.processes.child import Child, command
from ops.processes.console import Console, matching
from ops.processes.errors import ProcessError
from ops.processes.supervisor import Supervisor

FOREVER = "import time\nprint('serving', flush=True)\ntime.sleep(600)"
STUBBORN = (
    "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('serving', flush=True)\ntime.sleep(600)"
)
PARENT = (
    "import subprocess, sys, time\n"
    "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "print('grandchild', p.pid, flush=True)\ntime.sleep(600)"
)


class Desk:
    """A supervisor, what it printed, and every process id it started."""

    def __init__(self, folder: Path) -> None:
        self.out = io.StringIO()
        self.folder = folder
        self.pids: list[tuple[str, int]] = []
        self.said_before: dict[str, str] = {}
        self.supervisor = Supervisor(Console(self.out), folder, self._spawned)

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text() if path.exists() else ""

    def _spawned(self, name: str, pid: int) -> None:
        self.pids.append((name, pid))
        self.said_before[name] = self.log(name)

    def child(self, name: str, script: str, ready: str = "serving", stop_seconds: float = 2.0) -> Child:
        """A child that is ready once it has said `ready` since its last start."""

        async def serves() -> bool:
            return ready in self.log(name).removeprefix(self.said_before[name])

        return Child(
            name=name,
            spawn=command([sys.executable, "-u", "-c", script], dict(os.environ)),
            ready=serves,
            ready_seconds=5.0,
            stop_seconds=stop_seconds,
        )

    async def until(self, text: str, seconds: float = 8.0) -> None:
        async with asyncio.timeout(seconds):
            while text not in self.out.getvalue():
                await asyncio.sleep(0.02)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk(tmp_path)
    yield made
    await made.supervisor.stop()


async def test_lines_are_prefixed_and_kept_in_a_file(desk: Desk, tmp_path: Path) -> None:
    await desk.supervisor.start(desk.child("one", FOREVER))
    await desk.until("one      | serving")
    assert (tmp_path / "one.log").read_text() == "serving\n"


async def test_killed_child_is_started_again_at_once(desk: Desk) -> None:
    await desk.supervisor.start(desk.child("one", FOREVER))
    first = desk.pids[0][1]
    os.kill(first, signal.SIGKILL)
    await desk.until("runs again", 3.0)
    assert "ended unexpectedly (SIGKILL)" in desk.out.getvalue()
    assert desk.pids[1][1] != first
    assert psutil.pid_exists(desk.pids[1][1])


async def test_failing_child_is_tried_with_growing_pauses(desk: Desk, tmp_path: Path) -> None:
    flag = tmp_path / "broken"
    script = f"import os, sys\nif os.path.exists({str(flag)!r}): sys.exit(3)\n{FOREVER}"
    await desk.supervisor.start(desk.child("one", script))
    flag.touch()
    os.kill(desk.pids[0][1], signal.SIGKILL)
    await desk.until("trying again in 0.8 s")
    flag.unlink()
    await desk.until("runs again")
    pauses = [line.split(" in ")[1] for line in desk.out.getvalue().splitlines() if "trying again" in line]
    assert pauses[:3] == ["0.2 s", "0.4 s", "0.8 s"]


async def test_child_that_never_serves_fails_the_start_with_its_last_lines(desk: Desk) -> None:
    script = "import sys\nprint('no disk left', flush=True)\nsys.exit(4)"
    with pytest.raises(ProcessError, match="no disk left"):
        await desk.supervisor.start(desk.child("one", script))


async def test_stop_is_in_reverse_order_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    script = (
        "import signal, sys, time\n"
        "def end(*_):\n"
        f"    open({str(tmp_path / 'order')!r}, 'a').write(sys.argv[1] + ' '); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\nprint('serving', flush=True)\ntime.sleep(600)"
    )
    for name in ("first", "second", "third"):
        child = desk.child(name, script)
        arguments = [sys.executable, "-u", "-c", script, name]
        await desk.supervisor.start(
            Child(name=name, spawn=command(arguments, dict(os.environ)), ready=child.ready, stop_seconds=2)
        )
    await desk.supervisor.stop()
    assert (tmp_path / "order").read_text() == "third second first "
    assert not any(psutil.pid_exists(pid) for _, pid in desk.pids)


async def test_child_that_ignores_the_stop_signal_is_killed(desk: Desk) -> None:
    await desk.supervisor.start(desk.child("one", STUBBORN, stop_seconds=0.3))
    await desk.supervisor.stop()
    assert "was killed" in desk.out.getvalue()
    assert not psutil.pid_exists(desk.pids[0][1])


async def test_grandchildren_go_with_their_group(desk: Desk) -> None:
    await desk.supervisor.start(desk.child("one", PARENT, ready="grandchild"))
    grandchild = int((desk.folder / "one.log").read_text().split()[1])
    os.kill(desk.pids[0][1], signal.SIGKILL)
    await desk.until("runs again")
    async with asyncio.timeout(3):
        while psutil.pid_exists(grandchild) and psutil.Process(grandchild).status() != psutil.STATUS_ZOMBIE:
            await asyncio.sleep(0.02)


async def test_stopping_in_the_middle_of_a_start_leaks_no_process(desk: Desk) -> None:
    starting = asyncio.create_task(desk.supervisor.start(desk.child("one", FOREVER, ready="never said")))
    async with asyncio.timeout(3):
        while not desk.pids:
            await asyncio.sleep(0.001)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await desk.supervisor.stop()
    assert not psutil.pid_exists(desk.pids[0][1])


async def test_a_task_runs_once_and_its_failure_is_told(desk: Desk) -> None:
    await desk.supervisor.run_once(desk.child("good", "print('done')"))
    with pytest.raises(ProcessError, match=r"bad failed \(code 7\):\nwrong"):
        await desk.supervisor.run_once(desk.child("bad", "import sys\nprint('wrong')\nsys.exit(7)"))


async def test_only_chosen_lines_reach_the_console_and_huge_ones_do_not_stop_the_rest(desk: Desk) -> None:
    script = "print('hidden')\nprint('x' * 3_000_000)\nprint('PANIC: shown')"
    child = desk.child("one", script)
    await desk.supervisor.run_once(Child(name="one", spawn=child.spawn, ready=child.ready, shown=matching("PANIC")))
    assert desk.out.getvalue().splitlines() == ["one      | PANIC: shown"]
    assert "hidden" in (desk.folder / "one.log").read_text()


async def test_lines_that_are_not_text_are_kept_readable(desk: Desk) -> None:
    await desk.supervisor.run_once(desk.child("one", "import os\nos.write(1, b'caf\\xe9 ok\\n')"))
    assert "ok" in desk.out.getvalue()
