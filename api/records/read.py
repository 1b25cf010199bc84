"""Reading records: one statement per question, and PostgreSQL's bytes go out as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

import orjson
from psycopg import AsyncConnection, errors

from api.access.service import TableAccess
from api.kit import clock
from api.records.fetch import execute, fetch_row
from api.records.frequent import told_apart
from api.records.sql.compiled import statement_for
from api.records.sql.fragment import Fragment, Slot, array, compiled, compose, param
from api.records.sql.groups import groups_statement
from api.records.sql.page import exists_statement, limit_class, one_statement, page_statement, position_statement
from api.records.sql.project import Shape, column_of
from api.records.sql.reach import Reach
from api.records.sql.rowrules import RowRules
from api.records.sql.snapshot import snapshots_statement
from core.changes import Cells, RecordState
from core.errors import Invalid, NotFound
from core.ids import record_id
from core.query.ast import Query
from core.query.cursor import GroupPosition, Position, by_key, decode, decode_group, encode, encode_group
from core.query.evaluate import EvalContext
from core.schema import TableSchema
from core.values import StoredValue

_UTC = ZoneInfo("UTC")

ReadContext = EvalContext
"""Who reads, when, and in which time zone: what relative dates and the current user mean."""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """``body`` is the whole JSON answer."""

    body: bytes


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """``body`` is the record."""

    body: bytes
    version: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record as stored, for triggers and history. ``system`` are its system columns by name."""

    version: int
    state: RecordState
    system: dict[str, StoredValue]


async def page(
    conn: AsyncConnection, access: TableAccess, query: Query, context: ReadContext, shape: Shape
) -> PageAnswer:
    """``{"items", "nextCursor", "total"}``. Raises StaleSchema, Invalid (cursor)."""
    schema = access.schema
    position = None if query.page.cursor is None else decode(query.page.cursor, schema.id, query.sorts)
    if position is not None and by_key(query.sorts):
        position = await _looked_up(conn, access, query, context, position.key)
    query = await told_apart(conn, access, query, context)

    def build() -> Fragment:
        return page_statement(schema, access.policy, query, position, context, shape)

    named = query.only is not None or bool(query.without)
    if position is None and query.filter is None and query.search is None and not named:
        # The plain pages of a table: worth keeping, and few.
        fields = None if query.fields is None else tuple(field.number for field in query.fields)
        sorts = tuple((sort.field.number, sort.direction, sort.concealed) for sort in query.sorts)
        asked = (bool(query.page.offset), query.count, limit_class(query.page.limit))
        statement = statement_for(schema, access.policy, ("page", shape, sorts, fields, asked), build)
    else:
        statement = compiled(build())
    slots = {"limit": str(query.page.limit), "offset": str(query.page.offset or 0), **access.file_slots()}
    row = await fetch_row(conn, schema, statement, slots)
    _, items, last, total = cast("tuple[bool, bytes, list[StoredValue] | None, int | None]", row)
    following = b"null"
    if last is not None:
        key, *values = last
        following = orjson.dumps(encode(Position(tuple(values), cast("int", key)), schema.id, query.sorts))
    body = b'{"items":' + items + b',"nextCursor":' + following
    return PageAnswer(body + (b"}" if total is None else b',"total":%d}' % total))


async def _looked_up(
    conn: AsyncConnection, access: TableAccess, query: Query, context: ReadContext, key: int
) -> Position:
    """Where a record stands in the order of the list now. Raises StaleSchema, Invalid."""
    statement = compiled(position_statement(Reach(access.schema, access.policy, context), key, query.sorts))
    _, found = cast(
        "tuple[bool, list[StoredValue] | None]", await fetch_row(conn, access.schema, statement, access.file_slots())
    )
    if found is None:
        raise Invalid.one("cursor", "invalid_cursor", "The record that this cursor is about is gone; start anew.")
    return Position(tuple(found[1:]), key)


async def one(conn: AsyncConnection, access: TableAccess, key: int, context: ReadContext, shape: Shape) -> OneAnswer:
    """The record. Raises StaleSchema, NotFound."""
    schema = access.schema
    statement = statement_for(
        schema,
        access.policy,
        ("one", shape),
        lambda: one_statement(schema, access.policy, Fragment("%s::bigint", (Slot("key"),)), context, shape),
    )
    row = await fetch_row(conn, schema, statement, {"key": str(key), **access.file_slots()})
    if row[1] is None:
        raise NotFound("record", record_id(schema.number, key))
    return OneAnswer(cast("bytes", row[1]), cast("int", row[2]))


async def groups(
    conn: AsyncConnection, access: TableAccess, query: Query, context: ReadContext, shape: Shape
) -> PageAnswer:
    """``{"groups": [{"keys", "count", "aggregates"}]}``, with ``nextCursor`` where there are groups.

    Raises StaleSchema, Invalid (cursor).
    """
    schema = access.schema
    position = None if query.page.cursor is None else decode_group(query.page.cursor, schema.id, query)

    async def ask(*, exact: bool) -> tuple[object, ...]:
        statement = groups_statement(schema, access.policy, query, position, context, shape, exact=exact)
        return await fetch_row(conn, schema, compiled(statement), {})

    try:
        row = await ask(exact=False)
    except errors.NumericValueOutOfRange:
        row = await ask(exact=True)
    _, found, last = cast("tuple[bool, bytes, list[StoredValue] | None]", row)
    body = b'{"groups":' + found
    if query.groups:
        following = b"null"
        if last is not None:
            place, *keys = last
            following = orjson.dumps(encode_group(GroupPosition(cast("int", place), tuple(keys)), schema.id, query))
        body += b',"nextCursor":' + following
    return PageAnswer(body + b"}")


async def snapshots(conn: AsyncConnection, schema: TableSchema, keys: Sequence[int]) -> dict[int, Snapshot]:
    """The records as stored, deleted ones too; keys that never were are missing. Cells that are empty are left out.

    For parts of the system, not for people: no policy applies.
    """
    statement = compiled(snapshots_statement(schema))
    cursor = await execute(conn, schema, statement, {"input": list(keys)})
    return {
        key: Snapshot(version, RecordState(live, _cells(held)), system)
        for key, version, live, held, system in await cursor.fetchall()
    }


async def locked(conn: AsyncConnection, schema: TableSchema, keys: Sequence[int]) -> dict[int, RecordState]:
    """Like ``cells``, and nobody else changes these records until the open transaction ends."""
    cursor = await execute(conn, schema, compiled(snapshots_statement(schema, lock=True)), {"input": list(keys)})
    return {row[0]: RecordState(row[2], _cells(row[3])) for row in await cursor.fetchall()}


async def exists(conn: AsyncConnection, access: TableAccess, key: int, context: ReadContext) -> bool:
    """Whether the caller may know of this record; a deleted one counts. Raises StaleSchema."""
    statement = compiled(exists_statement(access.schema, access.policy, key, context))
    return bool((await fetch_row(conn, access.schema, statement, {}))[1])


async def readable(conn: AsyncConnection, access: TableAccess, keys: Sequence[int]) -> set[int]:
    """Those of these records, deleted or not, that the caller may know of; no statement where no rule names them."""
    if access.policy.read_filter is None:
        return set(keys)
    context = EvalContext(clock.now(), _UTC, access.user.number)
    statement = compose(
        "SELECT t.id FROM {relation} t WHERE t.id = ANY({keys}) AND {readable}",
        relation=access.schema.relation,
        keys=param(array(keys), "bigint[]"),
        readable=RowRules(access.policy, context).readable(column_of("t")),
    )
    cursor = await execute(conn, access.schema, compiled(statement), {})
    return {row[0] for row in await cursor.fetchall()}


async def cells(conn: AsyncConnection, schema: TableSchema, keys: Sequence[int]) -> dict[int, RecordState]:
    """``snapshots`` without version and system columns."""
    return {key: found.state for key, found in (await snapshots(conn, schema, keys)).items()}


def _cells(held: Mapping[str, StoredValue]) -> Cells:
    return {int(number): value for number, value in held.items()}
