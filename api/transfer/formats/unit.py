"""Numbers that say their unit: percentages, and lengths of time with hours, minutes and seconds."""

from dataclasses import dataclass

from api.transfer.formats.base import Format, compiled
from api.transfer.formats.number import AsNumber
from core.fields.base import InvalidValue
from core.fields.duration import MAX_SECONDS
from core.fields.duration_text import DurationFormat, read_duration


@dataclass(frozen=True)
class AsPercent(Format):
    """A number with its percent sign (``12.5%``, ``12,5 %``); without the sign it is a number like any other."""

    field_type = "percent"
    mark: str = "."

    @property
    def pattern(self) -> str:
        return f"{self._number.pattern}[ \u00a0\u202f]?%"

    @property
    def _number(self) -> AsNumber:
        return AsNumber(self.mark, grouped=True)

    def value(self, cell: str) -> str | None:
        return self._number.value(cell[:-1].rstrip(" \u00a0\u202f")) if cell.endswith("%") else None


@dataclass(frozen=True)
class AsDuration(Format):
    """Hours, minutes and seconds (``1:30:05``). Two numbers alone could as well be a time of day, and stay text."""

    field_type = "duration"

    @property
    def pattern(self) -> str:
        return "-?[0-9]{1,6}:[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,3})?"

    def value(self, cell: str) -> str | None:
        if not compiled(self.pattern).fullmatch(cell):
            return None
        try:
            seconds = read_duration(cell, DurationFormat.SECONDS)
        except InvalidValue:
            return None
        # There is no minus zero among our numbers.
        return None if seconds is None or abs(seconds) >= MAX_SECONDS else f"{seconds + 0:f}"
