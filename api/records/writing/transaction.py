"""An act of several statements: one transaction, begun again when others were in the way."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from psycopg import errors
from psycopg.pq import TransactionStatus

from api.records.effects import take_turns
from api.records.writing.act import WriteAct
from core.errors import Unavailable

_ATTEMPTS = 8
_PAUSE_SECONDS = 0.02

Done = TypeVar("Done")


async def in_one(act: WriteAct, work: Callable[[], Awaitable[Done]]) -> Done:
    """``work`` on the act's table as one transaction, or as a part of the one that is open.

    A deadlock with somebody who locks in another order (a step of an automation, an undo) loses the transaction: one of
    our own is begun again, of another's only its owner can. Raises Unavailable.
    """
    own = act.conn.info.transaction_status is TransactionStatus.IDLE
    for attempt in range(1, _ATTEMPTS + 1):
        if attempt > 1:
            # Those who met once would meet again if all of them began at once.
            await asyncio.sleep(random.uniform(0, _PAUSE_SECONDS * attempt))  # noqa: S311 - no secret
        try:
            async with act.conn.transaction():
                await take_turns(act.conn, act.schema)
                return await work()
        except (errors.DeadlockDetected, errors.LockNotAvailable) as error:
            if not own or attempt == _ATTEMPTS:
                raise Unavailable("records_busy", "Others are changing these records. Try again.") from error
        except Unavailable as error:
            # A statement that was told so inside of the transaction could not begin again by itself.
            if not own or attempt == _ATTEMPTS or error.code != "records_busy":
                raise
    raise Unavailable("records_busy", "Others are changing these records. Try again.")
