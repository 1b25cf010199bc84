"""Records as people look at them: pages, places in a list, single records. Each method is one request."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.encryption.revealing import Revealing
from api.kit import clock
from api.records import read
from api.records.asking import read_query
from api.records.read import OneAnswer, PageAnswer, ReadContext
from api.records.single import told_of
from api.records.snapshots.pages import Cold, Pages
from api.records.sql.project import Shape
from api.records.stale import StaleSchema
from core.errors import Invalid, NotFound
from core.ids import parse_record_id
from core.query.dates import MONDAY
from core.values import JsonValue

Found = TypeVar("Found")

_PAGE_SECONDS = 0.25
"""A page by row number waits so long for a snapshot that is being built; then it is estimated."""
_POSITION_SECONDS = 4.0


class Browsing:
    def __init__(
        self, database: Database, access: Access, pages: Pages, revealing: Revealing, *, max_page: int
    ) -> None:
        self._database = database
        self._access = access
        self._pages = pages
        self._revealing = revealing
        self._max_page = max_page

    async def page(
        self,
        user: CurrentUser,
        table_id: str,
        raw: Mapping[str, JsonValue],
        zone: ZoneInfo,
        shape: Shape,
        *,
        week_start: int = MONDAY,
    ) -> PageAnswer:
        """A page, or groups where ``raw`` asks for groups or aggregates. Raises NotFound, Invalid."""
        context = ReadContext(clock.now(), zone, user.number, week_start)

        async def ask(conn: AsyncConnection, access: TableAccess, *, last: bool) -> PageAnswer | Cold:
            query = await read_query(conn, access, raw, max_limit=self._max_page)
            async with self._pages.watched(conn, access, query):
                if query.groups or query.aggregates:
                    return await read.groups(conn, access, query, context, shape)
                return await self._pages.page(conn, access, query, context, shape, last=last)

        page = await self._warmed(user, table_id, ask)
        return replace(page, body=await self._revealing.body(user, table_id, page.body))

    async def position(
        self, user: CurrentUser, record: str, raw: Mapping[str, JsonValue], zone: ZoneInfo
    ) -> PageAnswer:
        """Where the record stands in the list that ``raw`` describes. Raises NotFound, Invalid."""
        table, key = parse_record_id(record)
        context = _reader(user, zone)

        async def ask(conn: AsyncConnection, access: TableAccess, *, last: bool) -> PageAnswer | Cold:
            query = await read_query(conn, access, raw, max_limit=self._max_page)
            return await self._pages.position(conn, access, query, context, key, last=last)

        with told_of(record):
            return await self._warmed(user, table, ask, seconds=_POSITION_SECONDS)

    async def get(self, user: CurrentUser, record: str, zone: ZoneInfo, shape: Shape) -> OneAnswer:
        """Raises NotFound."""
        table, key = parse_record_id(record)
        with told_of(record):
            found = await self._reading(
                user, table, lambda conn, access: read.one(conn, access, key, _reader(user, zone), shape)
            )
            return replace(found, body=await self._revealing.body(user, table, found.body))

    async def _warmed(
        self,
        user: CurrentUser,
        table: str | int,
        ask: Callable[..., Awaitable[PageAnswer | Cold]],
        *,
        seconds: float = _PAGE_SECONDS,
    ) -> PageAnswer:
        """``ask``, and again when the snapshot that it needs is being built: meanwhile no connection is held."""
        answer = await self._reading(user, table, partial(ask, last=False))
        if isinstance(answer, Cold):
            await self._pages.wait(answer, seconds)
            answer = await self._reading(user, table, partial(ask, last=True))
        if isinstance(answer, Cold):
            raise TypeError("the last answer is never a promise")
        return answer

    async def _reading(
        self,
        user: CurrentUser,
        table: str | int,
        ask: Callable[[AsyncConnection, TableAccess], Awaitable[Found]],
    ) -> Found:
        """``ask``, and once more with everything reloaded when it worked from something stale."""
        for last in (False, True):
            access = await self._access.table(user, table)
            try:
                async with self._database.records() as conn:
                    return await ask(conn, access)
            except StaleSchema:
                self._access.forget_table(access.schema.number)
                if last:
                    raise
            except Invalid:
                # A field that is new since this process last looked is no reason to refuse.
                if last or await self._access.still_current(access):
                    raise
        raise NotFound("table", str(table))


def _reader(user: CurrentUser, zone: ZoneInfo) -> ReadContext:
    return ReadContext(clock.now(), zone, user.number)
