"""Answers without a snapshot, from a random sample of the table; they say that they are estimated."""

from dataclasses import replace
from typing import cast

from api.records.fetch import fetch_row
from api.records.read import PageAnswer
from api.records.snapshots.question import Question
from api.records.sql.fragment import compiled
from api.records.sql.listed import sample_statement
from api.records.sql.scope import Scope
from core.query.cursor import Position, encode
from core.values import StoredValue

_COUNTED_LIVE = 200_000
"""Up to here the first page's total is counted while its snapshot is made: some 30 ms."""
_SAMPLED = 10_000
_ENOUGH = 100
"""With fewer records in the sample a guess says nothing, and few enough match to skip through them."""


async def first_page(question: Question, scope: Scope, size: int) -> PageAnswer:
    """The first page with a total, while there is no snapshot."""
    if size < _COUNTED_LIVE:
        return await question.live()
    total, _ = await _sampled(question, scope, size, 0)
    if total is None:
        return await question.live()
    page = await question.live(replace(question.query, count=False))
    return PageAnswer(page.body[:-1] + b',"total":%d,"estimated":true}' % max(total, question.query.page.limit))


async def far_page(question: Question, scope: Scope, size: int) -> PageAnswer:
    """About the page that was asked for."""
    query = question.query
    total, position = await _sampled(question, scope, size, question.offset)
    if total is None or position is None:
        return await question.live()
    cursor = encode(position, question.access.schema.id, query.sorts)
    page = await question.live(replace(query, page=replace(query.page, cursor=cursor, offset=None), count=False))
    counted = b',"total":%d' % total if query.count else b""
    return PageAnswer(page.body[:-1] + counted + b',"estimated":true}')


async def _sampled(question: Question, scope: Scope, size: int, offset: int) -> tuple[int | None, Position | None]:
    """About how many records there are, and a record about ``offset`` from the first; None where nobody can tell."""
    percent = min(100.0, 100 * _SAMPLED / max(size, 1))
    statement = compiled(sample_statement(scope, question.query.sorts, percent, offset))
    row = await fetch_row(question.conn, question.access.schema, statement, {})
    _, count, found = cast("tuple[bool, int, list[StoredValue] | None]", row)
    if count < _ENOUGH or found is None:
        return None, None
    key, *values = found
    return round(count * 100 / percent), Position(tuple(values), cast("int", key))
