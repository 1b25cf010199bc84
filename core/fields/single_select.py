"""One option of the field's list. Stored as the option's id, shown as its name."""

from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, config_of, shown
from core.fields.options import SelectConfig, lenient, strict
from core.fields.text import spoken
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class SingleSelect(FieldType):
    name = "singleSelect"
    kind = ValueKind.OPTION
    config_model = SelectConfig

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.TEXT

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            raise InvalidValue(f"Give the name of one option in quotes or null, not {shown(raw)}.")
        return strict(config_of(field, SelectConfig), [raw])[0]

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if isinstance(raw, list):
            if len(raw) > 1:
                raise InvalidValue(f"This field holds one option; {len(raw)} were given.")
            raw = raw[0] if raw else None
        said = spoken(raw)
        found = lenient(config_of(field, SelectConfig), [said]) if said else []
        return found[0] if found else None

    def wire(self, stored: StoredValue, field: "FieldDef", *, by_id: bool = False) -> JsonValue:
        """An id that is no option any more shows as empty."""
        if not isinstance(stored, str):
            return None
        name = config_of(field, SelectConfig).names.get(stored)
        return stored if by_id and name is not None else name

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        return str(self.wire(stored, field) or "")
