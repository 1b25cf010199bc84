"""`dataos up` and its siblings with settings that cannot be used: told at once, before anything is made or started."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.product import ROOT

PORT = "is not a whole number between 1 and 65535"


def dataos(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATA", "TEMPORAL"))}
    return subprocess.run(
        [sys.executable, "-m", "ops.cli", *arguments],
        cwd=folder, env={**clean, "PYTHONPATH": str(ROOT), **environ}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["up", "worker"])
def test_every_fault_is_told_before_anything_starts(tmp_path: Path, command: str) -> None:
    wrong = {"DATAOS_PORT": "abc", "DATAOS_HOST": "my house", "DATAOS_LOG_LEVEL": "loud", "DATAOS_SECRET": "x"}
    good = {"DATABASE_URL": "postgresql://127.0.0.1:9/d"} if command != "up" else {}
    began = time.monotonic()
    done = dataos(tmp_path, command, **wrong, **good)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        'DATAOS_HOST: "my house" is not an IP address or host name of this machine',
        f'DATAOS_PORT: "abc" {PORT}',
        "DATAOS_SECRET: the value given is not at least 32 characters long",
        'DATAOS_LOG_LEVEL: "loud" is not one of: debug, info, warning, error',
    ]
    assert time.monotonic() - began < 15
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["abc", "99999"])
def test_a_wrong_port_option_is_told_like_a_wrong_setting(tmp_path: Path, port: str) -> None:
    done = dataos(tmp_path, "up", "--port", port, DATAOS_PORT="8000", DATAOS_LOG_FORMAT="xml")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f'--port: "{port}" {PORT}',
        'DATAOS_LOG_FORMAT: "xml" is not one of: console, json',
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("command", "host"), [("up", "203.0.113.7"), ("api", "no-such-machine.invalid")])
def test_an_address_of_another_machine_is_told(tmp_path: Path, command: str, host: str) -> None:
    needed = {"DATABASE_URL": "postgresql://127.0.0.1:9/d", "DATAOS_SECRET": "s" * 32} if command == "api" else {}
    done = dataos(tmp_path, command, DATAOS_HOST=host, **needed)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f'dataos: DATAOS_HOST: "{host}" is not an address of this machine')


def test_a_taken_port_is_told_by_the_api_alone(tmp_path: Path) -> None:
    needed = {"DATABASE_URL": "postgresql://127.0.0.1:9/d", "DATAOS_SECRET": "s" * 32}
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = dataos(tmp_path, "api", DATAOS_PORT=port, **needed)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"dataos: port {port} is taken by another program; choose another with DATAOS_PORT"
    ]


def test_an_env_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DATAOS_PORT=\xff\xfe\n")
    done = dataos(tmp_path, "up")
    assert (done.returncode, done.stderr) == (2, ".env: cannot be read: it is not UTF-8 text\n")


def test_a_slip_of_the_pen_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATAOS_PROT=8080\n")
    done = dataos(tmp_path, "up", DATAOS_PORT="abc")
    assert done.stderr.splitlines() == [
        "warning: DATAOS_PROT is not a setting and has no effect; did you mean DATAOS_PORT?",
        f'DATAOS_PORT: "abc" {PORT}',
    ]


def test_an_access_log_that_cannot_be_written_is_told_before_anything_starts(tmp_path: Path) -> None:
    place = tmp_path / "no" / "folder" / "access.log"
    (tmp_path / "no").write_text("a file")
    done = dataos(tmp_path, "up", "--home", "home", DATAOS_ACCESS_LOG=str(place))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"DATAOS_ACCESS_LOG: {place} cannot be written: Not a directory\n"
    assert not (tmp_path / "home").exists()
