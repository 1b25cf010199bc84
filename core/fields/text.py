"""Text of one line. Whitespace is kept; the empty text is the empty cell."""

from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, shown
from core.fields.limits import TextLimits
from core.fields.numeric import digits, number
from core.text import unstorable
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


def plain(raw: JsonValue) -> str | None:
    """Text that PostgreSQL can keep, None for the empty text. Raises InvalidValue."""
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str):
        raise InvalidValue(f"Give text in quotes or null, not {shown(raw)}.")
    reason = unstorable(raw)
    if reason:
        raise InvalidValue(reason)
    return raw


def spoken(raw: JsonValue) -> str | None:
    """Any scalar, named object, or list of them, as people would write it: paste and import. Raises InvalidValue."""
    if isinstance(raw, list):
        return plain(", ".join(part for part in map(_spoken_scalar, raw) if part))
    return _spoken_scalar(raw)


def _spoken_scalar(raw: JsonValue) -> str | None:
    match raw:
        case bool():
            return "true" if raw else "false"
        case int() | float():
            return digits(number(raw), None)
        case dict():
            name = raw.get("name") or raw.get("title")
            if isinstance(name, str):
                return plain(name)
            raise InvalidValue("An object has no text of its own; give its text.")
        case _:
            return plain(raw)


class Text(FieldType):
    name = "text"
    kind = ValueKind.TEXT
    config_model = TextLimits

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.TEXT

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        return plain(raw)

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        return spoken(raw)
