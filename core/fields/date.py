"""A day of the calendar, years 0001 to 9999. It has no time zone and never shifts."""

from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, config_of, shown
from core.fields.date_text import DateFormat, absence, iso_date, write_date
from core.fields.datetime_text import day_and_time
from core.fields.instant import rfc3339
from core.fields.limits import DayLimits
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class DateConfig(DayLimits):
    """``format`` says how the date is shown, and which number of ``3/4/2026`` is the day when text is pasted."""

    format: DateFormat = DateFormat.ISO


class Date(FieldType):
    name = "date"
    kind = ValueKind.DATE
    config_model = DateConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.DATE

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        if isinstance(raw, str) and iso_date(raw) is not None:
            return raw
        reason = absence(raw) if isinstance(raw, str) else None
        raise InvalidValue(reason or f'Give a date like "2026-11-22", not {shown(raw)}.')

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """A date and time gives the date as written, whatever its zone."""
        if not isinstance(raw, str):
            return self.parse(raw, field)
        text = raw.strip()
        if not text:
            return None
        if rfc3339(text) is not None:
            return self.parse(text[:10], field)
        day, _, _ = day_and_time(text, config_of(field, DateConfig).format)
        return day.isoformat()

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        day = iso_date(stored) if isinstance(stored, str) else None
        return write_date(day, config_of(field, DateConfig).format) if day else ""
