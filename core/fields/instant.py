"""Points in time, and their stored form: RFC 3339 in UTC, exactly as ``to_jsonb(timestamptz)`` prints it at UTC.

``2026-11-22T10:00:00+00:00``, with microseconds only where there are some and without their trailing zeros. Because
``+`` sorts before ``.`` and digits, stored forms sort as text in the order of time.

**Wall times.** Text without a zone is read in the field's zone. A wall time that a clock change skips is read with the
offset from before the change, so it moves forward by the length of the gap (02:30 becomes 03:30). A wall time that
happens twice is its first occurrence.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from core.fields.absent import absent_day, absent_offset, absent_time
from core.fields.base import InvalidValue

_RFC3339 = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))"
)
_CLOCK = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(?: ?([ap])\.?m\.?)?"
    r"(?: ?(?:(Z)|(?:UTC|GMT)?([+-])([0-9]{2}):?([0-9]{2})))?",
    re.IGNORECASE,
)

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


def stored(moment: datetime) -> str:
    """The stored form of an aware datetime.

    >>> stored(datetime(2026, 11, 22, 12, 0, 0, 500000, timezone(timedelta(hours=2))))
    '2026-11-22T10:00:00.5+00:00'
    """
    utc = moment.astimezone(UTC)
    fraction = f".{utc.microsecond:06}".rstrip("0") if utc.microsecond else ""
    return f"{utc.year:04}-{utc.month:02}-{utc.day:02}T{utc.hour:02}:{utc.minute:02}:{utc.second:02}{fraction}+00:00"


def rfc3339(text: str) -> datetime | None:
    """The instant that ``text`` names, digits below a microsecond dropped; None unless it is RFC 3339 with a zone."""
    match = _RFC3339.fullmatch(text)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match[1])
        moment = datetime.combine(day, _time(match[2], match[3], match[4], match[5]), _offset(*match.group(7, 8, 9)))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def absence(text: str) -> str | None:
    """Why RFC 3339 text is no instant; None when it is one, and for all other text."""
    match = _RFC3339.fullmatch(text)
    if match is None or rfc3339(text) is not None:
        return None
    year, month, day = (int(part) for part in match[1].split("-"))
    hour, minute, second = (int(part) for part in match.group(2, 3, 4))
    return (
        absent_day(year, month, day)
        or absent_time(":".join(match.group(2, 3, 4)), hour, minute, second)
        or (absent_offset(f"{match[7]}{match[8]}:{match[9]}", int(match[8]), int(match[9])) if match[7] else None)
        or f"{text} is outside the years 0001 to 9999."
    )


def is_clock(text: str) -> bool:
    """Whether the text has the form of a time of day, which ``clock`` may still find to be none."""
    return _CLOCK.fullmatch(text.strip()) is not None


def clock(text: str) -> tuple[time, timezone | None]:
    """A time of day as people write it (``9:30``, ``21:30:05.25``, ``9:30 pm``, ``09:30+02:00``), and its offset.

    Raises InvalidValue.
    """
    said = text.strip()
    match = _CLOCK.fullmatch(said)
    if match is None:
        raise InvalidValue(f"{said!r} is no time of day; write it like 16:30.")
    hour, halves, zoned = int(match[1]), match[5], match[6] or match[7]
    reason = absent_time(said, hour, int(match[2]), int(match[3] or 0), halves=bool(halves))
    if reason is None and match[7]:
        reason = absent_offset(f"{match[7]}{match[8]}:{match[9]}", int(match[8]), int(match[9]))
    if reason is not None:
        raise InvalidValue(reason)
    if halves:
        hour = hour % 12 + (12 if halves.lower() == "p" else 0)
    return _time(str(hour), match[2], match[3], match[4]), _offset(*match.group(7, 8, 9)) if zoned else None


def at_wall(day: date, at: time, zone: ZoneInfo | timezone) -> datetime | None:
    """The instant of a wall time (see the module's rule); None outside the years 0001–9999."""
    try:
        return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)
    except OverflowError:
        return None


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The wall time of an instant; at the ends of the calendar, where there is none, the instant in UTC."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def _time(hour: str, minute: str, second: str | None, fraction: str | None) -> time:
    return time(int(hour), int(minute), int(second or 0), int((fraction or "")[:6].ljust(6, "0")))


def _offset(sign: str | None, hours: str | None, minutes: str | None) -> timezone:
    if sign is None or hours is None or minutes is None:
        return UTC
    if int(minutes) > 59 or int(hours) > 23:
        raise ValueError("no such offset")
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-span if sign == "-" else span)
