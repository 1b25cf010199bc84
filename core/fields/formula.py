"""A formula: what it results in decides its kind, and it has no column (``core.formula``).

``expression`` is kept with its fields by id, so renaming a field changes nothing; people see names
(``core.formula.settle``). A value that is an error is stored, and on the wire, ``{"error": …}``.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic.alias_generators import to_camel

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, Storage, config_of
from core.fields.date_text import DateFormat, iso_date, write_date
from core.fields.instant import local, rfc3339
from core.fields.numeric import digits
from core.fields.zones import is_zone, zone_of
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

_COLUMNS = {
    ("text", False): ColumnType.TEXT,
    ("text", True): ColumnType.TEXT_ARRAY,
    ("number", False): ColumnType.DOUBLE,
    ("number", True): ColumnType.DOUBLE_ARRAY,
    ("boolean", False): ColumnType.BOOLEAN,
    ("boolean", True): ColumnType.BOOLEAN_ARRAY,
    ("date", False): ColumnType.DATE,
    ("date", True): ColumnType.DATE_ARRAY,
    ("datetime", False): ColumnType.TIMESTAMPTZ,
    ("datetime", True): ColumnType.TIMESTAMPTZ_ARRAY,
}


class FormulaResult(BaseModel):
    """What the expression results in; the server says it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["text", "number", "boolean", "date", "datetime"] = "text"
    many: bool = False


class FormulaFormat(BaseModel):
    """How results are shown; no value changes by it. ``percent`` shows 0.125 as 12.5 %."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    precision: int | None = Field(default=None, ge=0, le=10)
    percent: bool = False
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    date: DateFormat = DateFormat.ISO


class FormulaConfig(FieldConfig):
    """``timeZone`` is where the formula's days begin. ``result``, ``names`` and ``invalid`` are the server's: what is
    sent of them is not read."""

    expression: str = Field(min_length=1)
    time_zone: str = Field(default="UTC", max_length=64)
    format: FormulaFormat = FormulaFormat()
    result: FormulaResult = FormulaResult()
    names: tuple[tuple[str, str], ...] = ()
    """The fields that the expression uses: ids, and the names that they had when they were last seen."""
    invalid: str | None = Field(default=None, exclude=True)

    def given(self) -> Mapping[str, JsonValue]:
        return {key: value for key, value in self.wire().items() if key not in SYSTEM_KEYS}

    @property
    def known(self) -> Mapping[str, str]:
        """``names`` by id."""
        return dict(self.names)

    @field_validator("time_zone")
    @classmethod
    def _known(cls, name: str) -> str:
        if not is_zone(name):
            raise ValueError(f"{name!r} is not a time zone; use a name like Europe/Athens")
        return name


SYSTEM_KEYS = frozenset({"result", "names", "invalid"})
"""Settings that only the server says."""


class Formula(FieldType):
    name = "formula"
    kind = ValueKind.TEXT
    config_model = FormulaConfig
    storage = Storage.NONE
    computed = True

    def kind_of(self, config: FieldConfig) -> ValueKind:
        return ValueKind(_result(config).kind)

    def many_of(self, config: FieldConfig) -> bool:
        return _result(config).many

    def column_type(self, config: FieldConfig) -> ColumnType:
        result = _result(config)
        return _COLUMNS[result.kind, result.many]

    def reads(self, config: FieldConfig) -> frozenset[str]:
        """Ids of the fields of the same record that the expression names."""
        return frozenset(config.known) if isinstance(config, FormulaConfig) else frozenset()

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        raise InvalidValue(f"{field.name} is a formula; change the fields that it uses.")

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        config = config_of(field, FormulaConfig)
        match stored:
            case None:
                return ""
            case {"error": error}:
                return str(error)
            case list():
                return ", ".join(_shown(item, config) for item in stored if item is not None)
            case _:
                return _shown(stored, config)


def _shown(value: StoredValue, config: FormulaConfig) -> str:
    form = config.format
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            shown = digits(value * 100 if form.percent else value, form.precision)
            unit = f" {form.currency}" if form.currency else ""
            return f"{shown}%" if form.percent else f"{shown}{unit}"
        case str() if config.result.kind == "date":
            day = iso_date(value)
            return write_date(day, form.date) if day else value
        case str() if config.result.kind == "datetime":
            moment = rfc3339(value)
            if moment is None:
                return value
            wall = local(moment, zone_of(config.time_zone))
            return f"{write_date(wall.date(), form.date)} {wall.hour:02}:{wall.minute:02}"
        case _:
            return str(value)


def _result(config: FieldConfig) -> FormulaResult:
    return config.result if isinstance(config, FormulaConfig) else FormulaResult()
