"""A date and a time of day in one text, as people write them: ``22/11/2026 9:30 pm``, ``2026-11-22T09:30``."""

from datetime import date, time, timezone

from core.fields.date_text import DateFormat, read_date
from core.fields.instant import clock, is_clock


def day_and_time(text: str, style: DateFormat) -> tuple[date, time, timezone | None]:
    """The day, time of day and offset that ``text`` says; a date alone is its midnight. Raises InvalidValue.

    Splits at the T of ISO 8601, or at each space in turn until both halves read.
    """
    if len(text) > 11 and text[10] in "Tt" and is_clock(text[11:]):
        return read_date(text[:10], style), *clock(text[11:])
    for at, letter in enumerate(text[:80]):
        if letter in " ," and is_clock(text[at + 1 :]):
            return read_date(text[:at].rstrip(" ,"), style), *clock(text[at + 1 :])
    return read_date(text, style), time(), None
