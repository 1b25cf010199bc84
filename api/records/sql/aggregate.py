"""Groups and aggregates: one statement, one JSON array of ``{"keys", "count", "aggregates"}``.

Groups come in the order of their fields' sort keys, or of the query's sorts where those name a grouped field. A date or
time in buckets is named by the first day of its bucket, for times as the reader's clock shows it.
"""

from collections.abc import Sequence

from api.records.sql.formula import error_json, failure, is_empty
from api.records.sql.fragment import EMPTY, Fragment, compose, join, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.page import matches
from api.records.sql.project import Shape, column_of, person_joins, value_json
from api.records.sql.sort import known_option, sort_key
from core.access.policy import Policy
from core.query.ast import Aggregate, AggregateFn, Bucket, Direction, GroupBy, Query
from core.query.evaluate import EvalContext
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

_column = column_of("t")


def groups_statement(schema: TableSchema, policy: Policy, query: Query, context: EvalContext, shape: Shape) -> Fragment:
    """One row: guard, JSON array. Without groups there is one entry, with no keys."""
    groups = query.groups
    keys = [compose("{key} AS k{at}", key=_key(g, context), at=str(at)) for at, g in enumerate(groups)]
    errors = {at: error for at, g in enumerate(groups) if (error := failure(g.field, _column)) is not None}
    keys += [compose("{error} AS e{at}", error=error, at=str(at)) for at, error in errors.items()]
    grouped = [*(f"k{at}" for at in range(len(groups))), *(f"e{at}" for at in errors)]
    values = [compose("{it} AS a{at}", it=_aggregate(a), at=str(at)) for at, a in enumerate(query.aggregates)]
    inner = compose(
        "SELECT {columns} FROM {relation} t WHERE {matching}{grouping}",
        columns=join(", ", [*keys, Fragment("count(*) AS n"), *values]),
        relation=schema.relation,
        matching=matches(schema, policy, query, context),
        grouping=" GROUP BY " + ", ".join(grouped) if groups else "",
    )
    shown = join(", ", (_shown(group, at, shape, failing=at in errors) for at, group in enumerate(groups)))
    return compose(
        "WITH {guard}, found AS MATERIALIZED (SELECT g.*, row_number() OVER () AS place FROM (SELECT * FROM ({inner}) g"
        " {order} LIMIT {limit}) g)"
        " SELECT {current}, coalesce(json_agg(json_object('keys': {keys}, 'count': r.n, 'aggregates': {values}"
        " RETURNING json) ORDER BY r.place), '[]'::json) FROM found r{joins}",
        guard=guard(schema, policy),
        inner=inner,
        order=_order(query),
        limit=param(query.page.limit, "bigint"),
        current=CURRENT,
        keys=compose("json_array({shown} NULL ON NULL RETURNING json)", shown=shown) if groups else "'[]'::json",
        values=_array(len(query.aggregates)),
        joins=_joins(groups),
    )


def _array(count: int) -> str:
    values = ", ".join(f"r.a{at}" for at in range(count))
    return f"json_array({values} NULL ON NULL RETURNING json)" if count else "'[]'::json"


def _key(group: GroupBy, context: EvalContext) -> Fragment:
    """What makes two records the same group; an option that is gone counts as empty, as it is shown."""
    at = _column(group.field)
    kind = group.field.kind
    if group.bucket is not None:
        wall = Fragment(f"{at}::timestamp")
        if kind is ValueKind.DATETIME:
            wall = compose("({at} AT TIME ZONE {zone})", at=at, zone=param(context.zone.key, "text"))
        # PostgreSQL's weeks begin on Monday; others are reached by moving the days and moving the week back.
        shift = context.week_start if group.bucket is Bucket.WEEK else 0
        return compose(
            "(date_trunc('{bucket}', {wall} - {shift}) + {shift})::date",
            bucket=group.bucket.value,
            wall=wall,
            shift=f"interval '{shift} days'",
        )
    if kind is ValueKind.OPTION and not group.field.many:
        return known_option(group.field, Fragment(at))
    if group.field.many:
        return Fragment(f"nullif({at}, '{{}}')")
    return Fragment(at)


def _shown(group: GroupBy, at: int, shape: Shape, *, failing: bool) -> Fragment:
    """Each error of a formula is a group of its own."""
    value = Fragment(f"r.k{at}")
    if group.bucket is None:
        value = value_json(group.field, lambda _field: f"r.k{at}", shape)
    if not failing:
        return value
    return compose(
        "CASE WHEN r.e{at} IS NOT NULL THEN {told} ELSE to_json({value}) END",
        at=str(at),
        told=error_json(group.field, f"r.e{at}", "json"),
        value=value,
    )


def _joins(groups: Sequence[GroupBy]) -> Fragment:
    return join("", (person_joins([group.field], lambda _field, at=at: f"r.k{at}") for at, group in enumerate(groups)))


def _order(query: Query) -> Fragment:
    """Sorted groups first, in the order of the sorts, then the others as asked."""
    if not query.groups:
        return EMPTY
    directions = {sort.field.number: (place, sort.direction) for place, sort in enumerate(query.sorts)}
    unsorted = (len(directions), Direction.ASC)
    parts: list[tuple[int, Fragment]] = []
    for at, group in enumerate(query.groups):
        place, direction = directions.get(group.field.number, unsorted)
        key = Fragment(f"k{at}") if group.bucket is not None else sort_key(group.field, Fragment(f"k{at}"))
        way = "ASC NULLS FIRST" if direction is Direction.ASC else "DESC NULLS LAST"
        exact = Fragment(f", k{at} {way}") if group.field.kind is ValueKind.TEXT else EMPTY
        parts.append((place, compose("{key} {way}{exact}", key=key, way=way, exact=exact)))
    ordered = sorted(parts, key=lambda part: part[0])
    return compose("ORDER BY {parts}", parts=join(", ", (part for _, part in ordered)))


def _aggregate(aggregate: Aggregate) -> Fragment:
    field = aggregate.field
    if field is None:
        return Fragment("count(*)")
    at = _column(field)
    match aggregate.fn:
        case AggregateFn.COUNT:
            return Fragment("count(*)")
        case AggregateFn.COUNT_DISTINCT:
            shown = known_option(field, Fragment(at)) if field.kind is ValueKind.OPTION else Fragment(at)
            return compose("count(DISTINCT {shown})", shown=shown)
        case AggregateFn.SUM | AggregateFn.MIN | AggregateFn.MAX:
            return Fragment(f"{aggregate.fn.value}({at})")
        case AggregateFn.AVG:
            return Fragment(f"avg({at})::double precision")
        case AggregateFn.MEDIAN:
            return Fragment(f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {at})")
        case AggregateFn.FILLED:
            return Fragment(f"count(*) FILTER (WHERE {_filled(field)})")
        case AggregateFn.EMPTY:
            return Fragment(f"count(*) FILTER (WHERE NOT {_filled(field)})")


def _filled(field: FieldDef) -> str:
    if field.kind is ValueKind.BOOLEAN and not field.many:
        return f"({_column(field)} IS TRUE)"
    return f"(NOT ({is_empty(field, _column)}))"
