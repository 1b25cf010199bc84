"""Values that come across links, as SQL: what a lookup, rollup or count holds for a record of key ``k.id``.

Three layers. *Records*: the linked ones that are not deleted and that the field's filter lets through, in order, with
the value ``v`` of the target field. *Values*: those that are not empty, lists taken apart. On top the function. All
of it is ordered, so the same data gives the same digits whatever plan PostgreSQL takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from api.records.sql.fragment import EMPTY, Fragment, compose, join, literal
from core.computed.aggregates import RollupFn
from core.fields.base import ColumnType
from core.fields.derived import MAX_VALUES, options_of
from core.query.ast import Direction, Sort
from core.schema import FieldDef
from core.values import ValueKind

_F = RollupFn
_HUGE = "1e150"
_PIECE, _TEXT = 1_000, 100_000


@dataclass(frozen=True, slots=True)
class Across:
    """A link as one of its sides sees it: ``own`` and ``other`` are the columns of the keys, ``place`` orders."""

    relation: str
    own: str
    other: str
    place: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: ``target`` None for a count. ``value`` and ``filter`` are SQL about a row ``c``."""

    link: Across
    relation: str
    target: FieldDef | None
    value: Fragment
    filter: Fragment
    order: Fragment = EMPTY
    limit: int | None = None


def count_sql(looked: Looked) -> Fragment:
    return compose("(SELECT count(*) FROM ({records}) x)", records=_records(looked))


def lookup_sql(looked: Looked) -> Fragment:
    return _over_values(looked, _list(looked))


def rollup_sql(fn: RollupFn, looked: Looked, column: ColumnType) -> Fragment:
    """The value as the type ``column``."""
    if fn is _F.COUNTALL:
        return count_sql(looked)
    if fn is _F.PERCENT_FILLED:
        return compose(
            "(SELECT (100.0 * count(*) FILTER (WHERE {filled}) / nullif(count(*), 0))::double precision"
            " FROM ({records}) x)",
            filled=_filled(looked),
            records=_records(looked),
        )
    if fn is _F.ARRAY_UNIQUE:
        return compose(
            "(SELECT array_agg(d.v ORDER BY d.place, d.n) FROM (SELECT DISTINCT ON (u.v) u.* FROM ({values}) u"
            " ORDER BY u.v, u.place, u.n) d)",
            values=_values(looked, cap=True),
        )
    return _over_values(looked, _function(fn, looked, column), cap=fn in _CAPPED)


_OF_NUMBERS = {
    _F.SUM: "coalesce(sum(u.v ORDER BY u.place, u.n){}, 0)",
    _F.AVERAGE: "(avg(u.v ORDER BY u.place, u.n){})",
    _F.STDDEV: "(stddev_samp(u.v ORDER BY u.place, u.n){})",
    _F.VARIANCE: "(var_samp(u.v ORDER BY u.place, u.n){})",
    _F.MEDIAN: "(percentile_cont(0.5) WITHIN GROUP (ORDER BY u.v::double precision){})",
}
"""With a place for a filter."""
_CAPPED = frozenset({_F.ARRAY_COMPACT, _F.ARRAY_JOIN, _F.CONCATENATE})


def _over_values(looked: Looked, function: Fragment, *, cap: bool = True) -> Fragment:
    return compose("(SELECT {function} FROM ({values}) u)", function=function, values=_values(looked, cap=cap))


def _records(looked: Looked) -> Fragment:
    link = looked.link
    return compose(
        "SELECT {value} AS v, row_number() OVER (ORDER BY {order}l.{place}, l.{other}) AS place"
        " FROM {pairs} l JOIN {relation} c ON c.id = l.{other}"
        " WHERE l.{own} = k.id AND c.deleted_at IS NULL AND {filter}{limit}",
        value=looked.value,
        order=looked.order,
        place=link.place,
        other=link.other,
        own=link.own,
        pairs=link.relation,
        relation=looked.relation,
        filter=looked.filter,
        limit="" if looked.limit is None else f" ORDER BY 2 LIMIT {looked.limit}",
    )


def _values(looked: Looked, *, cap: bool) -> Fragment:
    target = looked.target
    limit = f" ORDER BY 2, 3 LIMIT {MAX_VALUES}" if cap else ""
    if target is not None and target.many:
        function = "jsonb_array_elements" if target.column_type is ColumnType.JSONB else "unnest"
        return compose(
            "SELECT {v} AS v, x.place, e.n FROM ({records}) x CROSS JOIN LATERAL {function}(x.v) WITH ORDINALITY"
            " AS e(v, n) WHERE e.v IS NOT NULL{limit}",
            v=_widened(target, "e.v"),
            records=_records(looked),
            function=function,
            limit=limit,
        )
    boolean = target is not None and target.kind is ValueKind.BOOLEAN
    return compose(
        "SELECT {v} AS v, x.place, 1 AS n FROM ({records}) x{present}{limit}",
        # A checkbox is never empty, and neither is what a formula gives in its stead.
        v="coalesce(x.v, false)" if boolean or target is None else _widened(target, "x.v"),
        records=_records(looked),
        present="" if boolean else " WHERE x.v IS NOT NULL",
        limit=limit,
    )


def _widened(target: FieldDef, value: str) -> str:
    return f"{value}::bigint" if target.column_type is ColumnType.SMALLINT else value


def _list(looked: Looked) -> Fragment:
    json = looked.target is not None and looked.target.column_type is ColumnType.JSONB
    return Fragment(f"{'jsonb_agg' if json else 'array_agg'}(u.v ORDER BY u.place, u.n)")


def _function(fn: RollupFn, looked: Looked, column: ColumnType) -> Fragment:
    target = looked.target
    if target is None:
        raise ValueError(f"{fn} needs a field to look at")
    cast = f"::{column.value}"
    if fn in _OF_NUMBERS:
        return _within_reason(target, _OF_NUMBERS[fn] + cast)
    match fn:
        case _F.COUNT:
            return Fragment("count(*)")
        case _F.COUNTA:
            return Fragment(f"count(*){' FILTER (WHERE u.v)' if target.kind is ValueKind.BOOLEAN else ''}")
        case _F.MIN | _F.EARLIEST:
            return Fragment(f"min(u.v){cast}")
        case _F.MAX | _F.LATEST:
            return Fragment(f"max(u.v){cast}")
        case _F.RANGE:
            return _range(target, cast)
        case _F.AND:
            return Fragment("coalesce(bool_and(u.v), false)")
        case _F.OR:
            return Fragment("coalesce(bool_or(u.v), false)")
        case _F.XOR:
            return Fragment("count(*) FILTER (WHERE u.v) %% 2 = 1")
        case _F.CONCATENATE:
            return _joined(target, "")
        case _F.ARRAY_JOIN:
            return _joined(target, ", ")
        case _F.ARRAY_COMPACT:
            return _list(looked)
        case _:
            raise ValueError(f"{fn} is no function of single values")


def _within_reason(target: FieldDef, function: str) -> Fragment:
    """``function`` with a place for its filter. Doubles beyond all reason would overflow, and fail the write."""
    if target.column_type.element is not ColumnType.DOUBLE:
        return Fragment(function.format(""))
    return Fragment(
        f"CASE WHEN bool_or(abs(u.v) > {_HUGE}) THEN NULL"
        f" ELSE {function.format(f' FILTER (WHERE abs(u.v) <= {_HUGE})')} END"
    )


def _range(target: FieldDef, cast: str) -> Fragment:
    match target.kind:
        case ValueKind.DATETIME:
            return Fragment(f"extract(epoch FROM max(u.v) - min(u.v)){cast}")
        case ValueKind.DATE:
            return Fragment(f"(max(u.v) - min(u.v)){cast}")
        case _:
            huge = f"CASE WHEN max(abs(u.v)) <= {_HUGE} THEN {{}} END"
            plain = f"(max(u.v) - min(u.v)){cast}"
            return Fragment(huge.format(plain) if target.column_type.element is ColumnType.DOUBLE else plain)


def _joined(target: FieldDef, separator: str) -> Fragment:
    return compose(
        f"left(string_agg(left({{text}}, {_PIECE}), '{separator}' ORDER BY u.place, u.n), {_TEXT})",
        text=_text(target),
    )


def _text(target: FieldDef) -> Fragment:
    match target.kind:
        case ValueKind.OPTION:
            options = options_of(target)
            names = orjson.dumps(dict(options.names) if options else {}).decode()
            return compose("({names} ->> u.v)", names=literal(names, "jsonb"))
        case ValueKind.DATETIME:
            return Fragment("to_char(u.v AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
        case ValueKind.NUMBER if target.column_type.element is ColumnType.NUMERIC:
            return Fragment("trim_scale(u.v)::text")
        case _:
            return Fragment("u.v::text")


def _filled(looked: Looked) -> Fragment:
    target = looked.target
    if target is None or target.kind is ValueKind.BOOLEAN:
        return Fragment("x.v")
    if target.column_type is ColumnType.JSONB:
        return Fragment("x.v IS NOT NULL AND x.v <> '[]'")
    return Fragment("coalesce(cardinality(x.v), 0) > 0" if target.many else "x.v IS NOT NULL")


def sorted_by(sorts: Sequence[Sort], keys: Sequence[Fragment]) -> Fragment:
    """The beginning of an ORDER BY list, with the empties where ``core.query.ast.Sort`` says."""
    ways = {Direction.ASC: "ASC NULLS FIRST, ", Direction.DESC: "DESC NULLS LAST, "}
    return join("", (compose("{key} {way}", key=k, way=ways[s.direction]) for s, k in zip(sorts, keys, strict=True)))
