"""Groups and aggregates: one statement, one JSON array of ``{"keys", "count", "aggregates"}``.

Groups come nested, in the order of their fields' sort keys: the first field's groups, within each the second's. With
subtotals every group of an outer field comes before its members, with fewer keys, and first of all everything with
none. A page of groups goes on after the last group of the page before, wherever that is by then.
"""

from collections.abc import Sequence

import orjson

from api.records.sql.aggregate import distribution, shown, summed
from api.records.sql.fragment import EMPTY, Fragment, compose, join, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.keys import group_key, key_json, key_order
from api.records.sql.page import matches
from api.records.sql.project import Shape, column_of
from core.access.policy import Policy
from core.fields.derived import options_of
from core.query.aggregates import COUNTS
from core.query.ast import AggregateFn, Direction, GroupBy, Query
from core.query.cursor import GroupPosition
from core.query.evaluate import EvalContext
from core.schema import TableSchema

_column = column_of("t")


def groups_statement(
    schema: TableSchema,
    policy: Policy,
    query: Query,
    position: GroupPosition | None,
    context: EvalContext,
    shape: Shape,
    *,
    exact: bool = False,
) -> Fragment:
    """One row: guard, JSON array, ``[place, keys…]`` of the last group when there are more. Without groups there is one
    entry, with no keys. ``exact``: see ``aggregate``."""
    levels = range(len(query.groups))
    matching = matches(schema, policy, query, context)
    columns = ", ".join(f"r.k{level}" for level in levels)
    return compose(
        "WITH {guard}, grouped AS ({grouped}), numbered AS MATERIALIZED ("
        "SELECT g.*, row_number() OVER ({order}) AS place FROM (SELECT * FROM grouped{empty}) g),"
        " start AS (SELECT {start} AS place), page AS MATERIALIZED ("
        "SELECT n.*, n.place - s.place AS at FROM numbered n, start s WHERE n.place > s.place"
        " ORDER BY n.place LIMIT {limit} + 1)"
        " SELECT {current}, coalesce(json_agg(json_object('keys': {keys}, 'count': r.n, 'aggregates': {values}"
        " RETURNING json) ORDER BY r.place) FILTER (WHERE r.at <= {limit}), '[]'::json),"
        " (SELECT jsonb_build_array(r.place, {level}{columns}) FROM page r WHERE r.at = {limit}"
        " AND (SELECT count(*) FROM page) > {limit}) FROM page r",
        guard=guard(schema, policy),
        grouped=_grouped(schema, query, matching, context, exact=exact),
        order=_order(query),
        empty=_without_records(query) if query.groups and query.groups[0].show_empty else EMPTY,
        start=_start(query, position),
        limit=param(query.page.limit, "bigint"),
        current=CURRENT,
        keys=_keys(query, shape),
        values=_values(schema, query, matching, shape, exact=exact),
        level=_level(query, "r"),
        columns=f", {columns}" if columns else "",
    )


def _grouped(schema: TableSchema, query: Query, matching: Fragment, context: EvalContext, *, exact: bool) -> Fragment:
    levels = range(len(query.groups))
    keys = [
        compose(
            "{key} AS k{level}",
            key=f"m{level}.k" if group.field.many else group_key(group, _column(group.field), context),
            level=str(level),
        )
        for level, group in enumerate(query.groups)
    ]
    sets = [
        _sets(schema, group, matching, context, str(level))
        for level, group in enumerate(query.groups)
        if group.field.many
    ]
    named = [f"k.k{level}" for level in levels]
    totals = [f"{f'grouping({name})' if query.subtotals else '0'} AS g{at}" for at, name in enumerate(named)]
    values = [
        compose(
            "{it} AS a{at}",
            it=summed(one, "" if one.field is None else _column(one.field), context, exact=exact),
            at=str(at),
        )
        for at, one in enumerate(query.aggregates)
        if one.fn is not AggregateFn.DISTRIBUTION
    ]
    by = f" GROUP BY {'ROLLUP' if query.subtotals else ''} ({', '.join(named)})" if named else ""
    return compose(
        "SELECT {columns} FROM {relation} t{sets}{keys} WHERE {matching}{by}",
        columns=join(", ", [*map(Fragment, named), *map(Fragment, totals), Fragment("count(*) AS n"), *values]),
        relation=schema.relation,
        sets=join("", sets),
        keys=compose(" CROSS JOIN LATERAL (SELECT {keys}) k", keys=join(", ", keys)) if keys else EMPTY,
        matching=matching,
        by=by,
    )


def _sets(schema: TableSchema, group: GroupBy, matching: Fragment, context: EvalContext, level: str) -> Fragment:
    """The set that each list is, worked out once for all cells that are alike: for each cell it would cost ten times
    what the rest of the statement does."""
    at = _column(group.field)
    return compose(
        " LEFT JOIN (SELECT d.v, {key} AS k FROM (SELECT DISTINCT {at} AS v FROM {relation} t WHERE {matching}) d)"
        " m{level} ON m{level}.v = {at}",
        key=group_key(group, "d.v", context),
        at=at,
        relation=schema.relation,
        matching=matching,
        level=level,
    )


def _without_records(query: Query) -> Fragment:
    """A row for each option of the first group that no record has."""
    known = options_of(query.groups[0].field)
    options = [] if known is None else list(known.names)
    rest = ["NULL"] * (len(query.groups) - 1)
    totals = ["0", *("1" for _ in rest)]
    values = ["0" if one.fn in COUNTS else "NULL" for one in query.aggregates if one.fn is not AggregateFn.DISTRIBUTION]
    return compose(
        " UNION ALL SELECT {columns} FROM unnest({options}) o(id)"
        " WHERE NOT EXISTS (SELECT FROM grouped h WHERE h.k0 = o.id) AND {current}",
        columns=", ".join(["o.id", *rest, *totals, "0", *values]),
        options=param(options, "text[]"),
        current=CURRENT,
    )


def _order(query: Query) -> Fragment:
    if not query.groups:
        return EMPTY
    sorted_by = {sort.field.id: sort.direction for sort in query.sorts}
    parts: list[Fragment] = []
    for level, group in enumerate(query.groups):
        if query.subtotals:
            parts.append(Fragment(f"g.g{level} DESC"))
        direction = group.direction or sorted_by.get(group.field.id, Direction.ASC)
        parts.append(key_order(group, f"g.k{level}", direction))
    return compose("ORDER BY {parts}", parts=join(", ", parts))


def _start(query: Query, position: GroupPosition | None) -> Fragment:
    """The place of the last group that was shown; when the group is gone, its members are one place nearer."""
    if position is None:
        return Fragment("0::bigint")
    keys = "".join(f", n.k{level}" for level in range(len(query.groups)))
    return compose(
        "coalesce((SELECT n.place FROM numbered n WHERE jsonb_build_array({level}{keys}) = {shown}), {place} - 1)",
        level=_level(query, "n"),
        keys=keys,
        shown=param(orjson.dumps(position.keys).decode(), "jsonb"),
        place=param(position.place, "bigint"),
    )


def _level(query: Query, alias: str) -> str:
    """How many keys the group has."""
    return f"{len(query.groups)}" + "".join(f" - {alias}.g{level}" for level in range(len(query.groups)))


def _keys(query: Query, shape: Shape) -> Fragment:
    if not query.groups:
        return Fragment("'[]'::json")
    shown_keys = [key_json(group, f"r.k{level}", shape) for level, group in enumerate(query.groups)]
    whole = _array(shown_keys)
    if not query.subtotals:
        return whole
    fewer = [
        compose("WHEN r.g{level} = 1 THEN {keys} ", level=str(level), keys=_array(shown_keys[:level]))
        for level in range(len(shown_keys))
    ]
    return compose("CASE {fewer}ELSE {whole} END", fewer=join("", fewer), whole=whole)


def _values(schema: TableSchema, query: Query, matching: Fragment, shape: Shape, *, exact: bool) -> Fragment:
    values: list[Fragment] = []
    for at, one in enumerate(query.aggregates):
        if one.fn is AggregateFn.DISTRIBUTION and one.field is not None:
            values.append(distribution(one.field, schema.relation, _column(one.field), matching, shape))
        else:
            values.append(Fragment(shown(one, f"r.a{at}", exact=exact)))
    return _array(values)


def _array(values: Sequence[Fragment]) -> Fragment:
    if not values:
        return Fragment("'[]'::json")
    return compose("json_array({values} NULL ON NULL RETURNING json)", values=join(", ", values))
