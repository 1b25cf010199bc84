"""Loopback ports for children, and the API's listening socket."""

import errno
import random
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from ops.processes.errors import ProcessError

LOOPBACK = "127.0.0.1"

# Below the range the kernel gives to outgoing connections. A client that keeps trying a stopped server on a port of
# that range can be given the very same port, connects to itself, and the server can never come back to it.
_STEADY = range(20_000, 32_000)
_ATTEMPTS = 50
_BACKLOG = 1024

# Where this machine reaches a socket that listens on all of its addresses.
_NEAREST = {"0.0.0.0": LOOPBACK, "::": "::1"}


@dataclass(frozen=True)
class Address:
    """Where this machine reaches a server."""

    host: str
    port: int

    @classmethod
    def of(cls, listening: socket.socket) -> Self:
        host, port = listening.getsockname()[:2]
        return cls(_NEAREST.get(str(host), str(host)), int(port))

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def is_free(port: int, host: str = LOOPBACK) -> bool:
    with _reusable(_family(host)) as probe:
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port nobody listens on now; somebody may take it before the caller does, so callers retry."""
    for port in random.sample(_STEADY, _ATTEMPTS):
        if is_free(port):
            return port
    with _reusable(socket.AF_INET) as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def listen(host: str, candidates: Iterable[int]) -> socket.socket | None:
    """A socket that listens on the first of the ports that can be had, None when all are taken.

    Whoever holds it keeps the port, and the kernel queues connections while no process accepts them.
    Raises ProcessError when it is not for want of a free port.
    """
    for port in candidates:
        family, place = _resolved(host, port)
        listening = _reusable(family)
        try:
            listening.bind(place)
            listening.listen(_BACKLOG)
        except OSError as error:
            listening.close()
            if error.errno == errno.EADDRINUSE:
                continue
            raise _unlistenable(host, port, error) from error
        return listening
    return None


def _resolved(host: str, port: int) -> tuple[int, tuple[str | int | bytes, ...]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise _unlistenable(host, port, error) from error
    # An IPv6 place also has a flow and a scope.
    return found[0][0], found[0][4]


def _unlistenable(host: str, port: int, error: OSError) -> ProcessError:
    if error.errno == errno.EACCES:
        return ProcessError(f"port {port} is for the system's own services: choose one from 1024 with --port")
    return ProcessError(
        f'DATAOS_HOST: "{host}" is not an address of this machine ({error.strerror}); '
        "0.0.0.0 listens on all of them, 127.0.0.1 for this machine only"
    )


def _family(host: str) -> int:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _reusable(family: int) -> socket.socket:
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made
