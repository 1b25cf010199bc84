"""Stars: a whole number from 1 to ``max``. Zero stars is the empty cell."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, config_of, shown
from core.fields.number_text import read_number
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class RatingConfig(FieldConfig):
    max: int = Field(default=5, ge=1, le=10)
    icon: str = Field(default="star", pattern=r"^[a-z][a-z-]{0,31}$")
    default: Annotated[int, Field(ge=1, le=10)] | None = None


class Rating(FieldType):
    name = "rating"
    kind = ValueKind.NUMBER
    config_model = RatingConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.SMALLINT

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        top = config_of(field, RatingConfig).max
        if raw is None:
            return None
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= top:
            raise InvalidValue(f"Give a whole number from 1 to {top}, or 0 or null for none, not {shown(raw)}.")
        return raw or None

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Also digits in text and drawn stars (``★★★☆☆``)."""
        if not isinstance(raw, str):
            return self.parse(raw, field)
        stars = raw.strip()
        if stars and not stars.strip("★⭐☆"):
            return self.parse(len(stars.replace("☆", "")), field)
        return self.parse(read_number(raw), field)
