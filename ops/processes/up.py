"""`dataos up`: everything on one machine.

PostgreSQL, then the migrations and the demo beside Temporal, then worker and API; it reports `ready URL` once all of
them answer, and keeps them running until it is told to stop. A database or Temporal that the settings name is used as
it is and not started here.
"""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

from setproctitle import setproctitle

from ops.processes.application_role import provide_database
from ops.processes.console import Console
from ops.processes.demo_mark import DemoMark
from ops.processes.environ import completed
from ops.processes.errors import ProcessError
from ops.processes.handover import CHILD
from ops.processes.home import Home
from ops.processes.parts import api_child, postgres_child, task, worker_child
from ops.processes.ports import Address
from ops.processes.postgres import EmbeddedPostgres
from ops.processes.postgres_leftovers import clear_leftovers
from ops.processes.readiness import wait_ready
from ops.processes.supervisor import Supervisor
from ops.processes.temporal import TemporalPorts, temporal_child
from ops.processes.wanted import Wanted

_API_PORTS = range(8000, 8020)


def up(home: Home, wanted: Wanted, console: Console) -> None:
    """Run until SIGINT or SIGTERM. Raises ProcessError when something cannot be started."""
    setproctitle("dataos up")
    home.create()
    with home.locked():
        asyncio.run(_until_signalled(_Start(home, wanted, console), console))


async def _until_signalled(start: "_Start", console: Console) -> None:
    running = asyncio.create_task(start.run())
    signals = 0

    def on_signal() -> None:
        nonlocal signals
        signals += 1
        if signals > 1:
            start.supervisor.kill()
        running.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, on_signal)
    try:
        await running
    except asyncio.CancelledError:
        console.line("stopping")
    finally:
        await start.supervisor.stop()
    console.line("stopped")


class _Start:
    def __init__(self, home: Home, wanted: Wanted, console: Console) -> None:
        self._home = home
        self._wanted = wanted
        self._say = console.line
        self._login = ""
        self.supervisor = Supervisor(console, home.logs, home.children.record)

    async def run(self) -> None:
        """Start everything, say so, and wait for ever."""
        await asyncio.to_thread(self._clear)
        wanted = self._wanted
        listening = self._home.listen("api", wanted.settings.http.host, wanted=wanted.port, preferred=_API_PORTS)
        address = Address.of(listening)
        if wanted.own_database:
            await self._start_postgres()
        ports = self._temporal_ports() if wanted.own_temporal else None
        environ = {
            "DATAOS_ACCESS_LOG": str(self._home.logs / "access.log"),
            **completed(self._home, wanted.environ),
            "DATAOS_PORT": str(address.port),
            "PYTHONUNBUFFERED": "1",
            CHILD: "1",
        }
        await _both(self._start_temporal(ports, environ), self._prepare_database(environ))
        self._say("starting worker and API")
        await _both(
            self.supervisor.start(worker_child(self._home.run, environ)),
            self.supervisor.start(api_child(listening, environ)),
        )
        await wait_ready(address, self._say)
        self._report(address, environ)
        await asyncio.Event().wait()

    def _clear(self) -> None:
        for name in self._home.children.stop_leftovers():
            self._say(f"stopped {name}, left over from a start that was killed")
        clear_leftovers(self._home.postgres / "data")

    def _temporal_ports(self) -> TemporalPorts:
        return TemporalPorts(
            frontend=self._home.port("temporal"),
            http=self._home.port("temporal-http"),
            ui=self._home.port("temporal-ui"),
        )

    async def _start_postgres(self) -> None:
        self._say("starting PostgreSQL")
        password = self._home.secrets().database_password
        server = EmbeddedPostgres(self._home.postgres, password=password, port=self._home.port("postgres"))
        await self.supervisor.start(postgres_child(server))
        await asyncio.to_thread(provide_database, server, self._home.secrets().application_password)

    async def _start_temporal(self, ports: TemporalPorts | None, environ: dict[str, str]) -> None:
        if ports is not None:
            self._say("starting Temporal")
            namespace = environ.get("TEMPORAL_NAMESPACE", "default")
            await self.supervisor.start(temporal_child(self._home.temporal, ports, namespace, environ))

    async def _prepare_database(self, environ: dict[str, str]) -> None:
        await self.supervisor.run_once(task("migrate", environ))
        if self._wanted.demo:
            mark = DemoMark(self._home.postgres, environ["DATAOS_SECRET"]) if self._wanted.own_database else None
            self._login = (mark and mark.login()) or await self._seed(environ)
            if mark and self._login:
                mark.keep(self._login)

    async def _seed(self, environ: dict[str, str]) -> str:
        """The demo's login, empty when it could not be loaded."""
        self._say("loading the demo workspace")
        try:
            said = await self.supervisor.run_once(task("seed", environ))
        except ProcessError as error:
            self._say(f"the demo is not loaded; `dataos seed` tries again. {error}")
            return ""
        return said.rpartition("\n")[2]

    def _report(self, address: Address, environ: dict[str, str]) -> None:
        self._say(f"ready {address.url}")
        if self._login:
            self._say(f"  sign in    {self._login}")
        if ui := environ.get("TEMPORAL_UI_URL"):
            self._say(f"  workflows  {ui}")
        self._say(f"  logs       {self._home.logs}")
        self._say("  stop       Ctrl-C")


async def _both(first: Coroutine[Any, Any, None], second: Coroutine[Any, Any, None]) -> None:
    """Both at once; the first failure ends the other and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(first)
            group.create_task(second)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from failures
