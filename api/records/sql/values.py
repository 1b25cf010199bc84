"""Columns and bound values of one field in a form that compares as the query language says."""

from collections.abc import Iterable

from api.records.sql.fragment import Fragment, param
from core.fields.base import ColumnType
from core.schema import FieldDef
from core.values import StoredValue


def literal(field: FieldDef, value: StoredValue) -> Fragment:
    """``value`` as a parameter that compares with the field's column, without making an index on it useless."""
    return param(_text(value), _type(field, [value]))


def literals(field: FieldDef, values: Iterable[StoredValue]) -> Fragment:
    """The values as one array parameter."""
    items = list(values)
    return param([_text(item) for item in items], f"{_type(field, items)}[]")


def _type(field: FieldDef, values: Iterable[StoredValue]) -> str:
    column = field.column_type
    match column:
        case ColumnType.BIGINT | ColumnType.SMALLINT:
            # A filter may ask a whole-number column for 2.5 or 1e300.
            return "bigint" if all(isinstance(value, int) for value in values) else "double precision"
        case ColumnType.TEXT_ARRAY:
            return "text"
        case ColumnType.BIGINT_ARRAY:
            return "bigint"
        case _:
            return column.value


def _text(value: StoredValue) -> str:
    """Numbers by ``repr``: the shortest text that reads back to the same double."""
    return value if isinstance(value, str) else repr(value)
