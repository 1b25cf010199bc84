"""What a field type is. One file per type beside this one; the registry lists them.

A type speaks kinds and stored values (``core.values``) and knows nothing about SQL or HTTP. System types (such
as ``autoNumber``) parse too, because filters compare with them; the write path refuses ``read_only`` fields before it
parses anything.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


class FieldConfig(BaseModel):
    """A type's settings; camelCase on the wire, unknown keys refused. Read one with ``registry.parse_config``."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    def wire(self) -> Mapping[str, JsonValue]:
        """The JSON that the HTTP contract shows and ``dataos.fields.config`` keeps; settings left empty are absent."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def shown(self) -> Mapping[str, JsonValue]:
        """What clients see of it: all, unless a type keeps settings of its own here."""
        return self.wire()

    def given(self) -> Mapping[str, JsonValue]:
        """What people have set, out of ``wire``: all, unless the system keeps something of its own there."""
        return self.wire()


Config = TypeVar("Config", bound=FieldConfig)


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
    BIGINT_ARRAY = "bigint[]"
    DOUBLE_ARRAY = "double precision[]"
    NUMERIC_ARRAY = "numeric[]"
    BOOLEAN_ARRAY = "boolean[]"
    DATE_ARRAY = "date[]"
    TIMESTAMPTZ_ARRAY = "timestamptz[]"
    JSONB = "jsonb"

    @property
    def element(self) -> "ColumnType":
        """What an array holds; itself for all others."""
        return ColumnType(self.value.removesuffix("[]"))

    @property
    def array(self) -> "ColumnType":
        """The array that takes values of this type; itself for arrays and JSON."""
        if self is ColumnType.SMALLINT:
            return ColumnType.BIGINT_ARRAY
        return self if self is ColumnType.JSONB or self.value.endswith("[]") else ColumnType(f"{self.value}[]")


class Storage(StrEnum):
    """Where a field's values are."""

    COLUMN = "column"
    """A column of its own, ``f_<number>``."""
    SYSTEM = "system"
    """A column that every record has."""
    LINK = "link"
    """A table of pairs that both symmetric fields share."""
    NONE = "none"
    """Nowhere: computed in each statement (formula), or no value at all (button)."""


class InvalidValue(Exception):
    """A value that the field cannot take; the message says what would be accepted."""


class UnknownOptions(InvalidValue):
    """Option names that the field does not have yet; with ``typecast`` the caller may add them and parse again."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"There is no option {', '.join(repr(name[:100]) for name in names[:10])}.")
        self.names = names


class FieldType:
    """Base of all field types. Instances are stateless; everything variable is in the FieldDef given to each call."""

    name: ClassVar[str]
    kind: ClassVar[ValueKind]
    many: ClassVar[bool] = False
    config_model: ClassVar[type[FieldConfig]] = FieldConfig
    storage: ClassVar[Storage] = Storage.COLUMN
    computed: ClassVar[bool] = False
    """Whether the system works the value out (lookup, rollup, count, formula), so that nobody may write it."""
    system_column: ClassVar[str | None] = None
    """The system column of a type whose storage is ``system``; such fields are read-only."""

    def variant(self, config: FieldConfig) -> "FieldType":
        """The type by the same name that a field with this config has: its settings may say where values are kept."""
        return self

    def kind_of(self, config: FieldConfig) -> ValueKind:
        """The kind of a field with this config: computed types take it from their result."""
        return self.kind

    def many_of(self, config: FieldConfig) -> bool:
        """Whether a field with this config holds several values."""
        return self.many

    def column_type(self, config: FieldConfig) -> ColumnType:
        """The type of this field's column, and of the SQL expression that stands for a field without one."""
        raise NotImplementedError

    def empty(self, config: FieldConfig) -> StoredValue:
        """What a cell holds that nobody filled, and that is made from nothing: the column's default."""
        ticked = self.kind_of(config) is ValueKind.BOOLEAN and not self.many_of(config)
        return False if self.storage is Storage.COLUMN and ticked else None

    def reads(self, config: FieldConfig) -> frozenset[str]:
        """Ids of the fields of the same record that a computed value is made from."""
        return frozenset()

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Wire value → stored value, strictly. None is empty. Raises InvalidValue."""
        raise NotImplementedError

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Paste, import and ``typecast``: text and near misses too. Raises InvalidValue, UnknownOptions."""
        return self.parse(raw, field)

    def wire(self, stored: StoredValue, field: "FieldDef", *, by_id: bool = False) -> JsonValue:
        """Stored value → wire value; ``by_id`` leaves options as ids.

        People are the exception: their names live in another table, so this gives the stored number and
        ``core.fields.people.show`` gives the object. ``parse(wire(v)) == v`` for every stored value of every type.
        """
        return stored

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        """For people and for CSV; empty text for empty. ``coerce(format(v)) == v``, so an export can be imported."""
        return "" if stored is None else str(stored)


def config_of(field: "FieldDef", model: type[Config]) -> Config:
    """The field's config as its type's own model. A mismatch is a programming error, hence TypeError."""
    config = field.config
    if not isinstance(config, model):
        raise TypeError(f"field {field.name!r} has a {type(config).__name__}, its type needs a {model.__name__}")
    return config


def shown(raw: JsonValue) -> str:
    """A value quoted in a message: short, whatever was sent."""
    match raw:
        case str():
            return repr(raw) if len(raw) <= 60 else f"{raw[:60]!r}…"
        case list():
            return f"a list of {len(raw)}"
        case dict():
            return "an object"
        case int() if abs(raw) >= 10**30:
            return "a number of more than 30 digits"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[raw]
        case _:
            return str(raw)
