"""From the staging table into the typed one, in batches: no cell passes through Python.

Each batch is one statement and one transaction: it converts, inserts, and appends one ``import`` change with the range
of keys it gave out. The table is not ready meanwhile, so nobody reads half of it.

Converting keeps one core of the server busy, so batches run on several connections at once. Each knows beforehand which
keys its records get: the order of keys is the order of the file, whichever batch ends first.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from api.transfer.columns import Column
from api.transfer.counting import bad, raw
from api.transfer.formats.checkbox import AsCheckbox
from api.transfer.formats.choice import AsOption, AsOptions
from api.transfer.formats.text import AsLongText, AsText
from api.transfer.report import BadCell, ColumnReport
from api.transfer.staging import Staging
from api.transfer.statement import Connection, fetch, fetch_one
from core.actor import Actor, Cause
from core.schema import FieldDef, TableSchema
from core.text import MAX_TEXT

BATCH_RECORDS = 50_000
_SAMPLES = 5
_SHOWN = 100


@dataclass(frozen=True)
class Target:
    """Where to and on whose behalf. ``fields`` pairs with the columns."""

    table: TableSchema
    fields: Sequence[FieldDef]
    actor: Actor
    cause: Cause
    change_set: UUID


class LoadMode(StrEnum):
    STRICT = "strict"
    """Stops with psycopg's DataError at the first cell that does not fit; for columns that are not measured."""
    LENIENT = "lenient"
    """Leaves such cells empty; for measured columns."""


async def load(
    conns: Sequence[Connection],
    staging: Staging,
    columns: Sequence[Column],
    target: Target,
    mode: LoadMode,
    progress: Callable[[int], None],
) -> int:
    """All records of the staging table into the empty one; returns how many. ``progress`` gets those of each batch.

    ``conns`` are in autocommit: what is loaded when an error is raised stays. No batch runs any more by then.
    """
    value = _strict_value if mode is LoadMode.STRICT else _lenient_value
    note = _note(target)
    waiting, records = await _batches(conns[0], staging, columns)

    async def work(conn: Connection) -> None:
        try:
            while waiting:
                part, before = waiting.popleft()
                insert = _insert(staging, columns, target, value, before)
                (loaded,) = await fetch_one(
                    conn,
                    f"WITH loaded AS ({insert} AND {part} RETURNING id),"
                    " range AS (SELECT count(*) AS count, min(id) AS first, max(id) AS last FROM loaded),"
                    f" noted AS ({note}) SELECT count FROM range",
                )
                progress(loaded)
        except BaseException:
            waiting.clear()
            raise

    for outcome in await asyncio.gather(*map(work, conns), return_exceptions=True):
        if outcome is not None:
            raise outcome
    if records:
        await fetch_one(conns[0], f"SELECT setval(pg_get_serial_sequence('{target.table.relation}', 'id'), {records})")
    return records


async def _batches(conn: Connection, staging: Staging, columns: Sequence[Column]) -> tuple[deque[tuple[str, int]], int]:
    """Each batch's rows as an SQL condition, with the number of records before it; and the number of all."""
    batches: deque[tuple[str, int]] = deque()
    before = 0
    for part in staging.ranges(BATCH_RECORDS):
        batches.append((part, before))
        (count,) = await fetch_one(conn, f"SELECT count(*) FROM {staging.relation} WHERE {_filled(columns)} AND {part}")
        before += count
    return batches, before


async def report(conn: Connection, staging: Staging, columns: Sequence[Column]) -> tuple[ColumnReport, ...]:
    """What a lenient load leaves empty, by column."""
    return tuple([await _report(conn, staging, column) for column in columns])


def _insert(
    staging: Staging, columns: Sequence[Column], target: Target, value: Callable[[Column], str], before: int
) -> str:
    """All but the range of rows; ``before`` records have lower keys. Rows are read in the order they lie in."""
    names = ", ".join(["id", "created_by", "updated_by", *(field.column for field in target.fields)])
    by = "NULL::bigint" if target.actor.number is None else str(target.actor.number)
    values = ", ".join([f"{before} + row_number() OVER ()", by, by, *map(value, columns)])
    return (
        f"INSERT INTO {target.table.relation} ({names})"
        f" SELECT {values} FROM {staging.relation} WHERE {_filled(columns)}"
    )


def _filled(columns: Sequence[Column]) -> str:
    """Rows without a single value are no records."""
    empty = " AND ".join(f"c{column.position} IS NULL" for column in columns)
    return f"NOT ({empty})"


def _note(target: Target) -> str:
    cause = json.dumps({"requestId": target.cause.request_id} if target.cause.request_id else {})
    actor = "NULL" if target.actor.number is None else str(target.actor.number)
    return (
        "INSERT INTO dataos.changes (change_set, workspace_number, table_number, operation, after, actor_kind,"
        " actor_number, cause, cause_depth, cause_detail)"
        f" SELECT '{target.change_set}', {target.table.workspace_number}, {target.table.number}, 'import',"
        " jsonb_build_object('first', first, 'last', last, 'count', count),"
        f" '{target.actor.kind}', {actor}, '{target.cause.kind}', {target.cause.depth}, '{cause}'"
        " FROM range WHERE count > 0"
    )


def _strict_value(column: Column) -> str:
    """Options are trimmed (several trim themselves): names with space around them are no reason to stop."""
    cell = raw(column.position)
    match column.form:
        case AsText() | AsLongText():
            return f"CASE WHEN octet_length({cell}) <= {MAX_TEXT} OR ('no ' || {cell})::boolean THEN {cell} END"
        case AsOption():
            return column.form.value(column.cell)
        case AsOptions():
            return column.form.value(cell)
        case AsCheckbox():
            return f"coalesce({column.form.strict(cell)}, false)"
        case form:
            return form.strict(cell)


def _lenient_value(column: Column) -> str:
    """Where every cell is known to be readable a plain cast is enough."""
    match column.form:
        case AsText() | AsLongText():
            cell = raw(column.position)
            return f"left({cell}, {MAX_TEXT})" if column.tally.misfits else cell
        case AsCheckbox():
            return f"coalesce({column.form.value(column.cell)}, false)"
        case form:
            value = form.value(column.cell)
            return f"CASE WHEN {form.valid(column.cell)} THEN {value} END" if column.tally.misfits else value


async def _report(conn: Connection, staging: Staging, column: Column) -> ColumnReport:
    samples: list[BadCell] = []
    if column.tally.bad:
        rows = await fetch(
            conn,
            f"SELECT ctid::text, line, left(c{column.position}, {_SHOWN}) FROM {staging.relation}"
            f" WHERE {bad(column.cell, column.form)} ORDER BY ctid LIMIT {_SAMPLES}",
        )
        for place, line, text in rows:
            samples.append(BadCell(await staging.line_of(conn, place, line), text))
    return ColumnReport(column.name, column.form.field_type, column.tally.bad, tuple(samples))
