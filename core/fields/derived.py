"""What lookup, rollup and count share: values that come from the records at the other end of a link.

Their kind, column and format are those of a **result**, worked out from the target field when the field is made and
again whenever the target changes (``core.computed.results``), and kept in the config: so whoever has a field has all
that is needed to filter, sort and show it, without the target's table.

``linkField`` and ``field`` are ids in the database, names or ids as sent. ``target`` (the linked table), ``result`` and
``invalid`` are filled in by the system; what a client sends for them is not looked at.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field
from pydantic import JsonValue as Json  # ours is no type that pydantic can check
from pydantic.alias_generators import to_camel

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, config_of
from core.fields.date_text import iso_date
from core.fields.numeric import digits
from core.fields.options import SelectConfig
from core.text import fold
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_VALUES = 10_000
"""Values that a list keeps; of more linked records the first ones."""


class Result(BaseModel):
    """``type`` and ``config`` are those of the field whose format the value, or each value of a list, has."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    kind: ValueKind
    many: bool
    column: ColumnType
    type: str
    config: dict[str, Json] = Field(default_factory=dict[str, Json])

    @cached_property
    def options(self) -> SelectConfig | None:
        """The options that a value of kind option is one of."""
        return SelectConfig.model_validate(self.config) if self.kind is ValueKind.OPTION else None


class DerivedSort(BaseModel):
    """In which order a lookup takes its values: by a field of the linked table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    direction: str = Field(default="asc", pattern="^(asc|desc)$")


class DerivedConfig(FieldConfig):
    """``filter`` limits which linked records count; it speaks of the linked table."""

    link_field: str = Field(min_length=1, max_length=1_000)
    filter: dict[str, Json] | None = None
    target: str | None = None
    result: Result | None = None
    invalid: str | None = None

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def shown(self) -> Mapping[str, JsonValue]:
        return {key: value for key, value in self.wire().items() if key != "target"}

    def given(self) -> Mapping[str, JsonValue]:
        return {key: value for key, value in self.wire().items() if key not in SYSTEM_KEYS}


SYSTEM_KEYS = frozenset({"target", "result", "invalid", "titles"})
"""Settings that nobody gives."""


class DerivedField(FieldType):
    """Base of the types whose values come across a link."""

    kind = ValueKind.TEXT
    computed = True
    config_model = DerivedConfig

    def kind_of(self, config: FieldConfig) -> ValueKind:
        return _result(config).kind

    def many_of(self, config: FieldConfig) -> bool:
        return _result(config).many

    def column_type(self, config: FieldConfig) -> ColumnType:
        return _result(config).column

    def empty(self, config: FieldConfig) -> StoredValue:
        found = _result(config)
        if isinstance(config, DerivedConfig) and config.invalid:
            return None
        return False if found.kind is ValueKind.BOOLEAN and not found.many else None

    def reads(self, config: FieldConfig) -> frozenset[str]:
        return frozenset({config.link_field}) if isinstance(config, DerivedConfig) else frozenset()

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """For filters, which compare options by name; nobody writes such a field."""
        options = options_of(field)
        if raw is None or options is None:
            return raw
        said = [str(item) for item in raw] if isinstance(raw, list) else [str(raw)]
        found = [options.resolve(name) for name in said]
        missing = [name for name, key in zip(said, found, strict=True) if key is None]
        if missing:
            raise InvalidValue(f"There is no option {missing[0][:100]!r}.")
        kept: list[JsonValue] = list(found)
        return kept if isinstance(raw, list) else kept[0]

    def wire(self, stored: StoredValue, field: "FieldDef", *, by_id: bool = False) -> JsonValue:
        options = options_of(field)
        if options is None or stored is None:
            return stored

        def name(key: JsonValue) -> JsonValue:
            known = options.names.get(key) if isinstance(key, str) else None
            return key if by_id and known is not None else known

        if not isinstance(stored, list):
            return name(stored)
        return [known for item in stored if (known := name(item)) is not None] or None

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        """For CSV; nothing reads it back."""
        shown = self.wire(stored, field)
        items = shown if isinstance(shown, list) else [shown]
        if self.kind_of(field.config) is ValueKind.FILE:
            items = [item.get("name") for item in items if isinstance(item, dict)]
        return ", ".join(_text(item, _result(field.config)) for item in items if item is not None)


def options_of(field: "FieldDef") -> SelectConfig | None:
    """The options of a field of kind option, its own or those of the field that it shows; None for all others."""
    match field.config:
        case SelectConfig() as config:
            return config
        case DerivedConfig(result=Result() as result):
            return result.options
        case _:
            return None


def options_with(field: "FieldDef", text: str) -> tuple[str, ...]:
    """The ids of the options whose name has the text in it, capitals or not."""
    options = options_of(field)
    return () if options is None else tuple(key for key, name in options.names.items() if fold(text) in fold(name))


def derived(field: "FieldDef") -> DerivedConfig:
    """The config of a lookup, rollup or count."""
    return config_of(field, DerivedConfig)


def _result(config: FieldConfig) -> Result:
    found = config.result if isinstance(config, DerivedConfig) else None
    return found or UNKNOWN


def _text(value: JsonValue, result: Result) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            precision = result.config.get("precision")
            return digits(value, precision if isinstance(precision, int) else None)
        case str() if result.kind is ValueKind.DATE:
            day = iso_date(value)
            return day.isoformat() if day else value
        case _:
            return str(value)


UNKNOWN = Result(kind=ValueKind.TEXT, many=False, column=ColumnType.TEXT, type="text")
"""Of a field that is not worked out yet."""
