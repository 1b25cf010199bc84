"""Acts that may come into a circle of tables come one after the other (``effects.take_turns``). A few of them wait for
that with a connection; the others wait here, so that the connections are there for everybody else, and nobody is turned
away because others were many."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from api.records.again import busy
from api.records.recompute.plans import known_order
from core.schema import TableSchema

AT_A_TIME = 3
_PATIENCE_SECONDS = 30.0


class Queue:
    """One per process."""

    def __init__(self) -> None:
        self._places: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def place(self, schema: TableSchema) -> AsyncGenerator[None]:
        """For an act on this table, at once unless it is in a circle or one looks at it, as far as this process
        remembers. Of several circles it is the one whose turn comes first. Raises Unavailable."""
        order = known_order(schema)
        turns = [] if order is None else order.turns([schema.number])
        if not turns:
            yield
            return
        [circle, *_] = turns
        place = self._places.setdefault(circle, asyncio.Semaphore(AT_A_TIME))
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await place.acquire()
        except TimeoutError:
            raise busy() from None
        try:
            yield
        finally:
            place.release()
