"""Groups by options, in two steps: by what the cells hold, then by what of that is an option still.

An option that is gone counts as empty. Asked of each record that takes half the time of the whole statement, and the
records cannot come in the order of an index, because what they are grouped by is no column. Asked of each group it
takes none. Only counts, sums and ends can be put together from those of parts.
"""

from api.records.sql.aggregate import summed
from api.records.sql.fragment import Fragment, compose, join
from api.records.sql.project import Column
from api.records.sql.sort import known_option
from core.query.ast import Aggregate, AggregateFn, Query
from core.query.evaluate import EvalContext
from core.schema import TableSchema
from core.values import ValueKind

_A = AggregateFn
_WHOLES = {
    _A.SUM: "sum({})", _A.MIN: "min({})", _A.EARLIEST: "min({})", _A.MAX: "max({})", _A.LATEST: "max({})",
}  # fmt: skip
_COUNTED = frozenset({_A.COUNT, _A.FILLED, _A.EMPTY, _A.CHECKED, _A.UNCHECKED})


def can_be_in_two_steps(query: Query) -> bool:
    """Whether all groups are single options, and all aggregates those that parts can tell."""
    options = all(group.field.kind is ValueKind.OPTION and not group.field.many for group in query.groups)
    stored = all(group.field.stored for group in query.groups)
    told = all(one.fn in _WHOLES or one.fn in _COUNTED for one in query.aggregates)
    return bool(query.groups) and options and stored and told and not query.subtotals


def grouped_by_options(
    schema: TableSchema, query: Query, column: Column, matching: Fragment, context: EvalContext, *, exact: bool
) -> Fragment:
    """Rows of k0, k1 …, g0, g1 …, n and a0, a1 … as ``groups`` wants them."""
    aggregates = list(enumerate(query.aggregates))
    levels = range(len(query.groups))
    parts = [
        compose("{it} AS a{at}", it=summed(one, column, context, exact=exact), at=str(at)) for at, one in aggregates
    ]
    keys = [
        compose("{key} AS k{level}", key=known_option(group.field, Fragment(f"p.k{level}")), level=str(level))
        for level, group in enumerate(query.groups)
    ]
    return compose(
        "SELECT {named}, {totals}, sum(k.n)::bigint AS n{wholes} FROM (SELECT {keys}, p.n{values} FROM (SELECT {held},"
        " count(*) AS n{parts} FROM {relation} t WHERE {matching} GROUP BY {numbers}) p) k GROUP BY {named}",
        named=", ".join(f"k.k{level}" for level in levels),
        totals=", ".join(f"0 AS g{level}" for level in levels),
        wholes="".join(f", {_whole(one, f'k.a{at}')} AS a{at}" for at, one in aggregates),
        keys=join(", ", keys),
        values="".join(f", p.a{at}" for at, _ in aggregates),
        held=", ".join(f"{column(group.field)} AS k{level}" for level, group in enumerate(query.groups)),
        parts=join("", (compose(", {it}", it=part) for part in parts)),
        relation=schema.relation,
        matching=matching,
        numbers=", ".join(str(level + 1) for level in levels),
    )


def _whole(one: Aggregate, part: str) -> str:
    if one.field is None or one.fn in _COUNTED:
        return f"sum({part})::bigint"
    return _WHOLES[one.fn].format(part)
