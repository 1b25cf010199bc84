"""Acts that met others crosswise: PostgreSQL ended one of them, and it begins again."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from psycopg import AsyncConnection, errors
from psycopg.pq import TransactionStatus

from core.errors import Unavailable

ATTEMPTS = 8
_INSIDE = 3
_PAUSE_SECONDS = 0.02
_BUSY = "records_busy"

CROSSED = (errors.DeadlockDetected, errors.LockNotAvailable)

Done = TypeVar("Done")


async def again(conn: AsyncConnection, work: Callable[[], Awaitable[Done]]) -> Done:
    """``work`` as one transaction, or as a part of the one that is open: then what it locked is let go before it begins
    again, what was locked before it is not. Raises Unavailable ``records_busy`` in the end."""
    attempts = ATTEMPTS if conn.info.transaction_status is TransactionStatus.IDLE else _INSIDE
    for attempt in range(1, attempts + 1):
        try:
            async with conn.transaction():
                return await work()
        except CROSSED as error:
            if attempt == attempts:
                raise busy() from error
        except Unavailable as error:
            if error.code != _BUSY or attempt == attempts:
                raise
        await pause(attempt)
    raise busy()


async def pause(attempt: int) -> None:
    """Those who met once would meet again if all of them began at once."""
    await asyncio.sleep(random.uniform(0, _PAUSE_SECONDS * attempt))  # noqa: S311 - no secret


def busy() -> Unavailable:
    return Unavailable(_BUSY, "Others are changing these records. Try again.")
