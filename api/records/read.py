"""Reading records: one statement per question, and PostgreSQL's bytes go out as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import orjson
from psycopg import AsyncConnection, errors

from api.access.service import TableAccess
from api.records.sql.aggregate import groups_statement
from api.records.sql.compiled import statement_for
from api.records.sql.fragment import Fragment, Slot, Statement, bound, compiled
from api.records.sql.page import one_statement, page_statement
from api.records.sql.project import Shape
from api.records.sql.snapshot import snapshots_statement
from api.records.stale import StaleSchema
from core.changes import RecordState
from core.core_errors import NotFound
from core.ids import record_id
from core.query.ast import Query
from core.query.cursor import Position, decode, encode
from core.query.evaluate import EvalContext
from core.schema import TableSchema
from core.values import StoredValue

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

    def build() -> Fragment:
        return page_statement(schema, access.policy, query, position, context, shape)

    if position is None and query.filter is None and query.search is None:
        # The plain pages of a table: worth keeping, and few.
        parts = (query.sorts, query.fields, query.page.limit, query.page.offset, query.count)
        statement = statement_for(schema, access.policy, ("page", shape, *_identity(parts)), build)
    else:
        statement = compiled(build())
    row = await _fetch(conn, schema, statement, ())
    _, items, last, total = cast("tuple[bool, bytes, list[StoredValue] | None, int | None]", row)
    following = b"null"
    if last is not None:
        key, *values = last
        following = orjson.dumps(encode(Position(tuple(values), cast("int", key)), schema.id, query.sorts))
    body = b'{"items":' + items + b',"nextCursor":' + following
    return PageAnswer(body + (b"}" if total is None else b',"total":%d}' % total))
