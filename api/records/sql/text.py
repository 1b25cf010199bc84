"""A cell as one text, in SQL: titles of linked records, search, and formulas that read anything as text.

Empty is null. Numbers have plain digits and the decimals of their field, dates and times are ISO (times in UTC),
options and people go by name, files too, and several values are joined by ", ". Ticked is "true", unticked "false".
"""

from collections.abc import Callable
from typing import assert_never

import orjson

from api.records.sql.fragment import Fragment, compose, literal
from core.fields.base import ColumnType
from core.fields.derived import options_of
from core.fields.formula import FormulaConfig
from core.fields.link import LinkConfig
from core.schema import FieldDef
from core.values import ValueKind

_SCALARS = frozenset({
    ColumnType.DOUBLE_ARRAY, ColumnType.NUMERIC_ARRAY, ColumnType.BOOLEAN_ARRAY, ColumnType.DATE_ARRAY,
    ColumnType.TIMESTAMPTZ_ARRAY,
})  # fmt: skip
"""Columns of several values, each of which has its text in itself."""


def text_of(field: FieldDef, column: Callable[[FieldDef], str]) -> Fragment:
    """The text of the cell that ``column`` finds. It has no parameters, so its SQL may stand for a column itself.

    A link cell is the ids of its records; their titles need the linked table (``links.title_of``).
    """
    at = column(field)
    if field.many and (field.kind is ValueKind.TEXT or field.column_type in _SCALARS):
        return compose(
            "(SELECT string_agg({one}, ', ' ORDER BY tx.place) FROM unnest({at}) WITH ORDINALITY AS tx(v, place))",
            one=_one(field, "tx.v"),
            at=at,
        )
    return _one(field, at)


def _one(field: FieldDef, at: str) -> Fragment:
    match field.kind:
        case ValueKind.TEXT:
            return Fragment(at)
        case ValueKind.NUMBER:
            return _number(field, at)
        case ValueKind.BOOLEAN:
            return Fragment(f"CASE WHEN {at} THEN 'true' ELSE 'false' END")
        case ValueKind.DATE:
            return Fragment(f"to_char({at}, 'YYYY-MM-DD')")
        case ValueKind.DATETIME:
            return Fragment(f"to_char({at} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
        case ValueKind.OPTION:
            return _options(field, at)
        case ValueKind.USER:
            return _people(field, at)
        case ValueKind.FILE:
            names = "jsonb_array_elements({at}) WITH ORDINALITY AS tx(item, place)"
            return compose("(SELECT string_agg(tx.item ->> 'name', ', ' ORDER BY tx.place) FROM " + names + ")", at=at)
        case ValueKind.LINK:
            target = field.config.target if isinstance(field.config, LinkConfig) else 0
            return compose(
                "(SELECT string_agg('rec_{table}' || lpad(to_hex(tx.key), 12, '0'), ', ' ORDER BY tx.place)"
                " FROM unnest({at}) WITH ORDINALITY AS tx(key, place))",
                table=f"{target:08x}",
                at=at,
            )
        case ValueKind.JSON:
            return Fragment(f"({at})::text")
        case ValueKind.NONE | ValueKind.SEALED:
            return Fragment("NULL::text")
        case _:
            assert_never(field.kind)


def _number(field: FieldDef, at: str) -> Fragment:
    """By way of text, a double becomes the decimal that people see, with all its digits and without an exponent."""
    shown = field.config.format if isinstance(field.config, FormulaConfig) else field.config
    decimals: object = getattr(shown, "precision", None)
    exact = f"({at})::text::numeric"
    return Fragment(f"round({exact}, {decimals})::text" if isinstance(decimals, int) else f"{exact}::text")


def _options(field: FieldDef, at: str) -> Fragment:
    options = options_of(field)
    if options is None:
        return Fragment(f"array_to_string({at}, ', ')" if field.many else at)
    names = literal(orjson.dumps(dict(options.names)).decode(), "jsonb")
    if not field.many:
        return compose("({names} ->> {at})", names=names, at=at)
    return compose(
        "(SELECT string_agg({names} ->> tx.id, ', ' ORDER BY tx.place) FROM unnest({at})"
        " WITH ORDINALITY AS tx(id, place))",
        names=names,
        at=at,
    )


def _people(field: FieldDef, at: str) -> Fragment:
    if not field.many:
        return Fragment(f"(SELECT tx.name FROM dataos.users tx WHERE tx.number = {at})")
    return Fragment(
        f"(SELECT string_agg(tx.name, ', ' ORDER BY e.place) FROM unnest({at}) WITH ORDINALITY AS e(number, place)"
        " JOIN dataos.users tx ON tx.number = e.number)"
    )
