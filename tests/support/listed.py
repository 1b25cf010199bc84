"""Fields with several values of any kind, kept in any way that the engine knows: what lookups and formulas give."""

from core.fields.base import ColumnType, FieldConfig, FieldType
from core.ids import FieldId
from core.schema import FieldDef
from core.values import JsonValue, StoredValue, ValueKind


class ListedConfig(FieldConfig):
    kind: ValueKind
    column: ColumnType


class Listed(FieldType):
    """A list of values of the kind that its config names."""

    name = "listed"
    kind = ValueKind.JSON
    many = True
    config_model = ListedConfig

    def kind_of(self, config: FieldConfig) -> ValueKind:
        assert isinstance(config, ListedConfig)
        return config.kind

    def column_type(self, config: FieldConfig) -> ColumnType:
        assert isinstance(config, ListedConfig)
        return config.column

    def parse(self, raw: JsonValue, field: FieldDef) -> StoredValue:
        return raw


def listed(number: int, name: str, kind: ValueKind, column: ColumnType) -> FieldDef:
    return FieldDef(FieldId(f"fld_{number:026}"), number, name, Listed(), ListedConfig(kind=kind, column=column))
