"""A length of time, in seconds on the wire and in the column, kept to the millisecond; it may be negative."""

from decimal import Decimal
from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, config_of
from core.fields.duration_text import DurationFormat, read_duration, write_duration
from core.fields.limits import NumberLimits
from core.fields.numeric import number, rounded
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

_DECIMALS = 3
MAX_SECONDS = 10**11
"""About 3,000 years: with three decimals still fewer digits than a double keeps."""


class DurationConfig(NumberLimits):
    """``format`` says how it is shown, and what two numbers between a colon mean when text is pasted."""

    format: DurationFormat = DurationFormat.HOURS


class Duration(FieldType):
    name = "duration"
    kind = ValueKind.NUMBER
    config_model = DurationConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.DOUBLE

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        value = rounded(number(raw), _DECIMALS)
        if abs(value) >= MAX_SECONDS:
            raise InvalidValue(f"A duration must be below {MAX_SECONDS:,} seconds.")
        return value

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Numbers are seconds; text is read as people write durations."""
        if not isinstance(raw, str):
            return self.parse(raw, field)
        seconds = read_duration(raw, config_of(field, DurationConfig).format)
        return None if seconds is None else self.parse(float(seconds), field)

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        if not isinstance(stored, int | float):
            return ""
        return write_duration(Decimal(repr(stored)), config_of(field, DurationConfig).format)
