"""Yes or no. There is no third state: an empty checkbox is false."""

from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, shown
from core.text import fold
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

_YES = frozenset({"true", "t", "1", "yes", "y", "on", "x", "✓", "✔", "☑", "✅", "checked", "ναι", "ja", "oui"})
_NO = frozenset(
    {"", "false", "f", "0", "no", "n", "off", "☐", "✗", "✘", "❌", "unchecked", "οχι", "όχι", "nein", "non"}
)


class CheckboxConfig(FieldConfig):
    """``default`` true ticks it in new records."""

    default: bool | None = None


class Checkbox(FieldType):
    name = "checkbox"
    config_model = CheckboxConfig
    kind = ValueKind.BOOLEAN

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.BOOLEAN

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return False
        if not isinstance(raw, bool):
            raise InvalidValue(f"Give true or false, not {shown(raw)}.")
        return raw

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        match raw:
            case None | bool():
                return bool(raw)
            case 0 | 1:
                return raw == 1
            case str() if (said := fold(raw.strip())) in _YES or said in _NO:
                return said in _YES
            case _:
                raise InvalidValue(f"Give true or false (also 1/0, yes/no, ✓/empty), not {shown(raw)}.")

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        return "true" if stored else "false"
