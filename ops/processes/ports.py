"""Loopback ports for children."""

import random
import socket

LOOPBACK = "127.0.0.1"

# Below the range the kernel gives to outgoing connections. A client that keeps trying a stopped server on a port of
# that range can be given the very same port, connects to itself, and the server can never come back to it.
_STEADY = range(20_000, 32_000)
_ATTEMPTS = 50


def is_free(port: int, host: str = LOOPBACK) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
