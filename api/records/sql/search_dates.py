"""Text looked for in days and moments, as their field shows them."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from api.records.sql.words import date_format, shown_as
from core.fields.date_text import DateFormat, month_number
from core.fields.instant import LAST, at_wall
from core.schema import FieldDef
from core.values import ValueKind

_DATED = re.compile(r"[A-Za-z0-9 /:.,-]{1,40}")
_TIME = r"(?: (?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2}))?)?"
_YEAR = r"(?P<year>[0-9]{4})"
_SHAPES = {
    DateFormat.ISO: (f"{_YEAR}(?:-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}){_TIME})?)?",),
    DateFormat.EUROPEAN: (f"(?:(?:(?P<day>[0-9]{{2}})/)?(?P<month>[0-9]{{2}})/)?{_YEAR}{_TIME}",),
    DateFormat.US: (f"(?P<month>[0-9]{{2}})/(?P<day>[0-9]{{2}})/{_YEAR}{_TIME}", _YEAR),
    DateFormat.FRIENDLY: (f"(?:(?:(?P<day>[0-9]{{1,2}}) )?(?P<month>[A-Za-z]{{3,9}}) )?{_YEAR}{_TIME}",),
}


def in_dates(text: str, field: FieldDef) -> bool:
    """Whether a day or moment of this field may be shown with ``text`` in it."""
    if field.kind not in (ValueKind.DATE, ValueKind.DATETIME):
        return False
    named = date_format(shown_as(field)[1]) is DateFormat.FRIENDLY
    return _DATED.fullmatch(text) is not None and (named or re.search("[A-Za-z]", text) is None)


def moments(text: str, style: DateFormat, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """From when until when it is the year, month, day, hour or minute that ``text`` names, in the style of a field.

    >>> moments("2026-11-22 17", DateFormat.ISO, ZoneInfo("America/New_York"))
    (datetime.datetime(2026, 11, 22, 22, 0, tzinfo=datetime.timezone.utc), \
datetime.datetime(2026, 11, 22, 23, 0, tzinfo=datetime.timezone.utc))
    """
    for shape in _SHAPES[style]:
        if match := re.fullmatch(shape, text.strip()):
            return _span(match.groupdict(), zone)
    return None


def _span(said: dict[str, str | None], zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    year, month, day = int(said["year"] or 0), said.get("month"), said.get("day")
    hour, minute = said.get("hour"), said.get("minute")
    number = None if month is None else int(month) if month.isdigit() else month_number(month)
    if (month is not None and number is None) or (hour is not None and day is None):
        return None
    try:
        first = date(year, number or 1, int(day or 1))
        at = time(int(hour or 0), int(minute or 0))
    except ValueError:
        return None
    start = at_wall(first, at, zone)
    if start is None:
        return None
    if hour is not None:
        length = timedelta(minutes=1 if minute is not None else 60)
    else:
        days = 1 if day is not None else monthrange(year, number)[1] if number else 366 if _leap(year) else 365
        length = timedelta(days=days)
    try:
        # By the clock on the wall where it is about days: one of them may have an hour more or less.
        after = start + length if hour is not None else at_wall(first + length, time(), zone)
    except OverflowError:
        after = None
    return start, after or LAST


def _leap(year: int) -> bool:
    return monthrange(year, 2)[1] == 29
