"""DataOS on servers that somebody else runs: it brings none of its own, uses them, and leaves them running."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from ops.processes.child import Child
from ops.processes.given_temporal import temporal_fault
from ops.processes.ports import free_port
from ops.processes.temporal import TemporalPorts, temporal_child
from tests.support.product import ROOT, Client, running_product
from workflows.gateway import Gateway, TemporalTarget

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
NAMESPACE = "given"


@pytest.fixture
def temporal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Temporal of this test's own: others use the task queue too."""
    ports = TemporalPorts(frontend=free_port(), http=free_port(), ui=free_port())
    child = temporal_child(tmp_path_factory.mktemp("temporal"), ports, NAMESPACE, dict(os.environ))
    with child.spawn(subprocess.DEVNULL) as server:
        try:
            deadline = time.monotonic() + 30
            while not asyncio.run(_asked(child)):
                assert server.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield f"127.0.0.1:{ports.frontend}"
        finally:
            server.terminate()


async def _asked(child: Child) -> bool:
    return await child.ready()


@pytest.fixture
def given(temporal: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    environ = {"TEMPORAL_ADDRESS": temporal, "TEMPORAL_NAMESPACE": NAMESPACE}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return environ


def _still_serve(database_url: str, given: dict[str, str]) -> None:
    target = TemporalTarget(given["TEMPORAL_ADDRESS"], NAMESPACE)
    assert asyncio.run(temporal_fault(target, Gateway(target))) is None
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM dataos.users").fetchone() == (True,)


def test_up_prepares_and_uses_given_servers_and_leaves_them_running(
    blank_database_url: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", blank_database_url)
    with running_product(tmp_path, "--port", str(free_port())) as product:
        product.wait_ready()
        children = [" ".join(child.cmdline()) for child in psutil.Process(product.process.pid).children()]
        assert sorted(title.strip() for title in children) == ["dataos api", "dataos worker"]
        assert "Demo company" in {workspace["name"] for workspace in product.demo_client().get("/workspaces")["items"]}
    assert product.process.returncode == 0
    _still_serve(blank_database_url, given)


def test_api_and_worker_run_on_their_own(blank_database_url: str, given: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    environ = {**given, "DATABASE_URL": blank_database_url, "DATAOS_SECRET": "s" * 32, "DATAOS_PORT": str(port)}
    with _process(tmp_path, environ, "migrate") as migrating:
        assert migrating.wait(60) == 0
    client = Client(f"http://127.0.0.1:{port}")
    with _process(tmp_path, environ, "worker") as worker, _process(tmp_path, environ, "api") as api:
        deadline = time.monotonic() + 90
        while (answer := client.call("GET", "/ready")).status != 200 or answer.body["degraded"]:
            assert time.monotonic() < deadline, answer
            time.sleep(0.2)
        body = {"email": "ada@example.com", "password": "correct horse battery", "name": "Ada"}
        assert client.call("POST", "/auth/register", body).status == 201
        for process in (api, worker):
            process.terminate()
            assert process.wait(20) == 0
    _still_serve(blank_database_url, given)
    assert list(tmp_path.iterdir()) == []


def test_an_api_without_its_tables_or_temporal_says_so_and_serves(blank_database_url: str, tmp_path: Path) -> None:
    port = free_port()
    environ = {"TEMPORAL_ADDRESS": "127.0.0.1:9", "DATABASE_URL": blank_database_url, "DATAOS_SECRET": "s" * 32}
    with _process(tmp_path, {**environ, "DATAOS_PORT": str(port)}, "api") as api:
        deadline = time.monotonic() + 60
        while Client(f"http://127.0.0.1:{port}").call("GET", "/health").status != 200:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        api.terminate()
        said = api.communicate(timeout=20)[0]
    assert api.returncode == 0
    assert "nobody answers at 127.0.0.1:9" in said
    assert "run `dataos migrate`" in said


@contextmanager
def _process(folder: Path, environ: dict[str, str], command: str) -> Generator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ops.cli", command],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), **environ}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    with process:
        try:
            yield process
        finally:
            process.kill()
