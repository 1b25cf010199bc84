"""Why a date or time of the right form is none: the calendar has no such day, or the clock no such time."""

from calendar import monthrange

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def absent_day(year: int, month: int, day: int) -> str | None:
    """
    >>> absent_day(1850, 2, 29)
    '29 February 1850 does not exist; that month has 28 days.'
    """
    if not 1 <= year <= 9999:
        return f"There is no year {year}; years go from 0001 to 9999."
    if not 1 <= month <= 12:
        return f"There is no month {month}; months go from 1 to 12."
    most = monthrange(year, month)[1]
    if 1 <= day <= most:
        return None
    return f"{day} {MONTHS[month - 1]} {year} does not exist; that month has {most} days."


def absent_time(text: str, hour: int, minute: int, second: int, *, halves: bool = False) -> str | None:
    """``text`` is the time as it was written; ``halves``: with am or pm."""
    if halves and not 1 <= hour <= 12:
        return f"There is no time {text}; with am or pm, hours go from 1 to 12."
    if hour > 23:
        return f"There is no time {text}; hours go from 00 to 23."
    if minute > 59 or second > 59:
        return f"There is no time {text}; minutes and seconds go from 00 to 59."
    return None


def absent_offset(text: str, hours: int, minutes: int) -> str | None:
    """Of an offset from UTC such as ``+02:00``."""
    if hours <= 23 and minutes <= 59:
        return None
    return f"There is no offset {text}; offsets go from -23:59 to +23:59."
