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
_OTHERS = "Others are changing these records. Try again."

CROSSED = (errors.DeadlockDetected, errors.LockNotAvailable)

Done = TypeVar("Done")

_under_way: set[AsyncConnection] = set()


class WaitedLong(Unavailable):
    """``records_busy`` after a wait that one request does not make twice."""


async def again(conn: AsyncConnection, work: Callable[[], Awaitable[Done]]) -> Done:
    """``work`` as one transaction, or as a part of the one that is open: then what it locked is let go before it begins
    again, what was locked before it is not.

    Inside another ``again`` on the same connection it is tried once, and the outermost one begins again: that lets go
    of more, and attempts do not multiply. Raises Unavailable ``records_busy`` in the end.
    """
    if conn in _under_way:
        return await _once(conn, work)
    attempts = ATTEMPTS if conn.info.transaction_status is TransactionStatus.IDLE else _INSIDE
    _under_way.add(conn)
    try:
        for attempt in range(1, attempts):
            try:
                return await _once(conn, work)
            except WaitedLong:
                raise
            except Unavailable as error:
                if error.code != _BUSY:
                    raise
            await pause(attempt)
        return await _once(conn, work)
    finally:
        _under_way.discard(conn)


async def _once(conn: AsyncConnection, work: Callable[[], Awaitable[Done]]) -> Done:
    try:
        async with conn.transaction():
            return await work()
    except CROSSED as error:
        raise busy() from error


async def pause(attempt: int) -> None:
    """Those who met once would meet again if all of them began at once."""
    await asyncio.sleep(random.uniform(0, _PAUSE_SECONDS * attempt))  # noqa: S311 - no secret


def busy() -> Unavailable:
    return Unavailable(_BUSY, _OTHERS)


def waited_long() -> WaitedLong:
    return WaitedLong(_BUSY, _OTHERS)
