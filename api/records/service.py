"""Records as people change them: each method is one request."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar
from uuid import UUID

import orjson
from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.db.engine import Database
from api.encryption.revealing import Revealing
from api.encryption.vault import Vault
from api.records.acting import Acted, Acting, OptionAdder, WriteRequest
from api.records.acts import RecordEdit, Row, Written
from api.records.bodies import cells_of, parser_of
from api.records.checks import check_count
from api.records.linking.titles import with_keys
from api.records.parse import BodyParser, flag, key_in, object_of
from api.records.single import told_of
from api.records.sql.project import Shape
from api.records.upsert import Upserted, upsert
from api.records.writing import creating, trashing, updating
from api.records.writing.act import WriteAct
from core.errors import Invalid, NotFound, VersionConflict
from core.ids import parse_record_id, record_id
from core.values import JsonValue

Done = TypeVar("Done")


class Records:
    def __init__(
        self, database: Database, access: Access, options: OptionAdder, vault: Vault, revealing: Revealing
    ) -> None:
        self._access = access
        self._acting = Acting(database, access, options)
        self._vault = vault
        self._revealing = revealing

    async def create(self, request: WriteRequest, table_id: str, raw: JsonValue, shape: Shape) -> Acted:
        body = object_of(raw, {"records", "typecast"})
        typecast = flag(body.get("typecast"), "typecast")

        async def work(act: WriteAct) -> Acted:
            parser = await self._parser(act, cells_of(body.get("records")), typecast=typecast)
            drafts = parser.drafts(body.get("records"))
            return _items(201, await self._with_keys(act, drafts, partial(creating.create, act)), act)

        return await self._run(request, table_id, shape, work)

    async def change(self, request: WriteRequest, table_id: str, raw: JsonValue, shape: Shape) -> Acted:
        """Update by id, or with ``upsertOn`` create or update by what the records say."""
        body = object_of(raw, {"records", "typecast", "upsertOn"})
        typecast = flag(body.get("typecast"), "typecast")

        async def edit(act: WriteAct) -> Acted:
            parser = await self._parser(act, cells_of(body.get("records")), typecast=typecast)
            edits = parser.edits(body.get("records"))
            return _items(200, await self._with_keys(act, edits, partial(updating.update, act)), act)

        async def match(act: WriteAct) -> Acted:
            parser = await self._parser(act, cells_of(body.get("records")), typecast=typecast)
            on = parser.upsert_on(body.get("upsertOn"))
            drafts = parser.drafts(body.get("records"))
            return _upserted(await self._with_keys(act, drafts, partial(upsert, act, on)), act)

        return await self._run(request, table_id, shape, edit if body.get("upsertOn") is None else match)

    async def change_one(
        self, request: WriteRequest, record: str, raw: JsonValue, expected_version: int | None, shape: Shape
    ) -> Acted:
        table, key = parse_record_id(record)
        body = object_of(raw, {"fields", "typecast"})
        if "fields" not in body:
            raise Invalid.one("fields", "required", 'Give the cells to change: {"fields": {"Name": "…"}}.')
        typecast = flag(body.get("typecast"), "typecast")

        async def work(act: WriteAct) -> Acted:
            parser = await self._parser(act, [body["fields"]], typecast=typecast)
            values = parser.cells(body["fields"], "fields")
            parser.check()
            edit = RecordEdit(key, values, expected_version)
            return _single(await self._with_keys(act, [edit], partial(updating.update, act)), act)

        with told_of(record):
            return await self._run(request, table, shape, work)

    async def delete(self, request: WriteRequest, table_id: str, records: list[str]) -> Acted:
        if not records:
            raise Invalid.one("ids", "invalid_request", "Give the ids of the records to delete: ?ids=rec_…,rec_…")

        places: dict[str, int] = {}
        for at, record in enumerate(records):
            places.setdefault(record, at)
        check_count(len(places), "ids")

        async def work(act: WriteAct) -> Acted:
            keys = [key_in(act.access, record, f"ids[{at}]") for record, at in places.items()]
            try:
                gone = await trashing.delete(act, keys)
            except NotFound as error:
                raise NotFound("record", error.key, f"ids[{places[error.key]}]") from None
            answer = orjson.dumps({"deleted": [record_id(act.schema.number, key) for key in keys]})
            return Acted(200, answer, change_set=_change_set(gone, act))

        return await self._run(request, table_id, Shape.NAME, work)

    async def delete_one(self, request: WriteRequest, record: str, expected_version: int | None) -> Acted:
        table, key = parse_record_id(record)

        async def work(act: WriteAct) -> Acted:
            return Acted(204, b"", change_set=_change_set(await trashing.delete(act, [key], expected_version), act))

        with told_of(record):
            return await self._run(request, table, Shape.NAME, work)

    async def restore(self, request: WriteRequest, record: str, shape: Shape) -> Acted:
        table, key = parse_record_id(record)

        async def work(act: WriteAct) -> Acted:
            return _single(await trashing.restore(act, [key]), act)

        with told_of(record):
            return await self._run(request, table, shape, work)

    async def _run(
        self, request: WriteRequest, table: str | int, shape: Shape, work: Callable[[WriteAct], Awaitable[Acted]]
    ) -> Acted:
        """What was done, encrypted values opened for those who may see them. A stored answer holds them sealed."""
        context = request.context()

        async def act(conn: AsyncConnection, access: TableAccess) -> Acted:
            return await work(WriteAct(conn, access, context, shape))

        try:
            acted = await self._acting.run(request, table, act)
        except VersionConflict as error:
            raise await self._revealing.conflict(request.user, table, error) from None
        return replace(acted, body=await self._revealing.body(request.user, table, acted.body))

    async def _parser(self, act: WriteAct, cells: Sequence[JsonValue], *, typecast: bool) -> BodyParser:
        return await parser_of(self._vault, act.conn, act.access, cells, typecast=typecast)

    async def _with_keys(
        self, act: WriteAct, rows: Sequence[Row], work: Callable[[Sequence[Row]], Awaitable[Done]]
    ) -> Done:
        """``work`` on the rows, where some may name linked records by title."""

        async def open_table(number: int) -> TableAccess:
            # Nobody looks again at this table when it refuses, so what is remembered of it does not count.
            self._access.forget_table(number)
            return await self._access.table(act.access.user, number, act.conn)

        return await with_keys(act, rows, open_table, work)


def _items(status: int, written: Written, act: WriteAct) -> Acted:
    return Acted(status, b'{"items":' + written.body + b"}", change_set=_change_set(written, act))


def _upserted(done: Upserted, act: WriteAct) -> Acted:
    created = orjson.dumps([record_id(act.schema.number, key) for key in done.created])
    answer = b'{"items":' + done.written.body + b',"created":' + created + b"}"
    return Acted(200, answer, change_set=_change_set(done.written, act))


def _single(written: Written, act: WriteAct) -> Acted:
    return Acted(200, written.body[1:-1], written.versions[0], change_set=_change_set(written, act))


def _change_set(written: Written, act: WriteAct) -> UUID | None:
    return act.context.change_set if written.changed else None
