"""Distributions worked out in Python from stored values, by exact fractions: what PostgreSQL's are compared with."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from core.fields.base import ColumnType
from core.fields.currency import CurrencyConfig
from core.fields.duration import Duration
from core.fields.number import NumberConfig
from core.query.aggregates import TOP
from core.query.evaluate import EvalContext, cell
from core.query.order import Names, rank
from core.schema import FieldDef
from core.values import JsonScalar, JsonValue, ValueKind
from tests.support.aggregate_model import day_of, known, values_in
from tests.support.query_tables import Row

LARGEST = Fraction(1.7976931348623157e308)


def distribution(field: FieldDef, rows: Sequence[Row], context: EvalContext, names: Names) -> dict[str, Any]:
    counts: Counter[JsonScalar] = Counter()
    empty = 0
    for row in rows:
        held = set(_held(field, row, names))
        counts.update(held)
        empty += not held

    def part(count: int) -> dict[str, Any]:
        return {"count": count, "percent": count * 100 / len(rows) if rows else None}

    def place(value: JsonScalar) -> Any:
        stored: JsonValue = [value] if field.many else value
        return rank(field, ({field.number: stored}, {field.column: stored}), names), value

    ordered = sorted(counts, key=place)
    top = sorted(ordered, key=lambda value: -counts[value])[:TOP]
    others = sum(counts.values()) - sum(counts[value] for value in top)
    found: dict[str, Any] = {
        "values": [{"value": value, **part(counts[value])} for value in top],
        "others": {"values": len(counts) - len(top), **part(others)},
        "empty": part(empty),
    }
    if field.kind is ValueKind.NUMBER:
        edges = _numbers(field, [value for value in counts if isinstance(value, int | float)])
        filled = Counter[int]()
        for value, count in counts.items():
            assert isinstance(value, int | float)
            filled[_bucket(edges, float(value))] += count
        found["buckets"] = [
            {"from": low, "to": high, **part(filled[at])} for at, (low, high) in enumerate(pairwise(edges))
        ]
    elif field.kind in (ValueKind.DATE, ValueKind.DATETIME):
        days = {value: day_of(str(value), context.zone).toordinal() for value in counts}
        unit, starts = _dates(sorted(days.values()), context.week_start)
        filled = Counter[int]()
        for value, count in counts.items():
            filled[_bucket(starts, days[value])] += count
        found["bucket"] = unit
        found["buckets"] = [
            {"from": _said(max(low, 1)), "to": _said(high - 1), **part(filled[at])}
            for at, (low, high) in enumerate(pairwise(starts))
        ]
    return found


def _held(field: FieldDef, row: Row, names: Names) -> Iterator[JsonScalar]:
    for value in values_in([known(field, cell(field, row.cells, row.system))]):
        assert not isinstance(value, list | dict)
        if field.kind is not ValueKind.USER or value in names:
            yield value


def _bucket(edges: Sequence[float], value: float) -> int:
    return max(0, min(len(edges) - 2, bisect_right(edges, value) - 1))


def _numbers(field: FieldDef, values: Sequence[float]) -> list[float]:
    if not values:
        return []
    exact = field.column_type in (ColumnType.NUMERIC, ColumnType.BIGINT, ColumnType.SMALLINT)

    def numeric(value: float) -> Fraction:
        # PostgreSQL turns doubles into numerics with 15 digits.
        return Fraction(repr(value)) if exact else Fraction(f"{value:.15g}")

    low, high = numeric(min(values)), numeric(max(values))
    rough = (high - low) / 10
    unit = Fraction(1)
    if isinstance(field.type, Duration):
        unit = Fraction(3600 if rough > 3600 else 60 if rough > 60 else 1)
    if rough == 0:
        return [float(low)] * 2
    step = max(unit * nice(rough / unit), _least(field))
    first, last = low // step, -(-high // step)
    bounds = ((first + at) * step for at in range(max(last - first, 1) + 1))
    return [float(max(-LARGEST, min(LARGEST, bound))) for bound in bounds]


def _least(field: FieldDef) -> Fraction:
    if field.column_type in (ColumnType.BIGINT, ColumnType.BIGINT_ARRAY, ColumnType.SMALLINT):
        return Fraction(1)
    if isinstance(field.config, NumberConfig | CurrencyConfig) and field.config.precision is not None:
        return Fraction(1, 10**field.config.precision)
    return Fraction(1, 10**300)


def nice(rough: Fraction) -> Fraction:
    """The least of 1, 2 and 5 times a power of ten that is at least this."""
    power = Fraction(1)
    while power > rough:
        power /= 10
    while power * 10 <= rough:
        power *= 10
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough)


def _dates(days: Sequence[int], week_start: int) -> tuple[str | None, list[int]]:
    """Days by their ordinals, because the last bucket may end after the calendar."""
    if not days:
        return None, []
    low, high = date.fromordinal(days[0]), date.fromordinal(days[-1])
    span = (high - low).days
    months = (high.year - low.year) * 12 + high.month - low.month
    if span < 11:
        return "day", list(range(days[0], days[-1] + 2))
    if span < 70:
        first = days[0] - (low.weekday() - week_start) % 7
        return "week", [*range(first, days[-1] + 1, 7), first + ((days[-1] - first) // 7 + 1) * 7]
    if months < 36:
        width = 1 if months < 12 else 3
        start = (low.year * 12 + low.month - 1) // width
        end = (high.year * 12 + high.month - 1) // width
        return "month" if width == 1 else "quarter", [_month(at * width) for at in range(start, end + 2)]
    step = int(nice(max(Fraction(high.year - low.year, 10), Fraction(1))))
    years = range(low.year // step, high.year // step + 2)
    return "year", [_month(max(1, year * step) * 12) for year in years]


def _month(months: int) -> int:
    """The first day of a month that is so many months after the year 0."""
    year, month = divmod(months, 12)
    return date.max.toordinal() + 1 if year > date.max.year else date(year, month + 1, 1).toordinal()


def _said(ordinal: int) -> str:
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal()))).isoformat()
