"""How a request becomes one act: access, parsing, the write, and the two reasons to begin again.

A stale schema and missing options (``typecast``) are found out while acting; both are put right and the act is begun
again from the start, once each. With an Idempotency-Key the act and its stored answer are one transaction.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.http.idempotency import Keeper, Repeatable, StoredAnswer, claim, remember
from api.kit.newid import new_change_set
from api.records.acts import UTC, WriteContext
from api.records.again import again
from api.records.parse import NewOptions
from api.records.queue import Queue
from api.records.stale import StaleSchema
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import Forbidden, Invalid


class OptionAdder(Protocol):
    """Adds options by name to select fields by id; commits by itself."""

    async def add_options(self, user: CurrentUser, table_id: str, wanted: Mapping[str, Sequence[str]]) -> None: ...


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """One mutating request. ``tab`` is whose undo stack it joins; ``repeatable`` is its Idempotency-Key, if any."""

    user: CurrentUser
    tab: str
    request_id: str
    repeatable: Repeatable | None = None
    zone: ZoneInfo = field(default=UTC)

    def context(self) -> WriteContext:
        actor = Actor(ActorKind.USER, self.user.number, self.user.id, self.user.name)
        cause = Cause(CauseKind.REQUEST, request_id=self.request_id, address=audit.address())
        return WriteContext(actor, cause, self.tab, new_change_set(), self.zone)


@dataclass(frozen=True, slots=True)
class Acted:
    """``version`` is that of a single record, for its ETag. ``change_set`` is None where nothing changed.

    A replay has no change set: only the status and the body of an answer are stored.
    """

    status: int
    body: bytes
    version: int | None = None
    replayed: bool = False
    change_set: UUID | None = None


Work = Callable[[AsyncConnection, TableAccess], Awaitable[Acted]]


class Acting:
    def __init__(self, database: Database, access: Access, options: OptionAdder) -> None:
        self._database = database
        self._access = access
        self._options = options
        self._queue = Queue()

    async def run(self, request: WriteRequest, table: str | int, work: Work) -> Acted:
        """``work`` parses and writes; it may be called up to three times, and only the last one has any effect."""
        options_added = reloaded = False
        while True:
            access = await self._access.table(request.user, table)
            try:
                async with self._queue.place(access.schema), self._database.records() as conn:
                    if request.repeatable is None:
                        return await work(conn, access)
                    return await _once(conn, access, request.repeatable, work)
            except StaleSchema:
                if reloaded:
                    raise
                reloaded = True
                self._access.forget_table(access.schema.number)
            except (Invalid, Forbidden):
                # A field or a role that is new since this process last looked is no reason to refuse.
                if reloaded or await self._access.still_current(access):
                    raise
                reloaded = True
            except NewOptions as missing:
                if options_added:
                    raise StaleSchema(access.schema.number) from missing
                options_added = True
                await self._options.add_options(request.user, access.schema.id, missing.wanted)


async def _once(conn: AsyncConnection, access: TableAccess, asked: Repeatable, work: Work) -> Acted:
    keeper = Keeper.of(access.user)

    async def once() -> Acted:
        before = await claim(conn, keeper, asked)
        if before is not None:
            return Acted(before.status, before.body, _version(before.body), replayed=True)
        acted = await work(conn, access)
        await remember(conn, keeper, asked, StoredAnswer(acted.status, acted.body))
        return acted

    return await again(conn, once)


def _version(answer: bytes) -> int | None:
    """That of the record, where the answer is a single one."""
    said = orjson.loads(answer).get("version") if answer else None
    return said if isinstance(said, int) else None
