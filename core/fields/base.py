"""What a field type is. One file per type beside this one; the registry lists them.

A type speaks kinds and stored values (``core.values``) and knows nothing about SQL or HTTP.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class FieldConfig(BaseModel):
    """A type's settings; camelCase on the wire, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class ColumnType(StrEnum):
    """The physical column types we create (perf.md "DDL shape")."""

    TEXT = "text"
    DOUBLE = "double precision"
    NUMERIC = "numeric"
    SMALLINT = "smallint"
    BIGINT = "bigint"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMPTZ = "timestamptz"
    TEXT_ARRAY = "text[]"


class InvalidValue(Exception):
    """A value that the field cannot take; the message says what would be accepted."""


class UnknownOptions(InvalidValue):
    """Option names that the field does not have yet; with ``typecast`` the caller may add them and parse again."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"There is no option {', '.join(repr(name) for name in names)}.")
        self.names = names


class FieldType:
    """Base of all field types. Instances are stateless; everything variable is in the FieldDef given to each call."""

    name: ClassVar[str]
    kind: ClassVar[ValueKind]
    many: ClassVar[bool] = False
    config_model: ClassVar[type[FieldConfig]] = FieldConfig
    system_column: ClassVar[str | None] = None
    """Set for fields that show a system column of the record; they are read-only and have no column of their own."""

    def column_type(self, config: FieldConfig) -> ColumnType:
        """The type of this field's column."""
        raise NotImplementedError

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Wire value → stored value, strictly. None is empty. Raises InvalidValue."""
        raise NotImplementedError

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Paste, import and ``typecast``: text and near misses too. Raises InvalidValue, UnknownOptions."""
        return self.parse(raw, field)

    def wire(self, stored: StoredValue, field: "FieldDef", *, by_id: bool = False) -> JsonValue:
        """Stored value → wire value; ``by_id`` leaves options as ids."""
        return stored

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        """For people and for CSV; empty text for empty."""
        return "" if stored is None else str(stored)
