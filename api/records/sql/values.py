"""Columns and bound values of one field in a form that compares as the query language says.

A field with several values is an array, or a jsonb list. ``elements`` gives its values one by one in the type that one
value of its kind has, so that conditions on them are written once.
"""

from collections.abc import Iterable

from api.records.sql.fragment import Fragment, param
from core.fields.base import ColumnType
from core.schema import FieldDef
from core.values import StoredValue, ValueKind

_OF_KIND = {
    ValueKind.TEXT: "text",
    ValueKind.NUMBER: "double precision",
    ValueKind.BOOLEAN: "boolean",
    ValueKind.DATE: "date",
    ValueKind.DATETIME: "timestamptz",
    ValueKind.OPTION: "text",
    ValueKind.USER: "bigint",
}


def literal(field: FieldDef, value: StoredValue) -> Fragment:
    """``value`` as a parameter that compares with the field's values, without making an index on them useless."""
    return param(_text(value), _type(field, [value]))


def literals(field: FieldDef, values: Iterable[StoredValue]) -> Fragment:
    """The values as one array parameter."""
    items = list(values)
    return param([_text(item) for item in items], f"{_type(field, items)}[]")


def value_type(field: FieldDef) -> str:
    """The SQL type of one value of the field."""
    column = field.column_type.value
    if column.endswith("[]"):
        return column[:-2]
    return _OF_KIND.get(field.kind, column) if field.many and column == ColumnType.JSONB else column


def elements(field: FieldDef, at: str, *, alias: str = "e") -> str:
    """A FROM item, ``alias(v)``: the values of the list in order, null where something is no value."""
    if field.column_type != ColumnType.JSONB:
        return f"unnest({at}) {alias}(v)"
    listed = f"jsonb_array_elements(CASE WHEN jsonb_typeof({at}) = 'array' THEN {at} END)"
    if field.kind not in _OF_KIND:
        return f"(SELECT CASE WHEN x <> 'null' THEN x END FROM {listed} x) {alias}(v)"
    scalar = "jsonb_typeof(x) IN ('string', 'number', 'boolean')"
    return f"(SELECT CASE WHEN {scalar} THEN (x #>> '{{}}')::{value_type(field)} END FROM {listed} x) {alias}(v)"


def array_of(field: FieldDef, at: str) -> str:
    """The list as an array; it may have nulls in it, and be null when it has no values."""
    if field.column_type != ColumnType.JSONB:
        return at
    return f"ARRAY(SELECT e.v FROM {elements(field, at)})"


def count_of(field: FieldDef, at: str) -> str:
    """How many values the list has; 0 for null."""
    if field.column_type != ColumnType.JSONB:
        return f"coalesce(cardinality(array_remove({at}, NULL)), 0)"
    return f"(SELECT count(e.v) FROM {elements(field, at)})"


def _type(field: FieldDef, values: Iterable[StoredValue]) -> str:
    of_one = value_type(field)
    if of_one in (ColumnType.BIGINT, ColumnType.SMALLINT):
        # A filter may ask a whole-number column for 2.5 or 1e300.
        return "bigint" if all(isinstance(value, int) for value in values) else "double precision"
    return of_one


def _text(value: StoredValue) -> str:
    """Numbers by ``repr``: the shortest text that reads back to the same double."""
    return value if isinstance(value, str) else repr(value)
