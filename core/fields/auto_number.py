"""The record's number in its table: rises with every record and is never given twice."""

from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, Storage, shown
from core.fields.numeric import number
from core.ids import MAX_RECORD_KEY
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class AutoNumber(FieldType):
    name = "autoNumber"
    kind = ValueKind.NUMBER
    storage = Storage.SYSTEM
    system_column = "id"

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.BIGINT

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        value = number(raw)
        if not isinstance(value, int) or not 1 <= value <= MAX_RECORD_KEY:
            raise InvalidValue(f"Give the number of a record, a whole number from 1, not {shown(raw)}.")
        return value
