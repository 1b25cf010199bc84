"""A point in time. Kept in UTC to the microsecond; the wire wants a zone; shown in the field's or the reader's zone."""

from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, config_of, shown
from core.fields.date_text import DateFormat, write_date
from core.fields.datetime_text import day_and_time
from core.fields.instant import absence, at_wall, local, rfc3339, stored
from core.fields.limits import MomentLimits
from core.fields.zones import READER, is_zone, zone_of
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class ShownTime(FieldConfig):
    """``timeZone`` is an IANA name or ``reader``; ``format`` is that of dates, followed by the time."""

    time_zone: str = Field(default=READER, max_length=64)
    format: DateFormat = DateFormat.ISO

    @field_validator("time_zone")
    @classmethod
    def _known(cls, name: str) -> str:
        if name != READER and not is_zone(name):
            raise ValueError(f"{name!r} is not a time zone; use a name like Europe/Athens, or reader")
        return name


class DatetimeConfig(ShownTime, MomentLimits):
    """What people write is held to limits; what the system writes (``createdTime``) is only shown."""


class Datetime(FieldType):
    name = "datetime"
    kind = ValueKind.DATETIME
    config_model = DatetimeConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.TIMESTAMPTZ

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        moment = rfc3339(raw) if isinstance(raw, str) else None
        if moment is None:
            reason = absence(raw) if isinstance(raw, str) else None
            raise InvalidValue(reason or f'Give a time with its zone like "2026-11-22T10:00:00Z", not {shown(raw)}.')
        return stored(moment)

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Also dates and times as people write them, read in the field's zone; a date alone is its midnight."""
        if not isinstance(raw, str):
            return self.parse(raw, field)
        text = raw.strip()
        if not text:
            return None
        if rfc3339(text) is not None:
            return self.parse(text, field)
        config = config_of(field, ShownTime)
        day, at, offset = day_and_time(text, config.format)
        moment = at_wall(day, at, offset or zone_of(config.time_zone))
        if moment is None:
            raise InvalidValue(f"{shown(text)} is outside the years 0001 to 9999.")
        return stored(moment)

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        """Wall time in the field's zone; the second pass through a repeated hour carries its offset."""
        moment = rfc3339(stored) if isinstance(stored, str) else None
        if moment is None:
            return ""
        config = config_of(field, ShownTime)
        wall = local(moment, zone_of(config.time_zone))
        clock_text = f"{wall.hour:02}:{wall.minute:02}"
        if wall.second or wall.microsecond:
            clock_text += f":{wall.second:02}"
        if wall.microsecond:
            clock_text += f".{wall.microsecond:06}".rstrip("0")
        offset = wall.strftime("%z") if wall.fold else ""
        return (
            f"{write_date(wall.date(), config.format)} {clock_text}{offset[:3] + ':' + offset[3:5] if offset else ''}"
        )
