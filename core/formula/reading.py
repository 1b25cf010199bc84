"""What a field is in a formula: its type, and SQL for its value from SQL for its column."""

import json
from typing import TYPE_CHECKING

from core.fields.base import ColumnType
from core.fields.derived import options_of
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
        raise FormulaError.one("unreadable_field", _unreadable(field), span)
    return FormulaType(kind, field.many)


def _unreadable(field: "FieldDef") -> str:
    if field.kind is ValueKind.LINK:
        return f"{field.name} links to a table that was deleted, so there are no titles to read. Restore that table."
    if field.hidden:
        return (
            f"The records that {field.name} links to are known by a field whose kind, {field.kind}, formulas do not"
            f" read. Use a lookup of another field of theirs in the place of {field.name}."
        )
    return f"{field.name} is of type {field.type.name}, which formulas do not read. Leave it out."


def value_sql(field: "FieldDef", column: str) -> str:
    """The field's value, from its column. Names of options come from a constant map."""
    match field.kind:
        case ValueKind.OPTION:
            options = options_of(field)
            names = dict[str, str]() if options is None else dict(options.names)
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
