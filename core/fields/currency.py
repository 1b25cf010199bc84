"""An amount of money in the currency of its field, exact to ``precision`` decimals (rounded half away from zero).

Amounts keep 15 digits in all, because JSON numbers do: 9,999,999,999,999.99 is the largest with two decimals.
"""

from typing import TYPE_CHECKING

from pydantic import Field

from core.counted import counted
from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, config_of
from core.fields.limits import NumberLimits
from core.fields.number_text import read_number
from core.fields.numeric import digits, number, rounded
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


MAX_DIGITS = 15


class CurrencyConfig(NumberLimits):
    """``currency`` is an ISO 4217 code; it names the unit and converts nothing."""

    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    precision: int = Field(default=2, ge=0, le=8)


class Currency(FieldType):
    name = "currency"
    kind = ValueKind.NUMBER
    config_model = CurrencyConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.NUMERIC

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        precision = config_of(field, CurrencyConfig).precision
        value = rounded(number(raw), precision)
        if abs(value) >= 10 ** (MAX_DIGITS - precision):
            raise InvalidValue(
                f"An amount with {counted(precision, 'decimal')} must be below {10 ** (MAX_DIGITS - precision):,}."
            )
        return value

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if not isinstance(raw, str):
            return self.parse(raw, field)
        return self.parse(read_number(raw, (config_of(field, CurrencyConfig).currency,)), field)

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        return digits(stored, config_of(field, CurrencyConfig).precision) if isinstance(stored, int | float) else ""
