"""Aggregates worked out in Python from stored values: what PostgreSQL's answers are compared with."""

import statistics
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from core.fields.instant import local, rfc3339
from core.fields.options import SelectConfig
from core.query.ast import Aggregate, AggregateFn
from core.query.evaluate import cell
from core.schema import FieldDef
from core.values import JsonValue, StoredValue, ValueKind
from tests.support.query_tables import Row


def expected(aggregate: Aggregate, rows: Sequence[Row], zone: ZoneInfo) -> JsonValue:
    """For distributions see ``distribution_model``."""
    field = aggregate.field
    if field is None:
        return len(rows)
    cells = [known(field, cell(field, row.cells, row.system)) for row in rows]
    filled = [value for value in cells if value is not None and value is not False]
    distinct = len({_frozen(value) for value in cells if value is not None and field.kind is not ValueKind.JSON})
    raw = [cell(field, row.cells, row.system) for row in rows]
    # Unticked is empty; a document that is false is a document.
    present = sum(value is not None and (value is not False or field.kind is ValueKind.JSON) for value in raw)
    match aggregate.fn:
        case AggregateFn.FILLED | AggregateFn.CHECKED:
            return present
        case AggregateFn.EMPTY | AggregateFn.UNCHECKED:
            return len(rows) - present
        case AggregateFn.PERCENT_FILLED | AggregateFn.PERCENT_CHECKED:
            return _percent(present, rows)
        case AggregateFn.PERCENT_EMPTY | AggregateFn.PERCENT_UNCHECKED:
            return _percent(len(rows) - present, rows)
        case AggregateFn.COUNT_DISTINCT:
            return distinct
        case AggregateFn.PERCENT_UNIQUE:
            return _percent(distinct, rows)
        case AggregateFn.TOTAL_SIZE:
            sizes = [item.get("size") for item in values_in(filled) if isinstance(item, dict)]
            return sum(size for size in sizes if isinstance(size, int))
        case AggregateFn.FILE_COUNT:
            return len(list(values_in(filled)))
        case fn:
            values = list(values_in(filled))
            if field.kind is ValueKind.NUMBER:
                return _number(aggregate, [Fraction(value) for value in values if isinstance(value, int | float)])
            return _moment(fn, sorted(str(value) for value in values), zone)


def known(field: FieldDef, value: StoredValue) -> StoredValue:
    """Without options that are gone."""
    if not isinstance(field.config, SelectConfig):
        return value
    if isinstance(value, list):
        return [item for item in value if item in field.config.names] or None
    return value if value in field.config.names else None


def values_in(cells: Iterable[StoredValue]) -> Iterable[StoredValue]:
    for value in cells:
        if isinstance(value, list):
            yield from value
        elif value is not None:
            yield value


def _frozen(value: StoredValue) -> object:
    return frozenset(map(repr, value)) if isinstance(value, list) else value


def _percent(part: int, rows: Sequence[Row]) -> float | None:
    return part * 100 / len(rows) if rows else None


def _number(aggregate: Aggregate, values: list[Fraction]) -> JsonValue:
    if not values:
        return None
    match aggregate.fn:
        case AggregateFn.SUM:
            return float(sum(values))
        case AggregateFn.AVG:
            return float(sum(values) / len(values))
        case AggregateFn.MIN:
            return float(min(values))
        case AggregateFn.MAX:
            return float(max(values))
        case AggregateFn.RANGE:
            return float(max(values) - min(values))
        case AggregateFn.MEDIAN:
            return float(statistics.median(values))
        case AggregateFn.PERCENTILE:
            return _at(sorted(values), Fraction(aggregate.p or 0) / 100)
        case AggregateFn.DECILES:
            return [_at(sorted(values), Fraction(tenth, 10)) for tenth in range(1, 10)]
        case AggregateFn.STDDEV:
            return float(statistics.variance(values)) ** 0.5 if len(values) > 1 else None
        case AggregateFn.VARIANCE:
            return float(statistics.variance(values)) if len(values) > 1 else None
        case fn:
            raise ValueError(fn)


def _at(ordered: list[Fraction], part: Fraction) -> float:
    """The value before which this part of all is, between two of them where need be."""
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (place - low))


def _moment(fn: AggregateFn, values: list[str], zone: ZoneInfo) -> JsonValue:
    if not values:
        return None
    match fn:
        case AggregateFn.MIN | AggregateFn.EARLIEST:
            return values[0]
        case AggregateFn.MAX | AggregateFn.LATEST:
            return values[-1]
        case _:
            first, last = day_of(values[0], zone), day_of(values[-1], zone)
            if fn is AggregateFn.DAY_RANGE:
                return (last - first).days
            return (last.year - first.year) * 12 + last.month - first.month


def day_of(value: str, zone: ZoneInfo) -> date:
    moment = rfc3339(value)
    return date.fromisoformat(value) if moment is None else local(moment, zone).date()
