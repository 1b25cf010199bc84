"""`dataos up` as a user runs it: two homes at once, a second start, a start after a kill, and what it leaves behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from ops.processes.environ import completed
from ops.processes.home import Home
from ops.processes.ports import free_port
from tests.support.product import ROOT, Client, Product, running_product

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
EMAIL, PASSWORD = "ada@example.com", "correct horse battery"


def dataos(*arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "ops.cli", *arguments],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def family(product: Product) -> list[psutil.Process]:
    return psutil.Process(product.process.pid).children(recursive=True)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def sign_in(product: Product) -> int:
    return Client(product.url).call("POST", "/auth/login", {"email": EMAIL, "password": PASSWORD}).status


def test_two_homes_run_side_by_side_and_each_keeps_its_data_and_address(tmp_path: Path) -> None:
    first_home, second_home = tmp_path / "first home", tmp_path / "second"
    # A port of our own: others on this machine come and go on the default ones.
    port = str(free_port())
    with (
        running_product(first_home, "--no-demo", "--port", port) as first,
        running_product(second_home, "--no-demo") as second,
    ):
        assert first.url == f"http://127.0.0.1:{port}"
        assert first.url != second.url
        first.register(EMAIL, PASSWORD)
        assert (sign_in(first), sign_in(second)) == (200, 401)
        address = first.url

        again = dataos("up", "--home", str(first_home))
        assert again.returncode == 1
        assert f"process {first.process.pid}" in again.stderr

        findings = dataos("doctor", "--home", str(first_home)).stdout.splitlines()
        for name in ("database", "migrations", "workflows", "worker"):
            assert any(line.startswith(f"ok  {name}") for line in findings), findings

        processes, stopping = family(first), time.monotonic()
        first.process.terminate()
        assert first.process.wait(20) == 0
        assert time.monotonic() - stopping < 12
        assert alive(processes) == []
        assert sign_in(second) == 401

    with running_product(first_home, "--no-demo") as first:
        assert first.url == address
        assert sign_in(first) == 200


def test_a_start_after_kill_9_takes_over_from_what_the_killed_one_left(tmp_path: Path) -> None:
    with running_product(tmp_path, "--no-demo") as killed:
        killed.register(EMAIL, PASSWORD)
        orphans = family(killed)
        killed.process.kill()
        killed.process.wait()
        assert alive(orphans) != []
        with running_product(tmp_path, "--no-demo") as product:
            assert alive(orphans) == []
            assert any("left over from a start that was killed" in line for line in product.lines)
            assert sign_in(product) == 200


def test_an_address_of_the_operators_choice_is_used_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATAOS_HOST", "127.0.0.2")
    with running_product(tmp_path, "--no-demo") as product:
        assert product.url.startswith("http://127.0.0.2:")
        product.register(EMAIL, PASSWORD)
        assert sign_in(product) == 200
        environ = completed(Home(tmp_path), {})
        with psycopg.connect(environ["DATABASE_URL"]) as connection:
            may = "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication FROM pg_roles"
            assert connection.execute(f"{may} WHERE rolname = current_user".encode()).fetchone() == (False,)
            owner = "SELECT DISTINCT tableowner = current_user FROM pg_tables WHERE schemaname = 'dataos'"
            assert connection.execute(owner.encode()).fetchall() == [(True,)]
            others = "SELECT FROM pg_stat_activity WHERE application_name LIKE 'dataos %' AND usename <> current_user"
            assert connection.execute(others.encode()).fetchall() == []


def test_a_port_taken_by_somebody_else_is_told(tmp_path: Path) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = dataos("up", "--home", str(tmp_path), "--port", str(port), "--no-demo")
    assert refused.returncode == 1
    assert f"port {port} is taken" in refused.stderr


def test_api_without_settings_names_them(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("DATA", "TEMPORAL"))}
    done = subprocess.run(
        [sys.executable, "-m", "ops.cli", "api", "--home", str(tmp_path / "none")],
        cwd=tmp_path, env={**environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "DATABASE_URL: is not set" in done.stderr
    assert "DATAOS_SECRET: is not set" in done.stderr
    assert "Traceback" not in done.stderr
