"""Relative dates, and what a date operand means on a date or a datetime field.

Everything becomes a half-open range of days, seen from the reader's today:

* a **day**: ``today``, ``yesterday``, ``daysAgo`` n, ``monthsFromNow`` n, ``oneWeekAgo`` …;
* a **calendar period**: ``thisWeek``, ``lastMonth``, ``nextQuarter``, ``thisYear`` …;
* a **rolling window** that always contains today: ``pastDays`` n is today and the n days before it, ``nextMonths`` n is
  today up to and including the same day n months on; ``pastWeek`` is ``pastWeeks`` 1 (the week to come is ``nextWeeks``
  1, because ``nextWeek`` is the one on the calendar);
* a **calendar period so far**: ``monthToDate`` is the first of the month up to and including today.

Months and years are counted on the calendar and clamped to the end of the month: a month after 31 January is 28 or 29
February. Ranges are clamped to the years 0001–9999. On a datetime field a range of days runs from local midnight to
local midnight; a midnight that a clock change skips is the moment of the change, a midnight that happens twice is the
first (``core.fields.instant``).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.fields.date_text import iso_date
from core.fields.instant import FIRST, at_wall, local, rfc3339, stored
from core.query.ast import Literal, LiteralList, RelativeDate
from core.values import ValueKind

MAX_COUNT = 10_000
MONDAY = 0


class Unit(StrEnum):
    DAY = "Day"
    WEEK = "Week"
    MONTH = "Month"
    QUARTER = "Quarter"
    YEAR = "Year"


_DAYS = {
    "today": (Unit.DAY, 0),
    "yesterday": (Unit.DAY, -1),
    "tomorrow": (Unit.DAY, 1),
    **{f"one{unit}Ago": (unit, -1) for unit in (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)},
    **{f"one{unit}FromNow": (unit, 1) for unit in (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)},
}
_PERIODS = {
    f"{which}{unit}": (unit, step)
    for unit in (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)
    for which, step in (("last", -1), ("this", 0), ("next", 1))
}
_COUNTED_UNITS = tuple(Unit)
_COUNTED_DAYS = {
    f"{unit.lower()}s{which}": (unit, sign) for unit in _COUNTED_UNITS for which, sign in (("Ago", -1), ("FromNow", 1))
}
_WINDOWS = {f"{which}{unit}s": (unit, sign) for unit in _COUNTED_UNITS for which, sign in (("past", -1), ("next", 1))}
_PAST = {f"past{unit}": (unit, -1) for unit in (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)}
_TO_DATE = {f"{unit.lower()}ToDate": unit for unit in (Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.YEAR)}
_ROLLING = {**_WINDOWS, **_PAST}

COUNTED_MODES = frozenset(_COUNTED_DAYS) | frozenset(_WINDOWS)
"""Modes that need ``count``, 0 to ``MAX_COUNT``; the others take none."""
MODES = (*_DAYS, *_PERIODS, *_PAST, *_TO_DATE, *_COUNTED_DAYS, *_WINDOWS)


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open, as stored values of the field's kind; ``end`` None is without end.

    With it every date operator is one or two comparisons: equals/within ``start <= v < end``, before ``v < start``,
    onOrBefore ``v < end``, after ``v >= end``, onOrAfter ``v >= start``.
    """

    start: str
    end: str | None


def resolve(mode: str, count: int | None, now: datetime, zone: ZoneInfo, week_start: int = MONDAY) -> tuple[date, date]:
    """The days [start, end) that a relative date means at ``now`` in ``zone``; ``week_start`` 0 is Monday."""
    today = local(now, zone).date()
    times = 1 if count is None else count
    if mode in _PERIODS:
        unit, step = _PERIODS[mode]
        first = _shift(_start(today, unit, week_start), unit, step)
        return first, _shift(first, unit, 1)
    if mode in _TO_DATE:
        return _start(today, _TO_DATE[mode], week_start), _shift(today, Unit.DAY, 1)
    if mode in _ROLLING:
        unit, sign = _ROLLING[mode]
        edge = _shift(today, unit, sign * times)
        return min(today, edge), _shift(max(today, edge), Unit.DAY, 1)
    if mode in _COUNTED_DAYS:
        unit, sign = _COUNTED_DAYS[mode]
        day = _shift(today, unit, sign * times)
    else:
        unit, step = _DAYS[mode]
        day = _shift(today, unit, step)
    return day, _shift(day, Unit.DAY, 1)


def span(
    kind: ValueKind,
    operand: Literal | LiteralList | RelativeDate,
    now: datetime,
    zone: ZoneInfo,
    week_start: int = MONDAY,
) -> Span:
    """What a date operand means on a field of this kind; a list is the two ends of ``between``, both included."""
    match operand:
        case RelativeDate(mode, count):
            first, after = resolve(mode, count, now, zone, week_start)
            return _days(kind, first, after, zone)
        case Literal(value):
            return _literal(kind, str(value), zone)
        case LiteralList(values):
            low, high = (_literal(kind, str(value), zone) for value in values)
            return Span(low.start, high.end)


def _literal(kind: ValueKind, value: str, zone: ZoneInfo) -> Span:
    day = iso_date(value)
    if day is not None:
        return _days(kind, day, None if day == date.max else day + timedelta(days=1), zone)
    moment = rfc3339(value)
    if moment is None:
        raise ValueError(f"{value!r} is no stored date or time")
    try:
        return Span(stored(moment), stored(moment + timedelta(microseconds=1)))
    except OverflowError:
        return Span(stored(moment), None)


def _days(kind: ValueKind, first: date, after: date | None, zone: ZoneInfo) -> Span:
    if kind is ValueKind.DATE:
        return Span(first.isoformat(), after.isoformat() if after else None)
    end = at_wall(after, time(), zone) if after else None
    return Span(stored(at_wall(first, time(), zone) or FIRST), stored(end) if end else None)


def _start(day: date, unit: Unit, week_start: int) -> date:
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return _shift(day, Unit.DAY, -((day.weekday() - week_start) % 7))
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case Unit.YEAR:
            return day.replace(month=1, day=1)


def _shift(day: date, unit: Unit, times: int) -> date:
    """``times`` units later, clamped to the end of the month and to the calendar."""
    match unit:
        case Unit.DAY | Unit.WEEK:
            try:
                return day + timedelta(days=times * (7 if unit is Unit.WEEK else 1))
            except OverflowError:
                return date.max if times > 0 else date.min
        case Unit.MONTH | Unit.QUARTER | Unit.YEAR:
            months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[unit]
            year, month = divmod(day.year * 12 + day.month - 1 + times * months, 12)
            if not date.min.year <= year <= date.max.year:
                return date.max if times > 0 else date.min
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
