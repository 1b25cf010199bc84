"""What the `dataos api` process believes about its callers."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx2
import uvicorn

from ops.processes.api import configure
from tests.support.app import API, PASSWORD, settings_for


@asynccontextmanager
async def _served(database_url: str, **environ: str) -> AsyncGenerator[httpx2.AsyncClient]:
    config = configure(settings_for(database_url, **environ))
    config.port = 0
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(30):
            while not server.started:
                await asyncio.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}{API}") as client:
            yield client
    finally:
        server.should_exit = True
        await serving


async def _guesses(client: httpx2.AsyncClient) -> list[int]:
    """Each for another account and, so it says, from another address."""
    answers = [
        await client.post(
            "/auth/login",
            json={"email": f"nobody{n}@example.org", "password": PASSWORD},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )
        for n in range(4)
    ]
    return [answer.status_code for answer in answers]


async def test_a_forwarded_address_is_not_believed_by_default(database_url: str) -> None:
    async with _served(database_url, DATAOS_LOGIN_ATTEMPTS_PER_ADDRESS="2") as client:
        assert await _guesses(client) == [401, 401, 429, 429]


async def test_a_forwarded_address_is_believed_from_a_trusted_proxy(database_url: str) -> None:
    limits = {"DATAOS_LOGIN_ATTEMPTS_PER_ADDRESS": "2", "DATAOS_TRUSTED_PROXIES": "10.0.0.0/8, 127.0.0.1"}
    async with _served(database_url, **limits) as client:
        assert await _guesses(client) == [401, 401, 401, 401]
