"""`dataos up`: everything on one machine.

PostgreSQL, then the migrations beside Temporal, then the demo, then worker and API; it reports `ready URL` once all of
them answer, and keeps them running until it is told to stop. A database or Temporal that the settings name is used as
it is and not started here.
"""

import asyncio
import signal
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from setproctitle import setproctitle

from ops.processes import probe
from ops.processes.console import Console
from ops.processes.environ import DATABASE, completed
from ops.processes.errors import ProcessError
from ops.processes.home import Home
from ops.processes.parts import api_child, postgres_child, task, worker_child
from ops.processes.ports import LOOPBACK
from ops.processes.postgres import EmbeddedPostgres
from ops.processes.postgres_leftovers import clear_leftovers
from ops.processes.supervisor import Supervisor
from ops.processes.temporal import temporal_child

_API_PORTS = range(8000, 8020)
_UI_PORTS = range(8233, 8253)
_READY_SECONDS = 120.0


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """environ: what the operator gave. port: of the API, None for the last one or any free one."""

    environ: dict[str, str]
    port: int | None
    demo: bool


def up(home: Home, wanted: Wanted, console: Console) -> None:
    """Run until SIGINT or SIGTERM. Raises ProcessError when something cannot be started."""
    setproctitle("dataos up")
    home.create()
    with home.locked():
        asyncio.run(_until_signalled(_Start(home, wanted, console)))


async def _until_signalled(start: "_Start") -> None:
    loop = asyncio.get_running_loop()
    running = asyncio.create_task(start.run())

    def on_signal() -> None:
        if start.stopping:
            start.supervisor.kill()
        start.stopping = True
        running.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, on_signal)
    try:
        await running
    except asyncio.CancelledError:
        start.console.line("stopping")
    finally:
        start.stopping = True
        await start.supervisor.stop()
    start.console.line("stopped")


class _Start:
    def __init__(self, home: Home, wanted: Wanted, console: Console) -> None:
        self.home = home
        self.wanted = wanted
        self.console = console
        self.stopping = False
        self.supervisor = Supervisor(console, home.logs, home.record_child)
        self.environ = dict(wanted.environ)

    async def run(self) -> None:
        """Start everything, say so, and wait for ever."""
        await asyncio.to_thread(self._clear)
        port = self.home.port("api", wanted=self._wanted_port(), preferred=_API_PORTS)
        if "DATABASE_URL" not in self.environ:
            await self._start_postgres()
        temporal = self._start_temporal if "TEMPORAL_ADDRESS" not in self.environ else self._nothing
        if "TEMPORAL_ADDRESS" not in self.environ:
            self.home.port("temporal")
            self.home.port("temporal-ui", preferred=_UI_PORTS)
        environ = {**completed(self.home, self.environ), "DATAOS_PORT": str(port), "PYTHONUNBUFFERED": "1"}
        await _both(temporal(environ), self._prepare_database(environ))
        await _both(
            self.supervisor.start(worker_child(self.home.run, environ)),
            self.supervisor.start(api_child(port, environ)),
        )
        await self._report(port, environ)
        await asyncio.Event().wait()

    def _clear(self) -> None:
        for name in self.home.stop_leftovers():
            self.console.line(f"stopped {name}, left over from a start that was killed")
        clear_leftovers(self.home.postgres / "data")

    def _wanted_port(self) -> int | None:
        if self.wanted.port is not None:
            return self.wanted.port
        return int(text) if (text := self.environ.get("DATAOS_PORT", "")).isdigit() else None

    async def _start_postgres(self) -> None:
        self.console.line("starting PostgreSQL")
        password = self.home.secrets().database_password
        server = EmbeddedPostgres(self.home.postgres, password=password, port=self.home.port("postgres"))
        await self.supervisor.start(postgres_child(server))
        await asyncio.to_thread(_create_database, server.dsn())

    async def _start_temporal(self, environ: dict[str, str]) -> None:
        self.console.line("starting Temporal")
        ports = self.home.known_ports()
        namespace = environ.get("TEMPORAL_NAMESPACE", "default")
        await self.supervisor.start(
            temporal_child(self.home.temporal, ports["temporal"], ports["temporal-ui"], namespace, environ)
        )

    async def _nothing(self, environ: dict[str, str]) -> None:
        return

    async def _prepare_database(self, environ: dict[str, str]) -> None:
        await self.supervisor.run_once(task("migrate", environ))
        if self.wanted.demo:
            self.console.line("loading the demo workspace")
            try:
                await self.supervisor.run_once(task("seed", environ))
            except ProcessError as error:
                self.console.line(f"the demo is not loaded; `dataos seed` tries again. {error}")

    async def _report(self, port: int, environ: dict[str, str]) -> None:
        deadline = asyncio.get_running_loop().time() + _READY_SECONDS
        faults: dict[str, str] | None = None
        while asyncio.get_running_loop().time() < deadline:
            faults = await asyncio.to_thread(probe.faults, port)
            if faults == {}:
                break
            await asyncio.sleep(0.1)
        for check, reason in (faults or {}).items():
            self.console.line(f"{check} is not well: {reason}")
        self.console.line(f"ready http://{LOOPBACK}:{port}")
        if ui := environ.get("TEMPORAL_UI_URL"):
            self.console.line(f"  workflows  {ui}")
        self.console.line(f"  logs       {self.home.logs}")
        self.console.line("  stop       Ctrl-C")


def _create_database(admin: str) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


async def _both(first: Coroutine[Any, Any, None], second: Coroutine[Any, Any, None]) -> None:
    """Both at once; the first failure ends the other and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(first)
            group.create_task(second)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from failures
