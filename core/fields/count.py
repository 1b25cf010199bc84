"""How many records are linked, or how many of them the filter lets through."""

from core.fields.base import ColumnType, FieldConfig
from core.fields.derived import DerivedConfig, DerivedField
from core.values import StoredValue, ValueKind


class CountConfig(DerivedConfig):
    pass


class Count(DerivedField):
    name = "count"
    kind = ValueKind.NUMBER
    config_model = CountConfig

    def kind_of(self, config: FieldConfig) -> ValueKind:
        return ValueKind.NUMBER

    def many_of(self, config: FieldConfig) -> bool:
        return False

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.BIGINT

    def empty(self, config: FieldConfig) -> StoredValue:
        return None if isinstance(config, DerivedConfig) and config.invalid else 0
