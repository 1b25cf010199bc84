"""The folder everything embedded lives in: `$DATAOS_HOME`, by default `.dataos` in the working folder.

lock            held by the one running `dataos up` of this home; it names that process
secrets.json    0600: the database passwords, DATAOS_SECRET and ENCRYPTION_KEYS, made once
ports.json      the ports of the last start, used again while they are free
children.json   pid and start time of each child, so a later start can stop what a killed one left
postgres/ temporal/ logs/ run/
"""

import fcntl
import json
import os
import secrets
import socket
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from api.kit.key_ring import new_master_key
from ops.processes.children import Children
from ops.processes.errors import PortTakenError, ProcessError
from ops.processes.ports import free_port, is_free, listen

_OBJECT = TypeAdapter(dict[str, object])
_LOOKS = 5
_LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Secrets:
    """database_password: of the cluster's superuser. application_password: of the role that DataOS connects as."""

    database_password: str
    application_password: str
    signing: str
    encryption: str


class Home:
    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().absolute()
        self.postgres = self.root / "postgres"
        self.temporal = self.root / "temporal"
        self.logs = self.root / "logs"
        self.run = self.root / "run"
        self.children = Children(self.root / "children.json")

    def exists(self) -> bool:
        """Whether an installation was made here."""
        return (self.root / "secrets.json").exists()

    def create(self) -> None:
        """Make the folder, closed to other accounts. Raises ProcessError when that is impossible."""
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for folder in (self.temporal, self.logs, self.run):
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
                _lock(file)
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
            made = {"databasePassword": secrets.token_urlsafe(24), "applicationPassword": secrets.token_urlsafe(24)}
            _write(path, {**made, "secret": secrets.token_hex(32), "encryptionKeys": new_master_key()})
        stored = _read(path)
        if "secret" in stored and "encryptionKeys" not in stored:
            # A home from before there were encrypted fields.
            stored = {**stored, "encryptionKeys": new_master_key()}
            _write(path, stored)
        try:
            return Secrets(
                str(stored["databasePassword"]),
                str(stored["applicationPassword"]),
                str(stored["secret"]),
                str(stored["encryptionKeys"]),
            )
        except KeyError as error:
            raise ProcessError(
                f"{path} is damaged: restore it, the database in this home needs its password"
            ) from error

    def port(self, name: str) -> int:
        """A free port for `name`: the last start's, or any."""
        known = self.known_ports()
        taken = {port for other, port in known.items() if other != name}
        port = known.get(name, 0)
        while not port or port in taken or not is_free(port):
            port = free_port()
        self._remember(name, port)
        return port

    def listen(self, name: str, host: str, *, wanted: int | None, preferred: range) -> socket.socket:
        """A listening socket for `name`: on the wanted port or none, else the last start's, a preferred one, or any."""
        known = self.known_ports()
        if wanted is not None:
            candidates = [wanted]
        else:
            candidates = [*([known[name]] if name in known else []), *preferred, free_port()]
        listening = listen(host, candidates)
        if listening is None:
            raise PortTakenError(f"port {wanted} is taken by another program; choose another with --port")
        self._remember(name, int(listening.getsockname()[1]))
        return listening

    def known_ports(self) -> dict[str, int]:
        return {name: int(str(port)) for name, port in _read(self.root / "ports.json").items()}

    def _remember(self, name: str, port: int) -> None:
        _write(self.root / "ports.json", {**self.known_ports(), name: port})

    def holder(self) -> int | None:
        """The process id of the `dataos up` that runs in this home, None when none does. Changes nothing."""
        try:
            with (self.root / "lock").open() as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except OSError:
                    text = file.read().strip()
                    return int(text) if text.isdigit() else 0
        except OSError:
            return None
        return None


def _lock(file: IO[str]) -> None:
    """For good; somebody who only looks holds it for a moment. Raises OSError when somebody else has it."""
    for _ in range(_LOOKS):
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(_LOOK_SECONDS)
    return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
