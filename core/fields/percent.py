"""A share of a hundred: 12.5 means 12.5 %, on the wire, in the column and in filters alike."""

from typing import TYPE_CHECKING

from core.fields.base import config_of
from core.fields.number import Number, NumberConfig
from core.fields.numeric import digits
from core.values import StoredValue

if TYPE_CHECKING:
    from core.schema import FieldDef


class Percent(Number):
    """Text may have a percent sign or not; 0.125 is an eighth of a percent, not twelve and a half."""

    name = "percent"

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        if not isinstance(stored, int | float):
            return ""
        return digits(stored, config_of(field, NumberConfig).precision) + "%"
