"""Telling Temporal that a long activity is alive, also while it waits for something slow."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from temporalio import activity

_EVERY_SECONDS = 1.0


@asynccontextmanager
async def beating() -> AsyncGenerator[None]:
    """Heartbeats from a task of its own until the block ends."""
    task = asyncio.create_task(_beat())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _beat() -> None:
    while True:
        activity.heartbeat()
        await asyncio.sleep(_EVERY_SECONDS)
