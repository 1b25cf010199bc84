"""The folder everything embedded lives in: `$DATAOS_HOME`, by default `.dataos` in the working folder.

lock            held by the one running `dataos up` of this home; it names that process
secrets.json    0600: the database password and DATAOS_SECRET, made once
ports.json      the ports of the last start, used again while they are free
children.json   pid and start time of each child, so a later start can stop what a killed one left
postgres/ temporal/ files/ logs/ run/
"""

import fcntl
import json
import os
import secrets
import signal
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from pydantic import TypeAdapter, ValidationError

from ops.processes.errors import PortTakenError, ProcessError
from ops.processes.ports import free_port, is_free

_OBJECT = TypeAdapter(dict[str, object])
_STOP_SECONDS = 5.0
_START_TIME_SLACK = 1.0


@dataclass(frozen=True)
class Secrets:
    database_password: str
    signing: str


class Home:
    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().absolute()
        self.postgres = self.root / "postgres"
        self.temporal = self.root / "temporal"
        self.files = self.root / "files"
        self.logs = self.root / "logs"
        self.run = self.root / "run"

    def exists(self) -> bool:
        """Whether an installation was made here."""
        return (self.root / "secrets.json").exists()

    def create(self) -> None:
        """Make the folder, closed to other accounts. Raises ProcessError when that is impossible."""
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for folder in (self.temporal, self.files, self.logs, self.run):
                folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise ProcessError(
                f"cannot write the home {self.root}: {error.strerror}; choose another with --home"
            ) from error

    @contextmanager
    def locked(self) -> Generator[None]:
        """Hold the home for this process. The lock dies with its holder, so a killed start leaves none."""
        with (self.root / "lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                message = f"DataOS already runs in {self.root} (process {holder}); stop it or use another --home"
                raise ProcessError(message) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def secrets(self) -> Secrets:
        """The home's secrets, made at the first call."""
        path = self.root / "secrets.json"
        if not path.exists():
            made = {"databasePassword": secrets.token_urlsafe(24), "secret": secrets.token_hex(32)}
            _write(path, made)
        stored = _read(path)
        try:
            return Secrets(str(stored["databasePassword"]), str(stored["secret"]))
        except KeyError as error:
            raise ProcessError(
                f"{path} is damaged: restore it, the database in this home needs its password"
            ) from error

    def port(self, name: str, *, wanted: int | None = None, preferred: range = range(0)) -> int:
        """A free port for `name`: the wanted one or none, else the last start's, a preferred one, or any."""
        known = self.known_ports()
        if wanted is not None:
            if not is_free(wanted):
                raise PortTakenError(f"port {wanted} is taken by another program; choose another with --port")
            port = wanted
        else:
            taken = {value for key, value in known.items() if key != name}
            candidates = [known[name], *preferred] if name in known else list(preferred)
            port = next((port for port in candidates if port not in taken and is_free(port)), None) or free_port()
        _write(self.root / "ports.json", {**known, name: port})
        return port

    def known_ports(self) -> dict[str, int]:
        return {name: int(str(port)) for name, port in _read(self.root / "ports.json").items()}

    def holder(self) -> int | None:
        """The process id of the `dataos up` that runs in this home, None when none does."""
        try:
            with self.locked():
                return None
        except FileNotFoundError:
            return None
        except ProcessError:
            text = (self.root / "lock").read_text().strip()
            return int(text) if text.isdigit() else 0

    def record_child(self, name: str, pid: int) -> None:
        try:
            started = psutil.Process(pid).create_time()
        except psutil.NoSuchProcess:
            return
        path = self.root / "children.json"
        _write(path, {**_read(path), name: {"pid": pid, "started": started}})

    def stop_leftovers(self) -> list[str]:
        """Stop the children of a start that was killed; returns their names. Call it with the lock held.

        PostgreSQL is left to its own recovery, which shuts it down without losing time on a replay.
        """
        path = self.root / "children.json"
        found = {name: process for name, entry in _read(path).items() if (process := _same_process(entry))}
        stopped = [name for name in found if name != "postgres"]
        for name in stopped:
            _signal_group(found[name].pid, signal.SIGTERM)
        _, alive = psutil.wait_procs([found[name] for name in stopped], timeout=_STOP_SECONDS)
        for process in alive:
            _signal_group(process.pid, signal.SIGKILL)
        psutil.wait_procs(alive, timeout=_STOP_SECONDS)
        path.unlink(missing_ok=True)
        return stopped


def _same_process(entry: object) -> psutil.Process | None:
    """The live process an entry means; None when it is gone or its pid belongs to somebody else now."""
    match entry:
        case {"pid": int(pid), "started": float(started)}:
            try:
                process = psutil.Process(pid)
                same = abs(process.create_time() - started) < _START_TIME_SLACK
                return process if same and process.status() != psutil.STATUS_ZOMBIE else None
            except psutil.Error:
                return None
        case _:
            return None


def _signal_group(pid: int, number: signal.Signals) -> None:
    """Children lead their own process group, so what they started goes with them."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _read(path: Path) -> dict[str, object]:
    try:
        return _OBJECT.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        raise ProcessError(f"{path} is damaged; delete it, unless it is secrets.json: restore that one") from error


def _write(path: Path, content: Mapping[str, object]) -> None:
    """Replace the file as a whole, readable by this account only."""
    partial = path.with_suffix(".new")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
