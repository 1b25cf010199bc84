"""Dates and times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.transfer.formats.base import Format, all_match, compiled

_TIME = "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})([.][0-9]{1,6})?)?(?: ?([AaPp])[.]?[Mm][.]?)?"
_ZONE = "(?: ?(Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?))"
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december")  # fmt: skip
_PLAIN = "[12][0-9]{3}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?"


@dataclass(frozen=True)
class AsDate(Format):
    """``order`` is ``ymd``, ``dmy``, ``mdy`` or ``name`` (the month as a word)."""

    field_type = "date"
    order: str

    @property
    def pattern(self) -> str:
        return date_pattern(self.order)

    def value(self, cell: str) -> str | None:
        return iso_date(cell, self.order) if compiled(self.pattern).fullmatch(cell) else None


@dataclass(frozen=True)
class AsDatetime(Format):
    """Times without an offset are those of ``zone``, an IANA name; ``zoned`` says that all have an offset."""

    field_type = "datetime"
    order: str
    zone: str
    zoned: bool

    @property
    def pattern(self) -> str:
        return f"({date_pattern(self.order)})(?:T|,? ){_TIME}{_ZONE if self.zoned else ''}"

    def plain(self, cells: Sequence[str]) -> bool:
        if self.order != "ymd" or not (self.zoned or self.zone == "UTC"):
            return False
        if not all_match(compiled(_PLAIN + (_ZONE if self.zoned else "")), cells):
            return False
        try:
            list(map(datetime.fromisoformat, filter(None, cells)))
        except ValueError:
            return False
        return True

    def value(self, cell: str) -> str | None:
        found = compiled(self.pattern).fullmatch(cell)
        if found is None:
            return None
        day, time = iso_date(found[1], self.order), _time(found)
        if day is None or time is None:
            return None
        return f"{day} {time}{found[7]}" if self.zoned else f"{day} {time} {self.zone}"


def date_pattern(order: str) -> str:
    """The shape of a date; whether the day exists, ``iso_date`` decides."""
    day, month, year = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:[12][0-9]{3}|[0-9]{2})"
    name = "(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec)[a-z]*"
    match order:
        case "ymd":
            return f"[12][0-9]{{3}}[-/.]{month}[-/.]{day}"
        case "dmy":
            return f"{day}[-/.]{month}[-/.]{year}"
        case "mdy":
            return f"{month}[-/.]{day}[-/.]{year}"
        case _:
            return f"(?:{name} {day},? [12][0-9]{{3}}|{day}[ -]{name}[ -][12][0-9]{{3}})"


def iso_date(cell: str, order: str) -> str | None:
    """The date that the cell, of the right shape, means; None when there is no such day."""
    match order:
        case "ymd":
            year, month, day = re.split("[-/.]", cell)
        case "dmy":
            day, month, year = re.split("[-/.]", cell)
        case "mdy":
            month, day, year = re.split("[-/.]", cell)
        case _:
            (word,) = re.findall("[A-Za-z]+", cell)
            day, year = re.findall("[0-9]+", cell)
            month = next((str(at) for at, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())), "0")
    if len(year) == 2:
        year = ("20" if year < "69" else "19") + year
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _time(found: re.Match[str]) -> str | None:
    hour, minute, second, half = int(found[2]), int(found[3]), int(found[4] or 0), found[6]
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02}:{minute:02}:{second:02}{found[5] or ''}"
