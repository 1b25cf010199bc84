"""A computed field as one of the type that it shows its values as.

A lookup of dates shows dates, a formula with two decimals shows numbers with two decimals. So whatever can read plain
values can read those of computed fields.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.fields.base import FieldConfig, FieldType
from core.fields.checkbox import Checkbox
from core.fields.currency import Currency
from core.fields.date import Date
from core.fields.datetime import Datetime
from core.fields.derived import DerivedConfig
from core.fields.formula import FormulaConfig
from core.fields.number import Number
from core.fields.registry import FIELD_TYPES
from core.fields.text import Text
from core.values import JsonValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef


@dataclass(frozen=True)
class ShownAs:
    """``field`` is of a plain type; ``listed``: a cell is a list of its values; ``failing``: or an error."""

    field: "FieldDef"
    listed: bool = False
    failing: bool = False

    @classmethod
    def of(cls, field: "FieldDef") -> "ShownAs":
        """Fields that are not computed stand for themselves."""
        match field.config:
            case FormulaConfig() as config:
                made, settings = _of_formula(config)
                return cls(_as(field, made, settings), listed=config.result.many, failing=True)
            case DerivedConfig():
                return _of_derived(field)
            case _:
                return cls(field)


def _of_formula(config: FormulaConfig) -> tuple[FieldType, dict[str, JsonValue]]:
    form = config.format
    match config.result.kind:
        case "number" if form.currency and form.precision is not None:
            return Currency(), {"currency": form.currency, "precision": form.precision}
        case "number":
            return Number(), {} if form.precision is None else {"precision": form.precision}
        case "boolean":
            return Checkbox(), {}
        case "date":
            return Date(), {"format": form.date.value}
        case "datetime":
            return Datetime(), {"format": form.date.value, "timeZone": config.time_zone}
        case "text":
            return Text(), {}


def _of_derived(field: "FieldDef") -> ShownAs:
    config = field.config
    result = config.result if isinstance(config, DerivedConfig) else None
    if result is None:
        many = field.many
        return ShownAs(_as(field, Number() if field.kind is ValueKind.NUMBER else Text(), {}), listed=many)
    several = {"singleSelect": "multiSelect", "user": "multiUser"} if result.many else {}
    name = several.get(result.type, result.type)
    made = FIELD_TYPES.get(name) or Text()
    plain = _as(field, made, result.config)
    return ShownAs(plain, listed=result.many and not plain.many)


def _as(field: "FieldDef", made: FieldType, settings: dict[str, JsonValue]) -> "FieldDef":
    known = {each.alias or key for key, each in made.config_model.model_fields.items()}
    given = {key: value for key, value in settings.items() if key in known}
    config: FieldConfig = made.config_model.model_validate(given)
    return replace(field, type=made, config=config, formulas=None)
