"""Lengths of time as people write them: ``1:30``, ``1:30:05.5``, ``90m``, ``1h 30m``, ``2d 4:00``, ``-0:15``.

Three numbers between colons are hours, minutes and seconds. Two are hours and minutes, and a number alone is minutes,
except in fields whose format counts seconds: there two are minutes and seconds, and a number alone is seconds, as on a
stopwatch. Only the last part may be 60 or more of its unit at the front (``90:00``), never behind a larger one.
"""

import re
from decimal import Decimal
from enum import StrEnum

from core.fields.base import InvalidValue, shown


class DurationFormat(StrEnum):
    HOURS = "h:mm"
    SECONDS = "h:mm:ss"
    TENTHS = "h:mm:ss.S"
    HUNDREDTHS = "h:mm:ss.SS"
    THOUSANDTHS = "h:mm:ss.SSS"
    DAYS = "d h:mm"

    @property
    def counts_seconds(self) -> bool:
        return self not in (DurationFormat.HOURS, DurationFormat.DAYS)

    @property
    def decimals(self) -> int:
        """Of its seconds."""
        return len(self.value.partition(".")[2])


MAX_LENGTH = 60
DAY = 86_400

_CLOCK = re.compile(r"([0-9]{1,12})(?::([0-5]?[0-9]))?(?::([0-5]?[0-9]))?([.,][0-9]{1,9})?")
_DAYS = re.compile(r"([0-9]{1,9}) ?d(?:ays?)? ?(?=[0-9]+:)", re.IGNORECASE)
_PART = re.compile(r"([0-9]{1,12}(?:[.,][0-9]{1,9})?) ?([a-zµ]+)[ ,]*", re.IGNORECASE)
_UNITS = {
    "ms": Decimal("0.001"), "w": Decimal(7 * DAY), "week": Decimal(7 * DAY), "weeks": Decimal(7 * DAY),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), Decimal(1)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), Decimal(60)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), Decimal(3600)),
    **dict.fromkeys(("d", "day", "days"), Decimal(DAY)),
}  # fmt: skip


def read_duration(text: str, style: DurationFormat) -> Decimal | None:
    """The seconds that ``text`` says, None for blank text. Raises InvalidValue."""
    bare = " ".join(text.replace("\u2212", "-").split()) if len(text) <= MAX_LENGTH else ""
    if not bare and len(text) <= MAX_LENGTH:
        return None
    negative = bare.startswith("-")
    bare = bare.lstrip("+-").strip() if bare[:2] not in ("--", "++", "+-", "-+") else ""
    seconds = _clock(bare, style)
    if seconds is None:
        seconds = _parts(bare)
    if seconds is None:
        raise InvalidValue(f"{shown(text)} is not a duration; write it like 1:30, 90m or 1h 30m.")
    return -seconds if negative else seconds


def write_duration(seconds: Decimal, style: DurationFormat) -> str:
    """As the format says; seconds and decimals that it would hide are written all the same, so nothing is lost."""
    sign = "-" if seconds < 0 else ""
    whole, fraction = divmod(abs(seconds), 1)
    minutes, rest = divmod(int(whole), 60)
    days, minutes = divmod(minutes, 1440) if style is DurationFormat.DAYS else (0, minutes)
    text = f"{minutes // 60}:{minutes % 60:02}"
    decimals = f"{fraction:f}".partition(".")[2].rstrip("0").ljust(style.decimals, "0")
    if style.counts_seconds or rest or decimals:
        text += f":{rest:02}" + (f".{decimals}" if decimals else "")
    return f"{sign}{days}d {text}" if style is DurationFormat.DAYS else sign + text


def _clock(text: str, style: DurationFormat) -> Decimal | None:
    ahead = _DAYS.match(text)
    days = Decimal(ahead[1]) * DAY if ahead else Decimal(0)
    match = _CLOCK.fullmatch(text[ahead.end() :] if ahead else text)
    if match is None:
        return None
    first, second, third = Decimal(match[1]), match[2], match[3]
    fraction = Decimal(f"0{match[4].replace(',', '.')}") if match[4] else Decimal(0)
    if third is not None:
        return days + first * 3600 + int(second) * 60 + int(third) + fraction
    if second is not None and (style.counts_seconds and not ahead):
        return first * 60 + int(second) + fraction
    if second is not None:
        return None if fraction else days + first * 3600 + int(second) * 60
    return (first + fraction) * (1 if style.counts_seconds else 60)


def _parts(text: str) -> Decimal | None:
    """Numbers with their units, each unit once."""
    total, at, said = Decimal(0), 0, set[Decimal]()
    while at < len(text):
        match = _PART.match(text, at)
        unit = _UNITS.get(match[2].lower()) if match else None
        if match is None or unit is None or unit in said:
            return None
        said.add(unit)
        total += Decimal(match[1].replace(",", ".")) * unit
        at = match.end()
    return total if said else None
