"""The home folder: lock, secrets, ports, and children of a start that was killed."""

import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from ops.processes.errors import PortTakenError, ProcessError
from ops.processes.home import Home
from ops.processes.ports import free_port, listen

HOLD = (
    "import sys, time\nfrom pathlib import Path\nfrom ops.processes.home import Home\n"
    "h = Home(Path(sys.argv[1])); h.create()\nwith h.locked():\n    print('held', flush=True); time.sleep(600)"
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "a home with spaces")
    made.create()
    return made


def test_relative_home_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Home(Path("here")).root == tmp_path / "here"


def test_secrets_are_made_once_and_closed_to_others(home: Home) -> None:
    first = home.secrets()
    path = home.root / "secrets.json"
    assert home.secrets() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.root.stat().st_mode) == 0o700
    assert len(first.signing) >= 32


def test_damaged_secrets_are_told_and_not_replaced(home: Home) -> None:
    (home.root / "secrets.json").write_text("{")
    with pytest.raises(ProcessError, match=r"secrets\.json is damaged"):
        home.secrets()
    assert (home.root / "secrets.json").read_text() == "{"


def test_only_one_start_per_home(home: Home) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(home.root)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert home.holder() == holder.pid
        with pytest.raises(ProcessError, match=f"process {holder.pid}"), home.locked():
            pass
        holder.kill()
    assert home.holder() is None
    with home.locked():
        pass


def test_ports_are_remembered_and_differ(home: Home) -> None:
    first, second = home.port("api"), home.port("postgres")
    assert first != second
    assert Home(home.root).port("api") == first
    assert home.known_ports() == {"api": first, "postgres": second}


def test_a_taken_remembered_port_is_replaced(home: Home) -> None:
    port = home.port("postgres")
    with listen("127.0.0.1", [port]) or pytest.fail("the port was free a moment ago"):
        assert home.port("postgres") != port


def test_the_apis_socket_prefers_the_wanted_then_the_last_then_a_preferred_port(home: Home) -> None:
    start = free_port()
    preferred = range(start, start + 1)
    with home.listen("api", "127.0.0.1", wanted=None, preferred=preferred) as first:
        assert first.getsockname()[1] == start
        with pytest.raises(PortTakenError, match="--port"):
            home.listen("api", "127.0.0.1", wanted=start, preferred=preferred)
        with home.listen("api", "127.0.0.1", wanted=None, preferred=preferred) as second:
            other = second.getsockname()[1]
            assert other != start
    with home.listen("api", "127.0.0.1", wanted=None, preferred=preferred) as third:
        assert third.getsockname()[1] == other
    with home.listen("api", "127.0.0.1", wanted=start, preferred=preferred) as fourth:
        assert fourth.getsockname()[1] == start


def test_a_held_socket_queues_connections(home: Home) -> None:
    with (
        home.listen("api", "127.0.0.1", wanted=None, preferred=range(0)) as listening,
        socket.create_connection(listening.getsockname(), timeout=2) as client,
    ):
        client.sendall(b"early")
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.recv(5) == b"early"


def test_children_of_a_killed_start_are_stopped(home: Home) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    home.children.record("api", child.pid)
    assert home.children.stop_leftovers() == ["api"]
    assert not psutil.pid_exists(child.pid)
    assert home.children.stop_leftovers() == []


def test_a_pid_that_belongs_to_somebody_else_now_is_left_alone(home: Home) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    try:
        started = psutil.Process(child.pid).create_time() - 3600
        (home.root / "children.json").write_text(f'{{"api": {{"pid": {child.pid}, "started": {started}}}}}')
        assert home.children.stop_leftovers() == []
        assert child.poll() is None
    finally:
        child.kill()
        child.wait()


def test_a_stubborn_leftover_is_killed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ops.processes.children._STOP_SECONDS", 0.5)
    script = (
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('on', flush=True)\ntime.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], start_new_session=True, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        home.children.record("worker", child.pid)
        began = time.monotonic()
        assert home.children.stop_leftovers() == ["worker"]
        assert not psutil.pid_exists(child.pid)
        assert time.monotonic() - began < 5


def test_an_unusable_home_is_told(tmp_path: Path) -> None:
    in_the_way = tmp_path / "a file, not a folder"
    in_the_way.write_text("")
    with pytest.raises(ProcessError, match="--home"):
        Home(in_the_way / "x").create()
