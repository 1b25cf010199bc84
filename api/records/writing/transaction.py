"""An act of several statements: one transaction, begun again when others were in the way."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from api.records.again import again
from api.records.effects import take_turns
from api.records.writing.act import WriteAct

Done = TypeVar("Done")


async def in_one(act: WriteAct, work: Callable[[], Awaitable[Done]], *, linked: bool = True) -> Done:
    """``work`` on the act's table as one transaction, or as a part of the one that is open, begun again where it met
    others crosswise. ``linked``: it may change cells of links. Raises Unavailable."""

    async def once() -> Done:
        await take_turns(act.conn, act.schema, linked=linked)
        return await work()

    return await again(act.conn, once)
