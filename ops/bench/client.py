"""An HTTP client that costs next to nothing: one socket, kept open, requests made beforehand."""

import json
import socket
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Json = Any
_BUFFER = 256 * 1024
_IDLE_SECONDS = 2.0  # the API closes connections that are idle for 5 s


class BenchError(Exception):
    """Something that is measured did not work; a number would be worthless."""


@dataclass(frozen=True, slots=True)
class Request:
    """The bytes that go over the wire."""

    data: bytes


class Client:
    """``token`` is a bearer token; without one only what needs no sign-in works."""

    def __init__(self, url: str, token: str | None = None) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._token = token
        self._socket: socket.socket | None = None
        self._used = 0.0

    def somebody_else(self, token: str | None = None) -> "Client":
        """For the same product."""
        return Client(f"http://{self._host}:{self._port}", token)

    def request(self, method: str, path: str, body: Json = None) -> Request:
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} /api/v1{path} HTTP/1.1", f"Host: {self._host}:{self._port}"]
        if self._token:
            lines.append(f"Authorization: Bearer {self._token}")
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
        return Request("\r\n".join(lines).encode() + b"\r\n\r\n" + content)

    def send(self, request: Request) -> bytes:
        """The body of a 2xx answer. Raises BenchError for anything else."""
        connection = self._connected()
        connection.sendall(request.data)
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._receive(connection)
        head = bytes(received[:end]).lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        while len(received) < end + 4 + length:
            received += self._receive(connection)
        body = bytes(received[end + 4 :])
        if not head.startswith(b"http/1.1 2"):
            raise BenchError(f"{request.data[:120]!r} was answered with {bytes(received[:800])!r}")
        return body

    def call(self, method: str, path: str, body: Json = None) -> Json:
        answer = self.send(self.request(method, path, body))
        return json.loads(answer) if answer else None

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _connected(self) -> socket.socket:
        now = time.monotonic()
        if now - self._used > _IDLE_SECONDS:
            self.close()
        self._used = now
        if self._socket is None:
            self._socket = socket.create_connection((self._host, self._port), timeout=120)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _receive(self, connection: socket.socket) -> bytes:
        data = connection.recv(_BUFFER)
        if not data:
            raise BenchError("the API closed the connection")
        return data
