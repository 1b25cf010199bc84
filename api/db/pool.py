"""The pool of the record hot path: the connection that was used last is lent first.

psycopg's own pool lends the one that has rested longest, so even a single caller goes round all connections. Behind
each is a process of PostgreSQL with its own catalogue cache, prepared statements and plans, and its part of the
processor's cache: going round makes each of them slow again and again (a fifth of the time of a page).
"""

from collections import deque

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool


class _Stack(deque[AsyncConnection]):
    """What the pool takes from the left comes back on the left."""

    def append(self, item: AsyncConnection, /) -> None:
        self.appendleft(item)


class WarmPool(AsyncConnectionPool[AsyncConnection]):
    """Made as AsyncConnectionPool is."""

    def __init__(self, conninfo: str, **settings: object) -> None:
        super().__init__(conninfo, **settings)  # pyright: ignore[reportArgumentType]
        self._pool = _Stack()
