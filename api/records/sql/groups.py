"""Groups and aggregates: one statement, one JSON array of ``{"keys", "count", "aggregates"}``.

Groups come nested, in the order of their fields' sort keys: the first field's groups, within each the second's. With
subtotals every group of an outer field comes before its members, with fewer keys, and first of all everything with
none. A page of groups goes on after the last group of the page before, wherever that is by then. Each error of a
formula is a group of its own, among the empty ones.
"""

from collections.abc import Mapping, Sequence

import orjson

from api.records.sql.aggregate import shown, summed
from api.records.sql.distribution import Spread, distribution
from api.records.sql.formula import error_json, failure
from api.records.sql.fragment import EMPTY, Fragment, compose, join, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.keys import group_key, key_json, key_order
from api.records.sql.page import matches
from api.records.sql.parts import can_be_in_two_steps, grouped_in_parts
from api.records.sql.project import Shape, column_of
from api.records.sql.reach import Reach
from core.access.policy import Policy
from core.fields.derived import options_of
from core.query.aggregates import COUNTS
from core.query.ast import AggregateFn, Direction, GroupBy, Query
from core.query.cursor import GroupPosition
from core.query.evaluate import EvalContext
from core.schema import TableSchema


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
    reach, matching = Reach(schema, policy, context), matches(schema, policy, query, context)
    return compose(
        "WITH {guard}, grouped AS ({grouped}), numbered AS MATERIALIZED ("
        "SELECT g.*, row_number() OVER ({order}) AS place FROM (SELECT * FROM grouped{empty}) g),"
        " start AS (SELECT {start} AS place), page AS MATERIALIZED ("
        "SELECT n.*, n.place - s.place AS at FROM numbered n, start s WHERE n.place > s.place"
        " ORDER BY n.place LIMIT {limit} + 1)"
        " SELECT {current}, coalesce(json_agg(json_object('keys': {keys}, 'count': r.n, 'aggregates': {values}"
        " RETURNING json) ORDER BY r.place) FILTER (WHERE r.at <= {limit}), '[]'::json),"
        " (SELECT jsonb_build_array(r.place, {level}{told}) FROM page r WHERE r.at = {limit}"
        " AND (SELECT count(*) FROM page) > {limit}) FROM page r",
        guard=guard(schema, policy),
        grouped=_grouped(reach, query, matching, exact=exact),
        order=_order(query),
        empty=_without_records(query) if query.groups and query.groups[0].show_empty else EMPTY,
        start=_start(query, position),
        limit=param(query.page.limit, "bigint"),
        current=CURRENT,
        keys=_keys(query, shape),
        values=_values(query, Spread(reach, matching, shape), exact=exact),
        level=_level(query, "r"),
        told=_told(query, "r"),
    )


def _grouped(reach: Reach, query: Query, matching: Fragment, *, exact: bool) -> Fragment:
    schema, context, column = reach.schema, reach.context, reach.column("t")
    if can_be_in_two_steps(query):
        return grouped_in_parts(schema, query, column, matching, context, exact=exact)
    levels = range(len(query.groups))
    keys = [
        compose(
            "{key} AS k{level}",
            key=f"m{level}.k" if group.field.many else group_key(group, column(group.field), context),
            level=str(level),
        )
        for level, group in enumerate(query.groups)
    ]
    sets = [_sets(reach, group, matching, str(level)) for level, group in enumerate(query.groups) if group.field.many]
    errors = _errors(query)
    keys += [compose("{error} AS e{level}", error=error, level=str(level)) for level, error in errors.items()]
    named = [f"k.k{level}" for level in levels]
    failed = [f"k.e{level}" for level in errors]
    totals = [f"{f'grouping({name})' if query.subtotals else '0'} AS g{at}" for at, name in enumerate(named)]
    values = [
        compose(
            "{it} AS a{at}",
            it=summed(one, column, context, exact=exact),
            at=str(at),
        )
        for at, one in enumerate(query.aggregates)
        if one.fn is not AggregateFn.DISTRIBUTION
    ]
    by = f" GROUP BY {', '.join(named + failed)}" if named else ""
    if named and query.subtotals:
        by = f" GROUP BY ROLLUP ({', '.join(_with_error(level, errors) for level in levels)})"
    return compose(
        "SELECT {columns} FROM {relation} t{sets}{keys} WHERE {matching}{by}",
        columns=join(", ", [*map(Fragment, [*named, *failed, *totals]), Fragment("count(*) AS n"), *values]),
        relation=schema.relation,
        sets=join("", sets),
        keys=compose(" CROSS JOIN LATERAL (SELECT {keys}) k", keys=join(", ", keys)) if keys else EMPTY,
        matching=matching,
        by=by,
    )


def _sets(reach: Reach, group: GroupBy, matching: Fragment, level: str) -> Fragment:
    """The set that each list is, worked out once for all cells that are alike: for each cell it would cost ten times
    what the rest of the statement does."""
    at = reach.column("t")(group.field)
    return compose(
        " LEFT JOIN (SELECT d.v, {key} AS k FROM (SELECT DISTINCT {at} AS v FROM {relation} t WHERE {matching}) d)"
        " m{level} ON m{level}.v = {at}",
        key=group_key(group, "d.v", reach.context),
        at=at,
        relation=reach.schema.relation,
        matching=matching,
        level=level,
    )


def _errors(query: Query) -> Mapping[int, str]:
    """By level, of groups whose formula may err: its error, which is beside the key, in a column of its own."""
    found = {level: failure(group.field, column_of("t")) for level, group in enumerate(query.groups)}
    return {level: error for level, error in found.items() if error is not None}


def _with_error(level: int, errors: Mapping[int, str]) -> str:
    return f"(k.k{level}, k.e{level})" if level in errors else f"k.k{level}"


def _without_records(query: Query) -> Fragment:
    """A row for each option of the first group that no record has."""
    known = options_of(query.groups[0].field)
    options = [] if known is None else list(known.names)
    rest = ["NULL"] * (len(query.groups) - 1)
    failed = ["NULL"] * len(_errors(query))
    totals = ["0", *("1" for _ in rest)]
    values = ["0" if one.fn in COUNTS else "NULL" for one in query.aggregates if one.fn is not AggregateFn.DISTRIBUTION]
    return compose(
        " UNION ALL SELECT {columns} FROM unnest({options}) o(id)"
        " WHERE NOT EXISTS (SELECT FROM grouped h WHERE h.k0 = o.id) AND {current}",
        columns=", ".join(["o.id", *rest, *failed, *totals, "0", *values]),
        options=param(options, "text[]"),
        current=CURRENT,
    )


def _order(query: Query) -> Fragment:
    if not query.groups:
        return EMPTY
    sorted_by = {sort.field.id: sort.direction for sort in query.sorts}
    errors = _errors(query)
    parts: list[Fragment] = []
    for level, group in enumerate(query.groups):
        if query.subtotals:
            parts.append(Fragment(f"g.g{level} DESC"))
        direction = group.direction or sorted_by.get(group.field.id, Direction.ASC)
        parts.append(key_order(group, f"g.k{level}", direction))
        if level in errors:
            parts.append(
                Fragment(f"g.e{level} {'ASC NULLS FIRST' if direction is Direction.ASC else 'DESC NULLS LAST'}")
            )
    return compose("ORDER BY {parts}", parts=join(", ", parts))


def _start(query: Query, position: GroupPosition | None) -> Fragment:
    """The place of the last group that was shown; when the group is gone, its members are one place nearer."""
    if position is None:
        return Fragment("0::bigint")
    return compose(
        "coalesce((SELECT n.place FROM numbered n WHERE jsonb_build_array({level}{told}) = {shown}), {place} - 1)",
        level=_level(query, "n"),
        told=_told(query, "n"),
        shown=param(orjson.dumps(position.keys).decode(), "jsonb"),
        place=param(position.place, "bigint"),
    )


def _level(query: Query, alias: str) -> str:
    """How many keys the group has."""
    return f"{len(query.groups)}" + "".join(f" - {alias}.g{level}" for level in range(len(query.groups)))


def _told(query: Query, alias: str) -> str:
    """The keys of a group, errors included, as a cursor holds them: further arguments of ``jsonb_build_array``."""
    errors = _errors(query)
    told = ""
    for level in range(len(query.groups)):
        key, error = f"{alias}.k{level}", f"{alias}.e{level}"
        either = f"CASE WHEN {error} IS NULL THEN to_jsonb({key}) ELSE jsonb_build_object('error', {error}) END"
        told += f", {either if level in errors else key}"
    return told


def _keys(query: Query, shape: Shape) -> Fragment:
    if not query.groups:
        return Fragment("'[]'::json")
    errors = _errors(query)
    shown_keys = [_key(group, level, shape, failing=level in errors) for level, group in enumerate(query.groups)]
    whole = _array(shown_keys)
    if not query.subtotals:
        return whole
    fewer = [
        compose("WHEN r.g{level} = 1 THEN {keys} ", level=str(level), keys=_array(shown_keys[:level]))
        for level in range(len(shown_keys))
    ]
    return compose("CASE {fewer}ELSE {whole} END", fewer=join("", fewer), whole=whole)


def _key(group: GroupBy, level: int, shape: Shape, *, failing: bool) -> Fragment:
    key = key_json(group, f"r.k{level}", shape)
    if not failing:
        return key
    return compose(
        "CASE WHEN r.e{level} IS NOT NULL THEN {told} ELSE to_json({key}) END",
        level=str(level),
        told=error_json(group.field, f"r.e{level}", "json"),
        key=key,
    )


def _values(query: Query, spread: Spread, *, exact: bool) -> Fragment:
    values: list[Fragment] = []
    for at, one in enumerate(query.aggregates):
        if one.fn is AggregateFn.DISTRIBUTION and one.field is not None:
            values.append(distribution(one.field, spread))
        else:
            values.append(Fragment(shown(one, f"r.a{at}", exact=exact)))
    return _array(values)


def _array(values: Sequence[Fragment]) -> Fragment:
    if not values:
        return Fragment("'[]'::json")
    return compose("json_array({values} NULL ON NULL RETURNING json)", values=join(", ", values))
