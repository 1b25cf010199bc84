"""The embedded PostgreSQL: one cluster, run in the foreground as our own child.

Used by `dataos up` and by the tests. It listens on 127.0.0.1 only and accepts only SCRAM with the given password.
No pg_ctl: as a direct child we can wait on it, so a killed server is noticed at once and leaves no zombie.
"""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from urllib.parse import quote

from ops.processes.binaries import account_for, postgres_programs
from ops.processes.errors import PortTakenError, ProcessError
from ops.processes.ports import LOOPBACK, free_port, is_free
from ops.processes.postgres_leftovers import clear_leftovers, read_postmaster_pid
from ops.processes.postgres_settings import production_settings

# Not "dataos": a role named like our schema would find that schema first on its search path.
_SUPERUSER = "postgres"
_PORT_ATTEMPTS = 5
_UNFINISHED = "unfinished-"


class EmbeddedPostgres:
    """A cluster in `base/data`. `start` makes it when it is missing; `stop` is a fast shutdown.

    base: folder owned by this cluster (as root it is handed to the unprivileged account).
    port: None picks a free one, known after `start`.
    settings: server settings; None means production values for this machine.
    """

    def __init__(
        self,
        base: Path,
        *,
        password: str,
        port: int | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.base = base.absolute()
        self.data = self.base / "data"
        self.log = self.base / "log"
        self._password = password
        self._wanted_port = port
        self._port = port
        self._settings = production_settings() if settings is None else dict(settings)
        self._account = account_for(self.data)
        self._programs: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        if self._port is None:
            raise ProcessError("the port of this PostgreSQL is chosen when it starts")
        return self._port

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running postmaster."""
        if self._process is None:
            raise ProcessError("PostgreSQL has not been started")
        return self._process

    @property
    def programs(self) -> Path:
        """The folder of the client and server programs, executable by the cluster's account."""
        if self._programs is None:
            self._programs = postgres_programs(self._account)
        return self._programs

    def dsn(self, database: str = "postgres") -> str:
        """A libpq URL for a database of this cluster."""
        return f"postgresql://{_SUPERUSER}:{quote(self._password, safe='')}@{LOOPBACK}:{self.port}/{quote(database)}"

    def start(self, timeout_seconds: float = 60.0, output: IO[bytes] | int | None = None) -> None:
        """Make the cluster if needed, get rid of what a killed predecessor left, start, and wait until it serves.

        output: where the server's log goes; None appends to `base/log`.
        Raises PortTakenError when the given port is taken, ProcessError with the log's end for anything else.
        """
        self.prepare()
        for attempt in range(1, _PORT_ATTEMPTS + 1):
            self._port = self._wanted_port or free_port()
            if not is_free(self._port):
                raise PortTakenError(f"port {self._port} for PostgreSQL is taken by another program")
            self.spawn(output)
            try:
                self.wait_ready(timeout_seconds)
            except PortTakenError:
                if self._wanted_port or attempt == _PORT_ATTEMPTS:
                    raise
            else:
                return

    def prepare(self) -> None:
        """Everything before the server process itself: folders, account, cluster, leftovers. Idempotent."""
        self.base.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._account.root_drops:
            os.chown(self.base, self._account.uid, self._account.gid)
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        clear_leftovers(self.data)

    def spawn(self, output: IO[bytes] | int | None = None) -> subprocess.Popen[bytes]:
        """Start the server process and return at once."""
        fixed = {"listen_addresses": LOOPBACK, "port": str(self.port), "unix_socket_directories": ""}
        arguments = [part for key, value in {**self._settings, **fixed}.items() for part in ("-c", f"{key}={value}")]
        self._process = self._popen("postgres", self.data, arguments, output)
        return self._process

    def is_ready(self) -> bool:
        """Whether the process we started accepts connections."""
        return self._process is not None and read_postmaster_pid(self.data) == (self._process.pid, True)

    def wait_ready(self, timeout_seconds: float) -> None:
        """Return once the server accepts connections (crash recovery included)."""
        process = self.process
        deadline = time.monotonic() + timeout_seconds
        while not self.is_ready():
            if process.poll() is not None:
                tail = self.log_tail()
                if "could not bind" in tail or "could not create any TCP/IP sockets" in tail:
                    raise PortTakenError(f"port {self.port} for PostgreSQL is taken by another program")
                raise ProcessError(f"PostgreSQL stopped while starting (code {process.returncode}):\n{tail}")
            if time.monotonic() > deadline:
                self.stop()
                raise ProcessError(f"PostgreSQL was not ready after {timeout_seconds:g} s:\n{self.log_tail()}")
            time.sleep(0.01)

    def stop(self, timeout_seconds: float = 15.0) -> None:
        """Fast shutdown (open transactions are rolled back); an immediate one when that takes too long."""
        process = self._process
        if process is None:
            return
        for number, patience in ((signal.SIGINT, timeout_seconds), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            if process.poll() is None:
                process.send_signal(number)
            try:
                process.wait(patience)
                break
            except subprocess.TimeoutExpired:
                continue
        self._process = None

    def log_tail(self, characters: int = 2000) -> str:
        try:
            return self.log.read_text(errors="replace")[-characters:]
        except OSError:
            return ""

    def _initdb(self) -> None:
        """Make the cluster beside its place and move it there as a whole: a killed start leaves no half of one."""
        for left in self.base.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        made = self.base / f"{_UNFINISHED}{secrets.token_hex(4)}"
        with tempfile.NamedTemporaryFile("w", prefix="pw", dir=self.base) as secret:
            secret.write(self._password)
            secret.flush()
            if self._account.root_drops:
                os.chown(secret.name, self._account.uid, self._account.gid)
            # initdb reads the file through the same door as the data folder.
            arguments = ["-U", _SUPERUSER, "--auth=scram-sha-256", f"--pwfile={{base}}/{Path(secret.name).name}"]
            arguments += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
            if self._settings.get("fsync") == "off":
                arguments.append("--no-sync")
            initdb = self._popen("initdb", made, arguments, None)
            if initdb.wait() != 0:
                shutil.rmtree(made, ignore_errors=True)
                raise ProcessError(f"initdb failed (code {initdb.returncode}):\n{self.log_tail()}")
        try:
            made.replace(self.data)
        except OSError as error:
            shutil.rmtree(made, ignore_errors=True)
            problem = f"{self.data} is no PostgreSQL cluster and is in the way of a new one ({error.strerror})"
            raise ProcessError(f"{problem}: move it away, or choose another home with --home") from error

    def _popen(
        self, program: str, data: Path, arguments: list[str], output: IO[bytes] | int | None
    ) -> subprocess.Popen[bytes]:
        """Run a program on a data folder in `base`, as the cluster's account.

        When that account may not pass a parent folder (a checkout in a closed home), it gets an open descriptor of
        `base` and reaches the data through it: no permission of any folder outside the home is changed.
        """
        programs = self.programs
        closed = self._account.root_drops and not self._account.can_enter(self.base)
        door = os.open(self.base, os.O_RDONLY | os.O_DIRECTORY) if closed else None
        base = str(self.base) if door is None else f"/proc/self/fd/{door}"
        log = self.log.open("ab") if output is None else output
        try:
            return subprocess.Popen(
                [
                    str(programs / program),
                    "-D",
                    f"{base}/{data.name}",
                    *(part.replace("{base}", base) for part in arguments),
                ],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": base, "TZ": "UTC"},
                start_new_session=True,
                pass_fds=() if door is None else (door,),
                **self._account.demotion,
            )
        finally:
            if door is not None:
                os.close(door)
            if output is None and not isinstance(log, int):
                log.close()
