"""A page out of a snapshot: the records at some of its places, and whether it still is what it was."""

from dataclasses import replace
from typing import cast

import orjson

from api.records.fetch import fetch_row
from api.records.read import PageAnswer
from api.records.snapshots.left_out import left_out
from api.records.snapshots.question import Question
from api.records.snapshots.snapshot import OutOfDate, ViewSnapshot
from api.records.snapshots.store import Snapshots
from api.records.sql.compiled import statement_for
from api.records.sql.fragment import array
from api.records.sql.listed import LOOKED_AT, listed_page_statement
from core.query.cursor import Position, encode
from core.values import StoredValue

_ROUNDS = 3


async def exact_page(question: Question, snapshot: ViewSnapshot, snapshots: Snapshots) -> PageAnswer | None:
    """None when the snapshot has fallen behind too far, or the table is changed faster than it is read."""
    for _ in range(_ROUNDS):
        keys, kept = snapshot.keys, left_out(snapshot.keys, question.query)
        wanted = kept.cut(question.query)
        _, text, looked_at, moved, items, count, position = await _listed(question, snapshot, wanted)
        if looked_at < LOOKED_AT and not moved:
            if count != len(wanted):
                # Never seen; a wrong page would be worse than a slow one.
                break
            snapshot.confirm(keys, text)
            return _answer(question, items, position, kept.total)
        try:
            await snapshot.refresh(question.conn)
        except OutOfDate:
            break
    else:
        return None
    snapshots.mark_stale(snapshot)
    return None


async def old_page(question: Question, snapshot: ViewSnapshot) -> PageAnswer:
    """As the snapshot has it, whatever has changed since; said to be estimated."""
    kept = left_out(snapshot.keys, question.query)
    row = await _listed(question, snapshot, kept.cut(question.query))
    return _answer(question, row[4], row[6], kept.total, estimated=True)


_Listed = tuple[bool, str, int, bool, bytes, int, list[StoredValue] | None]


async def _listed(question: Question, snapshot: ViewSnapshot, keys: list[int]) -> _Listed:
    access, query = question.access, question.query
    # A list is shared by all who may see the same records; of what is in them each sees what is theirs.
    scope = replace(snapshot.scope, policy=access.policy, context=question.context)
    fields = access.policy.visible_fields(access.schema) if query.fields is None else query.fields
    # The scope's key has its text and parameters, so the statement is the same until one of them is another.
    shown = (scope.key, tuple(field.number for field in fields), question.shape)
    sorts = tuple((sort.field.number, sort.direction, sort.concealed) for sort in query.sorts)
    statement = statement_for(
        scope.schema,
        scope.policy,
        ("listed", *shown, sorts),
        lambda: listed_page_statement(scope, fields, query.sorts, question.shape),
    )
    slots = {**snapshot.slots, **access.file_slots(), "keys": array(keys)}
    return cast("_Listed", await fetch_row(question.conn, access.schema, statement, slots))


def _answer(
    question: Question, items: bytes, position: list[StoredValue] | None, total: int, *, estimated: bool = False
) -> PageAnswer:
    query, following = question.query, b"null"
    if position is not None and question.offset + query.page.limit < total:
        key, *values = position
        here = Position(tuple(values), cast("int", key))
        following = orjson.dumps(encode(here, question.access.schema.id, query.sorts))
    counted = b',"total":%d' % total if query.count else b""
    guessed = b',"estimated":true' if estimated else b""
    return PageAnswer(b'{"items":' + items + b',"nextCursor":' + following + counted + guessed + b"}")
