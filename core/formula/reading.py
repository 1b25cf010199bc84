"""What a field is in a formula: its type, and SQL for its value from SQL for its column."""

import json
from typing import TYPE_CHECKING

from core.fields.base import ColumnType
from core.fields.options import SelectConfig
from core.formula.errors import FormulaError, Span
from core.formula.quote import quote
from core.formula.types import FormulaType, Kind
from core.values import ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

_KINDS = {
    ValueKind.TEXT: Kind.TEXT,
    ValueKind.NUMBER: Kind.NUMBER,
    ValueKind.BOOLEAN: Kind.BOOLEAN,
    ValueKind.DATE: Kind.DATE,
    ValueKind.DATETIME: Kind.DATETIME,
    ValueKind.OPTION: Kind.TEXT,
    ValueKind.USER: Kind.TEXT,
}


def type_of(field: "FieldDef", span: Span) -> FormulaType:
    """Raises FormulaError for fields that have no value which a formula could read."""
    kind = _KINDS.get(field.kind)
    if field.encrypted:
        raise FormulaError.one("unreadable_field", f"{field.name} is encrypted, so formulas do not read it.", span)
    if kind is None:
        message = (
            f"{field.name} is of type {field.type.name}, which formulas do not read. Use a lookup of what it shows."
        )
        raise FormulaError.one("unreadable_field", message, span)
    return FormulaType(kind, field.many)


def value_sql(field: "FieldDef", column: str) -> str:
    """The field's value, from its column. Names of options come from a constant map."""
    match field.kind:
        case ValueKind.OPTION:
            names = dict(field.config.names) if isinstance(field.config, SelectConfig) else dict[str, str]()
            known = f"{quote(json.dumps(names, ensure_ascii=False))}::jsonb"
            return f"fx.names({known}, {column})" if field.many else f"({known} ->> {column})"
        case ValueKind.USER if field.many:
            return (
                "ARRAY(SELECT u.name FROM unnest(" + column + ") WITH ORDINALITY AS p(number, place)"
                " JOIN dataos.users u ON u.number = p.number ORDER BY p.place)"
            )
        case ValueKind.USER:
            return f"(SELECT u.name FROM dataos.users u WHERE u.number = {column})"
        case ValueKind.NUMBER if field.many:
            return f"{column}::double precision[]"
        case ValueKind.NUMBER if field.column_type is not ColumnType.DOUBLE:
            return f"{column}::double precision"
        case _:
            return column


def is_steady(field: "FieldDef") -> bool:
    """Whether the value depends on the record alone; people's names are in another table."""
    return field.kind is not ValueKind.USER
