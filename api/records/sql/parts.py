"""Groups in two steps: by what the cells hold, then what that comes to.

PostgreSQL sums up one set of groups with all its cores, but groups within groups with one: over a million records that
takes four times as long. So the innermost groups are made first, and the outer ones, with their subtotals, of them. An
option that is gone counts as empty. Asked of each record that takes half the time of the whole statement, and the
records cannot come in the order of an index, because what they are grouped by is no column. Asked of each group it
takes none. Only what can be put together from parts can be had in this way: an average, but no median.
"""

from dataclasses import replace

from api.records.sql.aggregate import is_double, summed
from api.records.sql.fragment import Fragment, compose, join
from api.records.sql.keys import group_key
from api.records.sql.project import Column
from api.records.sql.sort import known_option
from core.query.ast import Aggregate, AggregateFn, GroupBy, Query
from core.query.evaluate import EvalContext
from core.schema import TableSchema
from core.values import ValueKind

_A = AggregateFn
_COUNTED = frozenset({_A.COUNT, _A.FILLED, _A.EMPTY, _A.CHECKED, _A.UNCHECKED, _A.TOTAL_SIZE, _A.FILE_COUNT})
_ENDS = {_A.MIN: "min", _A.EARLIEST: "min", _A.MAX: "max", _A.LATEST: "max"}
_SHARES = {
    _A.PERCENT_FILLED: _A.FILLED, _A.PERCENT_EMPTY: _A.EMPTY,
    _A.PERCENT_CHECKED: _A.CHECKED, _A.PERCENT_UNCHECKED: _A.UNCHECKED,
}  # fmt: skip


def can_be_in_two_steps(query: Query) -> bool:
    """Whether all groups are by one value of a column, and all aggregates are those that parts can tell."""
    alone = all(group.field.stored and not group.field.many for group in query.groups)
    plain = all(group.field.kind is not ValueKind.LINK for group in query.groups)
    worth = query.subtotals or all(group.field.kind is ValueKind.OPTION for group in query.groups)
    return bool(query.groups) and alone and plain and worth and all(_can_be_parted(one) for one in query.aggregates)


def grouped_in_parts(
    schema: TableSchema, query: Query, column: Column, matching: Fragment, context: EvalContext, *, exact: bool
) -> Fragment:
    """Rows of k0, k1 …, g0, g1 …, n and a0, a1 … as ``groups`` wants them."""
    parted = [_parts(one, column, context, exact=exact) for one in query.aggregates]
    parts = [(f"p{at}_{place}", part) for at, several in enumerate(parted) for place, part in enumerate(several)]
    names = [f"k.k{level}" for level in range(len(query.groups))]
    return compose(
        "SELECT {named}, {totals}, coalesce(sum(k.n), 0)::bigint AS n{wholes} FROM (SELECT {keys}, p.n{values}"
        " FROM (SELECT {held}, count(*) AS n{parts} FROM {relation} t WHERE {matching} GROUP BY {numbers}) p) k"
        " GROUP BY {grouping}",
        named=", ".join(names),
        totals=", ".join(
            f"{f'grouping({name})' if query.subtotals else '0'} AS g{level}" for level, name in enumerate(names)
        ),
        wholes="".join(f", {_whole(one, at, exact=exact)} AS a{at}" for at, one in enumerate(query.aggregates)),
        keys=join(", ", [_key(group, level) for level, group in enumerate(query.groups)]),
        values="".join(f", p.{name}" for name, _ in parts),
        held=join(", ", [_held(group, level, column, context) for level, group in enumerate(query.groups)]),
        parts=join("", [compose(", {it} AS {name}", it=part, name=name) for name, part in parts]),
        relation=schema.relation,
        matching=matching,
        numbers=", ".join(str(level + 1) for level in range(len(names))),
        grouping=f"ROLLUP ({', '.join(names)})" if query.subtotals else ", ".join(names),
    )


def _held(group: GroupBy, level: int, column: Column, context: EvalContext) -> Fragment:
    at = column(group.field)
    key = Fragment(at) if group.field.kind is ValueKind.OPTION else group_key(group, at, context)
    return compose("{key} AS k{level}", key=key, level=str(level))


def _key(group: GroupBy, level: int) -> Fragment:
    if group.field.kind is not ValueKind.OPTION:
        return Fragment(f"p.k{level}")
    return compose("{key} AS k{level}", key=known_option(group.field, Fragment(f"p.k{level}")), level=str(level))


def _can_be_parted(one: Aggregate) -> bool:
    if one.fn in (_A.AVG, _A.RANGE):
        return one.field is not None and not one.field.many
    return one.fn in _COUNTED or one.fn in _ENDS or one.fn in _SHARES or one.fn is _A.SUM


def _parts(one: Aggregate, column: Column, context: EvalContext, *, exact: bool) -> list[Fragment]:
    """What is worked out in the innermost groups."""

    def part(fn: AggregateFn) -> Fragment:
        return summed(replace(one, fn=fn), column, context, exact=exact)

    match one.fn:
        case _A.AVG if one.field is not None:
            return [part(_A.SUM), Fragment(f"count({column(one.field)})")]
        case _A.RANGE:
            return [part(_A.MAX), part(_A.MIN)]
        case fn:
            return [part(_SHARES.get(fn, fn))]


def _whole(one: Aggregate, at: int, *, exact: bool) -> str:
    """What the parts come to."""
    first, second = f"k.p{at}_0", f"k.p{at}_1"
    numeric = "::numeric" if exact or (one.field is not None and not is_double(one.field)) else ""
    match one.fn:
        case _A.SUM:
            return f"sum({first})"
        case _A.AVG:
            average = f"sum({first}){numeric} / nullif(sum({second}), 0)"
            return f"({average})" if exact else f"({average})::double precision"
        case _A.RANGE:
            cast = "::numeric" if exact else ""
            return f"(max({first}){cast} - min({second}){cast})"
        case fn if fn in _ENDS:
            return f"{_ENDS[fn]}({first})"
        case _A.TOTAL_SIZE:
            return f"coalesce(sum({first}), 0)"
        case fn if fn in _SHARES:
            return f"(sum({first}) * 100.0 / nullif(sum(k.n), 0))::double precision"
        case _:
            return f"coalesce(sum({first}), 0)::bigint"
