"""What is in a base's trash, for one person: things and records, the last deleted first.

Whoever may restore something sees it: creators all, editors views and records, but for what grants close to them or
hide from them. Records come table by table, each under the policy that this person has there; tables without any are
not asked.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import orjson
from psycopg import AsyncConnection

from api.access import people
from api.access.requiring import BaseAccess
from api.access.rights import rights_of
from api.access.service import Access
from api.auth.current import CurrentUser
from api.bases import repository as bases
from api.db.engine import Database, ReadSession
from api.kit import clock
from api.records.fetch import fetch_row
from api.records.sql.fragment import compiled, execute
from api.records.sql.trash import any_trashed, trashed_statement
from api.records.stale import StaleSchema
from api.trash import repository
from api.trash.sight import seen_of
from core.access.levels import TableLevel
from core.access.roles import BaseRole
from core.errors import Invalid, NotFound
from core.fields.people import Person
from core.ids import BaseId, WorkspaceId, record_id
from core.query.evaluate import EvalContext

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_THINGS = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: newest first; of one moment things before records, and those by table."""

    micros: int
    group: int
    key: str | int

    @property
    def at(self) -> datetime:
        return _EPOCH + timedelta(microseconds=self.micros)


@dataclass(frozen=True, slots=True)
class Item:
    type: str
    id: str
    name: str | None
    table_id: str | None
    table_name: str | None
    by: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Listed:
    items: Sequence[Item]
    people: Mapping[int, Person]
    following: str | None


class Listing:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def of_base(
        self, session: ReadSession, user: CurrentUser, base_id: str, *, kind: str | None, after: str | None, limit: int
    ) -> Listed:
        """``kind`` leaves all others out. Raises NotFound, Forbidden, Invalid (cursor)."""
        access = await self._access.base(user, base_id, BaseRole.EDITOR)
        mine = ["view", "field", "table"] if access.grant.role.covers(BaseRole.CREATOR) else ["view"]
        types = [each for each in mine if kind in (None, each)]
        since = None if after is None else _place(after)
        found = await self._things(session, access, types, since, limit + 1)
        if kind in (None, "record"):
            found += await self._records(session, user, access.grant.id, since, limit + 1)
        found.sort(key=lambda item: (item.place.group, item.place.key), reverse=True)  # Keys of one group compare.
        found.sort(key=lambda item: (-item.place.micros, item.place.group))
        return await self._listed(session, found, limit)

    async def of_workspace(self, session: ReadSession, user: CurrentUser, workspace_id: str) -> Listed:
        """Its deleted bases that this person may restore. Raises NotFound."""
        workspace, _ = await self._access.standing(user, workspace_id)
        found = await bases.list_deleted(session, WorkspaceId(workspace), user.id)
        items = [
            Item("base", base.id, base.name, None, None, by, Place(_micros(at), _THINGS, base.id))
            for base, at, by in found
            if base.role.covers(BaseRole.CREATOR)
        ]
        return await self._listed(session, items, len(items))

    async def _things(
        self, session: ReadSession, access: BaseAccess, types: Sequence[str], since: Place | None, limit: int
    ) -> list[Item]:
        before = None
        if since is not None:
            # Of the moment of a record all things came before it.
            before = (since.at, str(since.key) if since.group == _THINGS else "")
        conn = await self._database.driver(session)
        base, user = access.grant.id, access.user
        rights = await rights_of(conn, user.id, user.token, access.grant.workspace_id, trashed=True)
        found: list[Item] = []
        while len(found) < limit:
            rows = await repository.discarded(session, base, types, before, limit)
            seen = await seen_of(self._access, session, conn, rights, base, rows)
            found += [
                Item(
                    row.type,
                    row.id,
                    row.name,
                    row.table_id,
                    row.table_name,
                    row.by,
                    Place(_micros(row.at), _THINGS, row.id),
                )
                for row in seen
            ]
            if len(rows) < limit:
                break
            before = (rows[-1].at, rows[-1].id)
        return found[:limit]

    async def _records(
        self, session: ReadSession, user: CurrentUser, base: BaseId, since: Place | None, limit: int
    ) -> list[Item]:
        tables = [(workspace, number) for _, number, workspace in await repository.tables_of_base(session, base)]
        if not tables:
            return []
        found: list[Item] = []
        async with self._database.records() as conn:
            cursor = await execute(conn, compiled(any_trashed(tables)), {})
            for (number,) in await cursor.fetchall():
                before = None
                if since is not None:
                    before = (since.at, _within(since, number))
                found += await self._of_table(conn, user, number, before, limit)
        return found

    async def _of_table(
        self, conn: AsyncConnection, user: CurrentUser, number: int, before: tuple[datetime, int] | None, limit: int
    ) -> list[Item]:
        context = EvalContext(clock.now(), ZoneInfo("UTC"), user.number)
        for last in (False, True):
            try:
                access = await self._access.table(user, number, conn)
                statement = trashed_statement(access.schema, access.policy, context, before, limit)
                row = await fetch_row(conn, access.schema, compiled(statement), {})
            except NotFound:
                return []
            except StaleSchema:
                self._access.forget_table(number)
                if last:
                    raise
            else:
                table = access.schema
                if not access.policy.level.covers(TableLevel.EDIT):
                    return []
                rows = orjson.loads(cast("bytes", row[1]))
                return [
                    Item("record", record_id(number, key), title, table.id, table.name, by, Place(micros, number, key))
                    for key, title, micros, by in rows
                ]
        return []

    async def _listed(self, session: ReadSession, found: Sequence[Item], limit: int) -> Listed:
        items = found[:limit]
        numbers = {item.by for item in items if item.by is not None}
        known = await people.shown(await self._database.driver(session), numbers)
        return Listed(items, known, _cursor(items[-1].place) if len(found) > limit else None)


def _within(since: Place, table: int) -> int:
    """The key in this table from which on, among records of the same moment, nothing was shown yet (exclusive)."""
    if table == since.group:
        return int(since.key)
    return 0 if table < since.group else 2**63 - 1


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def _cursor(place: Place) -> str:
    text = f"{place.micros}.{place.group}.{place.key}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _place(cursor: str) -> Place:
    """Raises Invalid."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        micros, group, key = text.split(".")
        place = Place(int(micros), int(group), key if int(group) == _THINGS else int(key))
        if not (0 <= place.micros < 2**58 and 0 <= place.group < 2**40 and len(key) <= 40 and key.isprintable()):
            raise ValueError
        if place.group != _THINGS and not 0 <= int(key) < 2**62:
            raise ValueError
        _ = place.at
    except (binascii.Error, ValueError, OverflowError):
        message = "This is not a cursor of ours: use nextCursor of the last page."
        raise Invalid.one("cursor", "invalid_value", message) from None
    return place
