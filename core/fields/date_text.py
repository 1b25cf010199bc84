"""Dates and times of day as people write them, and how ours are written for people.

Reading ``3/4/2026`` needs to know which number is the day: the field's ``format`` says so (``us`` month first,
``european`` day first). Without it such a date is refused unless one number is above 12. Dots put the day first
(``3.4.2026``), as everywhere that dots are used. Two-digit years follow POSIX: 69–99 are 19xx, 00–68 are 20xx.
Month names are English, in full or their first three letters.
"""

import re
from datetime import date
from enum import StrEnum

from core.fields.absent import MONTHS, absent_day
from core.fields.base import InvalidValue, shown


class DateFormat(StrEnum):
    ISO = "iso"
    EUROPEAN = "european"
    US = "us"
    FRIENDLY = "friendly"


_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]{3,9})[ .,-]+([0-9]{4})", re.IGNORECASE)
_MONTH_NAMED = re.compile(r"([a-z]{3,9})[ .]+([0-9]{1,2})(?:st|nd|rd|th)?[ ,]+([0-9]{4})", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,.]+", re.IGNORECASE)

_LOWER = tuple(name.lower() for name in MONTHS)
_MONTH_NUMBERS = {name: at for at, name in enumerate(_LOWER, 1)} | {name[:3]: at for at, name in enumerate(_LOWER, 1)}
_MONTH_NUMBERS["sept"] = 9

MAX_LENGTH = 60


def iso_date(text: str) -> date | None:
    """``YYYY-MM-DD`` and nothing else; None when it is not that, or no day of the calendar."""
    match = _ISO.fullmatch(text)
    if match is None or _absence(match) is not None:
        return None
    return date(int(match[1]), int(match[2]), int(match[3]))


def absence(text: str) -> str | None:
    """Why ``YYYY-MM-DD`` is no day of the calendar; None when it is one, and for all other text."""
    match = _ISO.fullmatch(text)
    return None if match is None else _absence(match)


def read_date(text: str, style: DateFormat) -> date:
    """The day that ``text`` names. Raises InvalidValue, also where day and month could be swapped, and for a day that
    the calendar does not have."""
    bare = _WEEKDAY.sub("", text.strip(), count=1) if len(text) <= MAX_LENGTH else ""
    found = _year_first(bare) or _named(bare) or _numeric(bare, text, style)
    if found is None:
        raise InvalidValue(f"{shown(text)} is not a date; write it like 2026-11-22.")
    return found


def month_number(name: str) -> int | None:
    """Of an English name, in full or its first three letters."""
    return _MONTH_NUMBERS.get(name.lower())


def write_date(day: date, style: DateFormat) -> str:
    match style:
        case DateFormat.ISO:
            return day.isoformat()
        case DateFormat.EUROPEAN:
            return f"{day.day:02}/{day.month:02}/{day.year:04}"
        case DateFormat.US:
            return f"{day.month:02}/{day.day:02}/{day.year:04}"
        case DateFormat.FRIENDLY:
            return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def _year_first(text: str) -> date | None:
    match = _YEAR_FIRST.fullmatch(text)
    return _calendar(int(match[1]), int(match[2]), int(match[3])) if match else None


def _named(text: str) -> date | None:
    if match := _DAY_NAMED.fullmatch(text):
        day, name, year = match[1], match[2], match[3]
    elif match := _MONTH_NAMED.fullmatch(text):
        name, day, year = match[1], match[2], match[3]
    else:
        return None
    month = month_number(name)
    return None if month is None else _calendar(int(year), month, int(day))


def _numeric(bare: str, text: str, style: DateFormat) -> date | None:
    match = _NUMERIC.fullmatch(bare)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 1900 if year >= 69 else 2000
    day_first = style is DateFormat.EUROPEAN or match[2] == "." or first > 12
    month_first = (style is DateFormat.US and match[2] != ".") or second > 12
    if day_first and month_first:
        day_first = first > 12
    if not day_first and not month_first and first != second:
        raise InvalidValue(
            f"{shown(text)} could be two days; write it like 2026-11-22, or set the field's date format."
        )
    return _calendar(year, second, first) if day_first else _calendar(year, first, second)


def _absence(match: re.Match[str]) -> str | None:
    return absent_day(int(match[1]), int(match[2]), int(match[3]))


def _calendar(year: int, month: int, day: int) -> date:
    """Raises InvalidValue."""
    reason = absent_day(year, month, day)
    if reason is not None:
        raise InvalidValue(reason)
    return date(year, month, day)
