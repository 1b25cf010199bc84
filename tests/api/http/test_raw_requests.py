"""Requests that no client library would send, over a real socket."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
import uvicorn

from ops.processes.api import configure
from tests.support.app import API, settings_for

# uvicorn refuses these while it reads the request; the application never sees them.
UNREADABLE = {
    "control byte in the path": b"GET /api/v1/\x01 HTTP/1.1\r\nHost: x\r\n\r\n",
    "space in the path": b"GET /api/v1/a b HTTP/1.1\r\nHost: x\r\n\r\n",
    "control byte in a cookie": b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nCookie: dataos_access=\x1b[0m\r\n\r\n",
    "nul in a header": b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Client-Tab: a\x00b\r\n\r\n",
    "high bytes in the path": b"GET /api/v1/\xf0\x9f\x92\xa9 HTTP/1.1\r\nHost: x\r\n\r\n",
    "no request": b"\x16\x03\x01\x00\xa5\r\n\r\n",
}
REFUSED = {
    "high byte in a header": (b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\r\n\r\n", 401),
    "high byte in a cookie": (b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nCookie: dataos_access=\x85\r\n\r\n", 401),
    "escaped control byte": (b"GET /api/v1/records/%01%7f HTTP/1.1\r\nHost: x\r\n\r\n", 401),
    "escaped route": (b"GET /api/v1/%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    "odd method": (b"PURGE /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    "length that is a lie": (
        b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
        413,
    ),
    "absolute target": (b"GET http://other/api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n", 401),
}


@asynccontextmanager
async def _port(database_url: str) -> AsyncGenerator[int]:
    config = configure(settings_for(database_url))
    config.port = 0
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(30):
            while not server.started:
                await asyncio.sleep(0.02)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving


async def _send(port: int, request: bytes) -> tuple[int, bytes]:
    """Status, and everything after the status line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request.replace(b"Host: x\r\n", b"Host: x\r\nConnection: close\r\n"))
        async with asyncio.timeout(10):
            answer = await reader.read()
    finally:
        writer.close()
    line, _, rest = answer.partition(b"\r\n")
    return int(line.split()[1]), rest


async def test_what_the_application_sees_is_refused_with_a_problem(database_url: str) -> None:
    async with _port(database_url) as port:
        for name, (request, status) in REFUSED.items():
            found, answer = await _send(port, request)
            assert found == status, (name, answer)
            assert b"application/problem+json" in answer, (name, answer)


@pytest.mark.parametrize("name", UNREADABLE)
async def test_what_the_server_cannot_read_is_a_400_and_harms_nobody(database_url: str, name: str) -> None:
    async with _port(database_url) as port:
        assert (await _send(port, UNREADABLE[name]))[0] == 400
        assert (await _send(port, f"GET {API}/health HTTP/1.1\r\nHost: x\r\n\r\n".encode()))[0] == 200


async def test_head_over_a_socket_has_no_body(database_url: str) -> None:
    async with _port(database_url) as port:
        status, answer = await _send(port, f"HEAD {API}/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert status == 200
        head, _, body = answer.partition(b"\r\n\r\n")
        assert b"content-length" in head
        assert body == b""


async def test_a_body_that_is_too_large_is_answered_although_it_is_still_being_sent(database_url: str) -> None:
    size = 11 * 1024 * 1024
    head = f"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()
    async with _port(database_url) as port:
        status, rest = await _send(port, head + b"x" * size)
    assert status == 413
    assert b'"code":"body_too_large"' in rest.replace(b'": ', b'":')


async def test_who_hangs_up_while_sending_is_no_error_of_ours(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with _port(database_url) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        await writer.drain()
        await asyncio.sleep(0.2)
        writer.close()
        await asyncio.sleep(0.2)
        status, _ = await _send(port, b"GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
    assert status == 200
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
