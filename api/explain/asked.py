"""One record held against the rules of a person, by the SQL that decides about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records.sql import fragment
from api.records.sql.filter import where
from api.records.sql.fragment import compiled, compose, join, param
from api.records.sql.project import column_of
from api.records.sql.rowrules import RowRules
from core.access.levels import TableLevel
from core.query.ast import BoundFilter
from core.query.evaluate import EvalContext, of_policy


@dataclass(frozen=True, slots=True)
class Row:
    """Whether a person may read and change a record, and which of the rules that bind them find it, in order."""

    readable: bool
    writable: bool
    rules: Sequence[bool]


Reader = tuple[TableAccess, EvalContext]


async def row_of(
    conn: AsyncConnection, key: int, theirs: Reader, mine: Reader, filters: Sequence[BoundFilter]
) -> Row | None:
    """None where whoever asks may not read it."""
    access, context = theirs
    column = column_of("t")
    rules, own = RowRules(access.policy, context), RowRules(mine[0].policy, mine[1])
    asked = [rules.readable(column), rules.writable(column)]
    asked += [compose("({it}) IS TRUE", it=where(item, column, of_policy(context))) for item in filters]
    statement = compose(
        "SELECT {asked} FROM {relation} t WHERE t.id = {key} AND t.deleted_at IS NULL AND {own}",
        asked=join(", ", asked),
        relation=access.schema.relation,
        key=param(key, "bigint"),
        own=own.readable(column),
    )
    row = await (await fragment.execute(conn, compiled(statement), {})).fetchone()
    if row is None:
        return None
    level = access.policy.level
    readable = bool(row[0]) and level is not TableLevel.NONE
    changes = level.covers(TableLevel.EDIT) or bool(access.policy.editable)
    return Row(readable, readable and bool(row[1]) and changes, [bool(held) for held in row[2:]])
