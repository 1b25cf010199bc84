"""Records as people ask for them: each method is one request."""

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from psycopg import AsyncConnection

from api.access import people
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.encryption.revealing import Revealing
from api.encryption.sealing import sealer
from api.encryption.vault import Vault
from api.kit import clock
from api.records import read, write
from api.records.acting import Act, Acted, Acting, OptionAdder, Work
from api.records.acts import RecordEdit, WriteContext, Written
from api.records.asking import read_query
from api.records.checks import MAX_RECORDS, check_count
from api.records.linking.steps import in_one
from api.records.linking.titles import has_titles, with_keys
from api.records.parse import BodyParser, flag, key_in, named_people, object_of
from api.records.read import OneAnswer, PageAnswer, ReadContext
from api.records.snapshots.pages import Cold, Pages
from api.records.sql.project import Shape
from api.records.stale import StaleSchema
from api.records.upsert import Upserted, upsert
from core.errors import Fault, Invalid, NotFound, VersionConflict
from core.ids import parse_record_id, record_id
from core.query.dates import MONDAY
from core.values import JsonValue, StoredValue

Found = TypeVar("Found")

_PAGE_SECONDS = 0.25
"""A page by row number waits so long for a snapshot that is being built; then it is estimated."""
_POSITION_SECONDS = 4.0


class Records:
    def __init__(
        self,
        database: Database,
        access: Access,
        options: OptionAdder,
        pages: Pages,
        vault: Vault,
        revealing: Revealing,
        *,
        max_page: int,
    ) -> None:
        self._database = database
        self._pages = pages
        self._access = access
        self._acting = Acting(database, access, options)
        self._vault = vault
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

        with _told_of(record):
            return await self._warmed(user, table, ask, seconds=_POSITION_SECONDS)

    async def get(self, user: CurrentUser, record: str, zone: ZoneInfo, shape: Shape) -> OneAnswer:
        """Raises NotFound."""
        table, key = parse_record_id(record)
        with _told_of(record):
            found = await self._reading(
                user, table, lambda conn, access: read.one(conn, access, key, _reader(user, zone), shape)
            )
            return replace(found, body=await self._revealing.body(user, table, found.body))

    async def create(self, act: Act, table_id: str, raw: JsonValue, shape: Shape) -> Acted:
        body = object_of(raw, {"records", "typecast"})
        typecast = flag(body.get("typecast"), "typecast")
        context = act.context()

        async def work(conn: AsyncConnection, access: TableAccess) -> Acted:
            parser = await self._parser(conn, access, _cells(body.get("records")), typecast=typecast)
            drafts = parser.drafts(body.get("records"))

            async def make(cells: Sequence[Mapping[int, StoredValue]]) -> Written:
                meant = [replace(draft, values=values) for draft, values in zip(drafts, cells, strict=True)]
                return await write.create(conn, access, meant, context, shape=shape)

            values = [draft.values for draft in drafts]
            return _items(201, await self._with_keys(conn, access, act, values, context, make), context)

        return await self._run(act, table_id, work)

    async def change(self, act: Act, table_id: str, raw: JsonValue, shape: Shape) -> Acted:
        """Update by id, or with ``upsertOn`` create or update by what the records say."""
        body = object_of(raw, {"records", "typecast", "upsertOn"})
        typecast = flag(body.get("typecast"), "typecast")
        context = act.context()

        async def edit(conn: AsyncConnection, access: TableAccess) -> Acted:
            parser = await self._parser(conn, access, _cells(body.get("records")), typecast=typecast)
            edits = parser.edits(body.get("records"))
            return _items(200, await self._update(conn, access, act, edits, context, shape), context)

        async def match(conn: AsyncConnection, access: TableAccess) -> Acted:
            parser = await self._parser(conn, access, _cells(body.get("records")), typecast=typecast)
            on = parser.upsert_on(body.get("upsertOn"))
            drafts = parser.drafts(body.get("records"))

            async def put(cells: Sequence[Mapping[int, StoredValue]]) -> Upserted:
                meant = [replace(draft, values=values) for draft, values in zip(drafts, cells, strict=True)]
                return await upsert(conn, access, meant, on, context, shape=shape)

            values = [draft.values for draft in drafts]
            done = await self._with_keys(conn, access, act, values, context, put)
            created = orjson.dumps([record_id(access.schema.number, key) for key in done.created])
            answer = b'{"items":' + done.written.body + b',"created":' + created + b"}"
            return Acted(200, answer, change_set=_change_set(done.written, context))

        return await self._run(act, table_id, edit if body.get("upsertOn") is None else match)

    async def change_one(
        self, act: Act, record: str, raw: JsonValue, expected_version: int | None, shape: Shape
    ) -> Acted:
        table, key = parse_record_id(record)
        body = object_of(raw, {"fields", "typecast"})
        if "fields" not in body:
            raise Invalid.one("fields", "required", 'Give the cells to change: {"fields": {"Name": "…"}}.')
        typecast = flag(body.get("typecast"), "typecast")
        context = act.context()

        async def work(conn: AsyncConnection, access: TableAccess) -> Acted:
            parser = await self._parser(conn, access, [body["fields"]], typecast=typecast)
            values = parser.cells(body["fields"], "fields")
            parser.check()
            edit = RecordEdit(key, values, expected_version)
            return _single(await self._update(conn, access, act, [edit], context, shape), context)

        with _told_of(record):
            return await self._run(act, table, work)

    async def delete(self, act: Act, table_id: str, records: list[str]) -> Acted:
        context = act.context()
        if not records:
            raise Invalid.one("ids", "invalid_request", "Give the ids of the records to delete: ?ids=rec_…,rec_…")

        places: dict[str, int] = {}
        for at, record in enumerate(records):
            places.setdefault(record, at)
        check_count(len(places), "ids")

        async def work(conn: AsyncConnection, access: TableAccess) -> Acted:
            keys = [key_in(access, record, f"ids[{at}]") for record, at in places.items()]
            try:
                gone = await write.delete(conn, access, keys, context)
            except NotFound as error:
                raise NotFound("record", error.key, f"ids[{places[error.key]}]") from None
            answer = orjson.dumps({"deleted": [record_id(access.schema.number, key) for key in keys]})
            return Acted(200, answer, change_set=_change_set(gone, context))

        return await self._run(act, table_id, work)

    async def delete_one(self, act: Act, record: str, expected_version: int | None) -> Acted:
        table, key = parse_record_id(record)
        context = act.context()

        async def work(conn: AsyncConnection, access: TableAccess) -> Acted:
            gone = await write.delete(conn, access, [key], context, version=expected_version)
            return Acted(204, b"", change_set=_change_set(gone, context))

        with _told_of(record):
            return await self._run(act, table, work)

    async def restore(self, act: Act, record: str, shape: Shape) -> Acted:
        table, key = parse_record_id(record)
        context = act.context()

        async def work(conn: AsyncConnection, access: TableAccess) -> Acted:
            return _single(await write.restore(conn, access, [key], context, shape=shape), context)

        with _told_of(record):
            return await self._run(act, table, work)

    async def _run(self, act: Act, table: str | int, work: Work) -> Acted:
        """What was done, encrypted values opened for those who may see them. A stored answer holds them sealed."""
        try:
            acted = await self._acting.run(act, table, work)
        except VersionConflict as error:
            raise await self._revealing.conflict(act.user, table, error) from None
        return replace(acted, body=await self._revealing.body(act.user, table, acted.body))

    async def _parser(
        self, conn: AsyncConnection, access: TableAccess, cells: Sequence[JsonValue], *, typecast: bool
    ) -> BodyParser:
        """Knows everybody whom the cells name, and the key of encrypted fields that they write: one statement each for
        the whole request, none where nobody is named and the key is known."""
        said = named_people(access, cells, typecast=typecast)
        known = await people.directory(conn, access.schema.base_id, said, names=typecast)
        seal = await sealer(self._vault, conn, access, cells)
        return BodyParser(access, typecast=typecast, people=known, seal=seal)

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

    async def _update(
        self,
        conn: AsyncConnection,
        access: TableAccess,
        act: Act,
        edits: Sequence[RecordEdit],
        context: WriteContext,
        shape: Shape,
    ) -> Written:
        async def change(cells: Sequence[Mapping[int, StoredValue]]) -> Written:
            meant = [replace(edit, values=values) for edit, values in zip(edits, cells, strict=True)]
            return await write.update(conn, access, meant, context, shape=shape)

        return await self._with_keys(conn, access, act, [edit.values for edit in edits], context, change)

    async def _with_keys(
        self,
        conn: AsyncConnection,
        access: TableAccess,
        act: Act,
        cells: Sequence[Mapping[int, StoredValue]],
        context: WriteContext,
        work: Callable[[Sequence[Mapping[int, StoredValue]]], Awaitable[Found]],
    ) -> Found:
        """``work`` on the cells; where some name linked records by title, in one transaction with finding those."""
        if not has_titles(access.schema, cells):
            return await work(cells)

        async def find() -> Found:
            async def open_table(number: int) -> TableAccess:
                # Nobody looks again at this table when it refuses, so what is remembered of it does not count.
                self._access.forget_table(number)
                return await self._access.table(act.user, number, conn)

            return await work(await with_keys(conn, access, cells, open_table, context))

        return await in_one(conn, access.schema, find)

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


def _cells(records: JsonValue) -> list[JsonValue]:
    """The ``fields`` of each record as sent, as far as there are any; the parser says what is wrong with the rest."""
    items = records[:MAX_RECORDS] if isinstance(records, list) else []
    return [item.get("fields") for item in items if isinstance(item, dict)]


@contextmanager
def _told_of(record: str) -> Generator[None]:
    """Who asked for a record is told about the record: its table is none of theirs to know.

    The write path counts records; here there is only one.
    """
    try:
        yield
    except NotFound as error:
        if error.noun not in ("table", "record"):
            raise
        raise NotFound("record", record) from None
    except VersionConflict as error:
        raise VersionConflict(sent=error.sent, current=error.current, record=error.record) from None
    except Invalid as error:
        faults = [Fault(f.path.removeprefix("records[0]."), f.code, f.message) for f in error.faults]
        raise Invalid(faults, error.code) from None


def _reader(user: CurrentUser, zone: ZoneInfo) -> ReadContext:
    return ReadContext(clock.now(), zone, user.number)


def _items(status: int, written: Written, context: WriteContext) -> Acted:
    return Acted(status, b'{"items":' + written.body + b"}", change_set=_change_set(written, context))


def _single(written: Written, context: WriteContext) -> Acted:
    return Acted(200, written.body[1:-1], written.versions[0], change_set=_change_set(written, context))


def _change_set(written: Written, context: WriteContext) -> UUID | None:
    return context.change_set if written.changed else None
