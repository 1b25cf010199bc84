"""A number. ``precision`` is how many decimals are kept (rounded on write, half away from zero); empty keeps all."""

from typing import TYPE_CHECKING

from pydantic import Field

from core.fields.base import ColumnType, FieldConfig, FieldType, config_of
from core.fields.limits import NumberLimits
from core.fields.number_text import read_number
from core.fields.numeric import digits, number, rounded
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class NumberConfig(NumberLimits):
    precision: int | None = Field(default=None, ge=0, le=10)


class Number(FieldType):
    name = "number"
    kind = ValueKind.NUMBER
    config_model = NumberConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        """Always a double, so that changing the precision never rewrites a table; exact decimals are ``currency``."""
        return ColumnType.DOUBLE

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        precision = config_of(field, NumberConfig).precision
        value = number(raw)
        return value if precision is None else rounded(value, precision)

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        match raw:
            case str():
                return self.parse(read_number(raw), field)
            case bool():
                return int(raw)
            case _:
                return self.parse(raw, field)

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        return digits(stored, config_of(field, NumberConfig).precision) if isinstance(stored, int | float) else ""
