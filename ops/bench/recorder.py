"""The statements that our own code sends, as it sends them: what a bench compares with is never typed again."""

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from psycopg import AsyncConnection, AsyncCursor
from psycopg.rows import TupleRow

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.loaders import register_loaders
from api.settings import Settings
from ops.transfer.application import application


@dataclass(frozen=True, slots=True)
class Recorded:
    """Passed to psycopg's raw cursor like this by the code that was observed: placeholders are $1, $2 and so on."""

    statement: bytes
    parameters: tuple[object, ...]


async def record(
    settings: Settings,
    user: CurrentUser,
    table_id: str,
    work: Callable[[AsyncConnection[TupleRow], TableAccess], Awaitable[object]],
) -> Recorded:
    """The last statement of ``work``, which gets the table as ``user`` may use it."""
    url = settings.database.url.get_secret_value()
    async with application(settings, "dataos bench") as services:
        access = await services.get(Access).table(user, table_id)
        async with await AsyncConnection.connect(url, autocommit=True) as conn:
            register_loaders(conn.adapters)
            with _watched(conn) as seen:
                await work(conn, access)
            if not seen:
                raise RuntimeError("nothing was sent")
            return seen[-1]


@contextmanager
def _watched(conn: AsyncConnection[TupleRow]) -> Generator[list[Recorded]]:
    """What cursors of this connection send with parameters."""
    seen: list[Recorded] = []
    send = AsyncCursor[TupleRow].execute

    async def watching(cursor: AsyncCursor[TupleRow], query: Any, params: Any = None, **options: Any) -> Any:
        if params and cursor.connection is conn:
            seen.append(Recorded(query, tuple(params)))
        return await send(cursor, query, params, **options)

    with patch.object(AsyncCursor, "execute", watching):
        yield seen
