"""One aggregate as SQL: what is worked out over the rows ``t`` of a group, and how that is shown.

Sums of doubles may leave what a double can hold, and PostgreSQL then refuses the whole statement. So there are two
ways: the fast one works in doubles; ``exact`` works in numerics, which take 131,072 digits, and shows what is too large
as an error value in its place. The caller turns to the second when the first is refused.
"""

from api.records.sql.formula import is_empty
from api.records.sql.fragment import Fragment, compose, param
from api.records.sql.keys import value_key
from api.records.sql.project import Column
from api.records.sql.values import count_of, elements, value_type
from core.fields.base import ColumnType
from core.query.ast import Aggregate, AggregateFn
from core.query.evaluate import EvalContext
from core.schema import FieldDef
from core.values import ValueKind

TOO_LARGE = """'{"error":"#NUM!","message":"The result is larger than any number that can be shown."}'::json"""
LARGEST = "1.7976931348623157e308"

_A = AggregateFn


def summed(aggregate: Aggregate, column: Column, context: EvalContext, *, exact: bool) -> Fragment:
    """The aggregate over the rows; for distributions see ``distribution``."""
    field, fn = aggregate.field, aggregate.fn
    if field is None or fn is _A.COUNT:
        return Fragment("count(*)")
    at = column(field)
    match fn:
        case _A.FILLED | _A.CHECKED:
            return Fragment(_count_if(_filled(field, column)))
        case _A.EMPTY | _A.UNCHECKED:
            return Fragment(_count_if(f"NOT {_filled(field, column)}"))
        case _A.PERCENT_FILLED | _A.PERCENT_CHECKED:
            return Fragment(_percent(_count_if(_filled(field, column))))
        case _A.PERCENT_EMPTY | _A.PERCENT_UNCHECKED:
            return Fragment(_percent(_count_if(f"NOT {_filled(field, column)}")))
        case _A.COUNT_DISTINCT:
            return compose("count(DISTINCT {key})", key=value_key(field, at))
        case _A.PERCENT_UNIQUE:
            return compose(_percent("count(DISTINCT {key})"), key=value_key(field, at))
        case _A.TOTAL_SIZE:
            size = "CASE WHEN jsonb_typeof(e.v -> 'size') = 'number' THEN (e.v ->> 'size')::numeric END"
            return Fragment(f"coalesce(sum((SELECT sum({size}) FROM {elements(field, at)})), 0)")
        case _A.FILE_COUNT:
            return Fragment(f"coalesce(sum({count_of(field, at)}), 0)::bigint")
        case _A.MIN | _A.EARLIEST:
            return Fragment(_end(field, at, "min"))
        case _A.MAX | _A.LATEST:
            return Fragment(_end(field, at, "max"))
        case _A.DAY_RANGE | _A.MONTH_RANGE:
            return _span(fn, field, at, context)
        case _:
            return _number(aggregate, field, at, exact=exact)


def shown(aggregate: Aggregate, value: str, *, exact: bool) -> str:
    """``value``, which ``summed`` gave, as JSON."""
    if aggregate.fn is _A.DECILES:
        beyond = f"EXISTS (SELECT FROM unnest({value}) AS x(v) WHERE NOT (abs(x.v) <= {LARGEST}))"
        return f"CASE WHEN {beyond} THEN {TOO_LARGE} ELSE to_json({value}) END"
    if aggregate.field is None or aggregate.field.kind is not ValueKind.NUMBER or aggregate.fn not in _CAN_OVERFLOW:
        return value
    # In doubles what could be shown in doubles; money keeps its decimals.
    fits = f"{value}::double precision" if exact and is_double(aggregate.field) else value
    return f"CASE WHEN NOT (abs({value}) <= {LARGEST}) THEN {TOO_LARGE} ELSE to_json({fits}) END"


_CAN_OVERFLOW = frozenset({_A.SUM, _A.AVG, _A.RANGE, _A.MEDIAN, _A.PERCENTILE, _A.STDDEV, _A.VARIANCE})


def _number(aggregate: Aggregate, field: FieldDef, at: str, *, exact: bool) -> Fragment:
    cast = "::numeric" if exact else ""
    match aggregate.fn:
        case _A.SUM:
            return Fragment(f"sum({_each(field, at, 'sum', cast)})")
        case _A.AVG if field.many:
            total = f"sum({_each(field, at, 'sum', cast)})"
            return Fragment(f"({total} / nullif(sum({count_of(field, at)}), 0)){_double(exact)}")
        case _A.AVG:
            return Fragment(f"avg({at}{cast}){_double(exact)}")
        case _A.RANGE:
            return Fragment(f"({_end(field, at, 'max')}{cast} - {_end(field, at, 'min')}{cast})")
        case _A.STDDEV:
            return Fragment(f"stddev_samp({at}{cast}){_double(exact)}")
        case _A.VARIANCE:
            return Fragment(f"var_samp({at}{cast}){_double(exact)}")
        case _A.MEDIAN:
            return Fragment(f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {at})")
        case _A.DECILES:
            tenths = ", ".join(f"0.{tenth}" for tenth in range(1, 10))
            return Fragment(f"percentile_cont(ARRAY[{tenths}]) WITHIN GROUP (ORDER BY {at})")
        case _A.PERCENTILE:
            place = param(repr((aggregate.p or 0.0) / 100), "double precision")
            return compose("percentile_cont({place}) WITHIN GROUP (ORDER BY {at})", place=place, at=at)
        case fn:
            raise ValueError(f"{fn} is not worked out over numbers")


def _span(fn: AggregateFn, field: FieldDef, at: str, context: EvalContext) -> Fragment:
    """From the earliest to the latest day, times as the reader's clock shows them."""
    first, last = Fragment(_end(field, at, "min")), Fragment(_end(field, at, "max"))
    if field.kind is ValueKind.DATETIME:
        zone = param(context.zone.key, "text")
        # At the ends of the calendar a clock may show a day outside of it.
        day = "greatest('0001-01-01', least('9999-12-31', ({it} AT TIME ZONE {zone})::date))"
        day = "CASE WHEN {it} IS NOT NULL THEN " + day + " END"
        first, last = (compose(day, it=it, zone=zone) for it in (first, last))
    if fn is _A.DAY_RANGE:
        return compose("({last} - {first})", last=last, first=first)
    months = "(extract(year FROM {it}) * 12 + extract(month FROM {it}))"
    return compose("({last} - {first})::int", last=compose(months, it=last), first=compose(months, it=first))


def _end(field: FieldDef, at: str, which: str) -> str:
    return f"{which}({_each(field, at, which, '')})"


def _each(field: FieldDef, at: str, which: str, cast: str) -> str:
    """The value of a cell, or of all values in it together."""
    return f"(SELECT {which}(e.v{cast}) FROM {elements(field, at)})" if field.many else f"{at}{cast}"


def _filled(field: FieldDef, column: Column) -> str:
    if field.kind is ValueKind.BOOLEAN and not field.many:
        return f"({column(field)} IS TRUE)"
    return f"(NOT ({is_empty(field, column)}))"


def _count_if(condition: str) -> str:
    return f"count(*) FILTER (WHERE {condition})"


def _percent(part: str) -> str:
    return f"({part} * 100.0 / nullif(count(*), 0))::double precision"


def _double(exact: bool) -> str:
    return "" if exact else "::double precision"


def is_double(field: FieldDef) -> bool:
    """Whether one value of the field is a double."""
    return value_type(field) == ColumnType.DOUBLE
