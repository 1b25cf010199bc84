"""The statements that our own code sends, as it sends them: what a bench compares with is never typed again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.loaders import register_loaders
from api.settings import Settings
from ops.transfer.application import application


@dataclass(frozen=True, slots=True)
class Recorded:
    """Passed to psycopg like this by the code that was observed."""

    statement: bytes
    parameters: tuple[object, ...]


class _Recorder(AsyncConnection[TupleRow]):
    """A connection that remembers the last statement with parameters."""

    last: Recorded | None = None

    async def execute(self, query: Any, params: Any = None, **options: Any) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        if params:
            self.last = Recorded(query, tuple(params))
        return await super().execute(query, params, **options)


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
        async with await _Recorder.connect(url, autocommit=True) as conn:
            register_loaders(conn.adapters)
            await work(conn, access)
            if conn.last is None:
                raise RuntimeError("nothing was sent")
            return conn.last
