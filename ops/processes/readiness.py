"""Waiting until the whole product answers."""

import asyncio
from collections.abc import Callable

from ops.processes import probe
from ops.processes.ports import Address

_REMIND_SECONDS = 60.0
_POLL_SECONDS = 0.1


async def wait_ready(address: Address, say: Callable[[str], None], remind_seconds: float = _REMIND_SECONDS) -> None:
    """Return once every check of the API is well, however long that takes; says now and then what is missing."""
    loop = asyncio.get_running_loop()
    remind = loop.time() + remind_seconds
    while (faults := await asyncio.to_thread(probe.faults, address)) != {}:
        if loop.time() > remind:
            for check, reason in (faults or {"api": "does not answer"}).items():
                say(f"still waiting: {check} is not well: {reason}")
            remind = loop.time() + remind_seconds
        await asyncio.sleep(_POLL_SECONDS)
