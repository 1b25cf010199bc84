"""Fields of a row as SQL, formulas included: a formula is its text with the row's columns in it (``core.formula``).

Whoever reads a field's value asks ``cell``; for a formula that is NULL where it errs. ``failure`` is its error code,
and ``cell_json`` both in one, as changes and the wire have it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import orjson

from api.records.sql.fragment import literal
from api.records.sql.values import count_of
from core.fields.auto_number import AutoNumber
from core.fields.base import FieldConfig
from core.fields.created_time import CreatedTime
from core.fields.datetime import Datetime
from core.fields.modified_time import ModifiedTime
from core.formula.bind import Formulas
from core.formula.compile import Compiled, placed
from core.formula.types import MESSAGES
from core.ids import FieldId
from core.schema import FieldDef, TableSchema

Column = Callable[[FieldDef], str]
"""Where the value of a field that has a column is found, as SQL."""

_SYSTEM = {
    "@id": FieldDef(FieldId("@id"), 0, "id", AutoNumber(), FieldConfig()),
    "@created_at": FieldDef(FieldId("@created_at"), 0, "created_at", CreatedTime(), CreatedTime.config_model()),
    "@updated_at": FieldDef(FieldId("@updated_at"), 0, "updated_at", ModifiedTime(), ModifiedTime.config_model()),
}
_MOMENT = Datetime()
"""The type of the columns that formulas alone read (``core.stamps``)."""


def cell(field: FieldDef, column: Column) -> str:
    """The field's value in the row whose columns ``column`` gives."""
    found = _compiled(field)
    return column(field) if found is None else _in_statement(found[0], found[1].value, column)


def failure(field: FieldDef, column: Column) -> str | None:
    """The code of the error that the field shows instead of a value, NULL for none; None where there can be none."""
    found = _compiled(field)
    if found is None or found[1].error is None:
        return None
    return _in_statement(found[0], found[1].error, column)


def is_empty(field: FieldDef, column: Column) -> str:
    """Whether the cell shows nothing, true or false and never null; an error is something."""
    at, error = cell(field, column), failure(field, column)
    nothing = f"{count_of(field, at)} = 0" if field.many else f"{at} IS NULL"
    return nothing if error is None else f"({nothing} AND ({error}) IS NULL)"


def cell_json(field: FieldDef, column: Column, kind: str = "jsonb") -> str | None:
    """The stored value as ``json`` or ``jsonb``, errors included; None where it is the value itself."""
    error = failure(field, column)
    if error is None:
        return None
    return or_error(field, f"to_{kind}({cell(field, column)})", error, kind)


def or_error(field: FieldDef, value: str, error: str, kind: str) -> str:
    """The JSON ``value``, or where it is NULL the error, if that is why: most values are none."""
    told = error_json(field, f"({error})", kind)
    return f"coalesce({value}, CASE WHEN ({error}) IS NOT NULL THEN {told} END)"


def error_json(field: FieldDef, code: str, kind: str) -> str:
    """``{"error", "message"}`` of the SQL ``code``."""
    reason = field.formulas.invalid(field) if field.formulas is not None else None
    message = literal(reason, "text").sql if reason else f"({literal(_messages(), 'jsonb').sql} ->> {code})"
    if kind == "json":
        return f"json_object('error': {code}, 'message': {message} RETURNING json)"
    return f"jsonb_build_object('error', {code}, 'message', {message})"


def read_columns(fields: Iterable[FieldDef]) -> tuple[FieldDef, ...]:
    """The fields with columns that ``fields`` are made from: themselves, and what formulas read."""
    found: dict[str, FieldDef] = {}
    for field in fields:
        for read in _read(field):
            found.setdefault(read.column, read)
    return tuple(found.values())


def formulas_of(schema: TableSchema) -> tuple[FieldDef, ...]:
    return tuple(field for field in schema.fields if field.formulas is not None)


def touched_by(schema: TableSchema, edited: Sequence[FieldDef]) -> tuple[FieldDef, ...]:
    """The formulas that a change of these fields may change; those that read when the record changed always."""
    numbers = {field.number for field in edited}
    columns = {field.column for field in edited} | {"updated_at"}
    columns |= {stamp.column for stamp in schema.stamps if not numbers.isdisjoint(stamp.numbers)}
    return tuple(item for item in formulas_of(schema) if any(read.column in columns for read in _read(item)))


def index_expression(field: FieldDef) -> str | None:
    """The formula's value as PostgreSQL could index it, from bare columns; None for what no index can hold: formulas
    that change without the record, results that are lists, and formulas that are invalid.

    Unlike everything else here it is not part of a statement with parameters: ``%`` is written once.
    """
    found = _compiled(field)
    if found is None or field.many:
        return None
    formulas, compiled = found
    if formulas.invalid(field) is not None or formulas.volatile(field):
        return None
    return placed(compiled.value, lambda key: _field(formulas, key).column)


def _compiled(field: FieldDef) -> tuple[Formulas, Compiled] | None:
    return None if field.formulas is None else (field.formulas, field.formulas.compiled(field))


def _in_statement(formulas: Formulas, sql: str, column: Column) -> str:
    return placed(sql.replace("%", "%%"), lambda key: column(_field(formulas, key)))


def _field(formulas: Formulas, mark: str) -> FieldDef:
    if mark.startswith("@"):
        return _SYSTEM.get(mark) or FieldDef(FieldId(mark), 0, mark, _MOMENT, _MOMENT.config_model())
    return formulas.field(mark)


def _read(field: FieldDef) -> Iterator[FieldDef]:
    found = _compiled(field)
    if found is None:
        yield field
        return
    formulas, compiled = found
    for key in sorted(compiled.marks()):
        yield _field(formulas, key)


def _messages() -> str:
    return orjson.dumps({code.value: message for code, message in MESSAGES.items()}).decode()
