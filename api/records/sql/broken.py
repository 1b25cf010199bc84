"""Constraints as SQL: which of them a row breaks, as it is or as it would become.

Bounds, patterns and lists of options are constants of the schema, so they stand in the statement as literals. Text is
matched by PostgreSQL's own engine; what a pattern may be is limited so that this takes one walk over the text
(``core.fields.pattern``).
"""

from collections.abc import Callable, Sequence
from typing import assert_never

import orjson
from psycopg import AsyncConnection

from api.records.sql.fragment import EMPTY, Fragment, compose, join, literal
from api.records.sql.project import Column, column_of
from api.records.sql.values import count_of
from core.fields.constraints import AllowedBy, AtLeast, AtMost, Constraint, Filled, Matches, NotLonger, NotShorter
from core.schema import FieldDef, TableSchema
from core.values import StoredValue


def broken(
    constraints: Sequence[Constraint], column: Column, unchanged: Callable[[FieldDef], str] | None = None
) -> Fragment:
    """An array of the places of the constraints that the row breaks.

    ``unchanged`` gives for a field SQL that is true where an edit leaves it as it was: an edit breaks nothing by what
    it does not touch.
    """
    cases: list[Fragment] = []
    for place, constraint in enumerate(constraints):
        kept = EMPTY
        if unchanged is not None:
            kept = Fragment(" OR (" + " AND ".join(unchanged(field) for field in constraint.fields) + ")")
        holds = _holds(constraint, column)
        cases.append(
            compose("CASE WHEN NOT ({holds}{kept}) THEN {place} END", holds=holds, kept=kept, place=str(place))
        )
    return compose("array_remove(ARRAY[{cases}]::int[], NULL)", cases=join(", ", cases))


async def count_breaking(conn: AsyncConnection, schema: TableSchema, constraint: Constraint) -> int:
    """Live records that break it."""
    statement = compose(
        "SELECT count(*) FROM {relation} t WHERE t.deleted_at IS NULL AND NOT ({holds})",
        relation=schema.relation,
        holds=_holds(constraint, column_of("t")),
    )
    row = await (await conn.execute(statement.sql.encode(), statement.params)).fetchone()
    return 0 if row is None else int(row[0])


def _holds(constraint: Constraint, column: Column) -> Fragment:
    """True or false, never null."""
    at = column(constraint.field)
    match constraint.rule:
        case Filled():
            return Fragment(f"{count_of(constraint.field, at)} > 0" if constraint.field.many else f"{at} IS NOT NULL")
        case AtLeast(value):
            return compose("({at} >= {value}) IS NOT FALSE", at=at, value=_constant(constraint.field, value))
        case AtMost(value):
            return compose("({at} <= {value}) IS NOT FALSE", at=at, value=_constant(constraint.field, value))
        case NotShorter(length):
            return Fragment(f"(length({at}) >= {length}) IS NOT FALSE")
        case NotLonger(length):
            return Fragment(f"(length({at}) <= {length}) IS NOT FALSE")
        case Matches(pattern):
            return compose("({at} ~ {pattern}) IS NOT FALSE", at=at, pattern=literal(f"^(?:{pattern})$", "text"))
        case AllowedBy(other, allow):
            return _allowed(constraint.field, at, other, column(other), allow)
        case _:
            assert_never(constraint.rule)


def _allowed(field: FieldDef, at: str, other: FieldDef, beside: str, allow: object) -> Fragment:
    """Several options of the other field allow what any of them does; one that is not listed allows everything."""
    rule = literal(orjson.dumps(allow).decode(), "jsonb")
    mine = at if field.many else f"ARRAY[{at}]"
    theirs = beside if other.many else f"ARRAY[{beside}]"
    free = f"{at} IS NULL OR {beside} IS NULL" + (f" OR cardinality({beside}) = 0" if other.many else "")
    return compose(
        "({free} OR EXISTS (SELECT FROM unnest({theirs}) AS o(id) WHERE NOT {rule} ? o.id)"
        " OR {mine} <@ ARRAY(SELECT jsonb_array_elements_text({rule} -> o.id) FROM unnest({theirs}) AS o(id)))",
        free=free,
        rule=rule,
        mine=mine,
        theirs=theirs,
    )


def _constant(field: FieldDef, value: StoredValue) -> Fragment:
    return literal(value if isinstance(value, str) else repr(value), field.column_type.value)
