"""How values get into a mutation: typed parameters for one record, one JSON parameter for many."""

from collections.abc import Mapping, Sequence
from typing import cast

import orjson

from api.records.sql.fragment import Fragment, Slot, join
from core.fields.base import ColumnType
from core.schema import FieldDef
from core.values import StoredValue

INPUT = Slot("input")


def single(system: Sequence[tuple[str, str]], fields: Sequence[FieldDef]) -> Fragment:
    """A row ``e`` of parameters; ``system`` are (name, type) columns before the fields' own."""
    names = [("n", "int"), *system, *((field.column, _type(field)) for field in fields)]
    values = join(", ", (Fragment(f"%s::{kind} AS {name}", (Slot(name),)) for name, kind in names))
    return Fragment(f"(SELECT {values.sql}) e", values.params)


def single_values(
    system: Mapping[str, object], fields: Sequence[FieldDef], values: Mapping[int, StoredValue]
) -> dict[str, object]:
    """The slots of ``single``."""
    return {
        "n": "0",
        **{name: as_text(value) for name, value in system.items()},
        **{field.column: _cell(field, values.get(field.number)) for field in fields},
    }


def many(system: Sequence[tuple[str, str]], fields: Sequence[FieldDef]) -> Fragment:
    """Rows ``e`` from one JSON array of objects whose keys are the column names."""
    names = [("n", "int"), *system, *((field.column, _type(field)) for field in fields)]
    described = ", ".join(f"{name} {kind}" for name, kind in names)
    return Fragment(f"json_to_recordset(%s::json) AS e({described})", (INPUT,))


def many_values(
    system: Sequence[Mapping[str, object]], values: Sequence[Mapping[int, StoredValue]]
) -> dict[str, object]:
    """The slot of ``many``: one object per record of its ``system`` columns and its cells."""
    rows = [
        {"n": place, **own, **{_COLUMNS[number]: value for number, value in cells.items()}}
        for place, (own, cells) in enumerate(zip(system, values, strict=True))
    ]
    return {INPUT.name: orjson.dumps(rows).decode()}


class _Columns(dict[int, str]):
    """Names of columns by field number: made once, not for each cell."""

    def __missing__(self, number: int) -> str:
        made = self[number] = f"f_{number}"
        return made


_COLUMNS = _Columns()


def _type(field: FieldDef) -> str:
    return field.column_type.value


def _cell(field: FieldDef, value: StoredValue) -> object:
    if field.column_type is ColumnType.JSONB:
        return None if value is None else orjson.dumps(value).decode()
    return as_text(value)


def as_text(value: object) -> object:
    """``value`` as text that PostgreSQL reads by the parameter's type.

    The driver would type a number by its size, and every size would be a prepared statement of its own.
    """
    if isinstance(value, list) and value and all(isinstance(item, int) for item in cast("list[object]", value)):
        return "{" + ",".join(map(str, cast("list[int]", value))) + "}"
    if value is None or isinstance(value, bool | str | list):
        return cast("object", value)
    return orjson.dumps(value).decode() if isinstance(value, dict) else repr(value)


def empty_value(field: FieldDef) -> StoredValue:
    """What a cell holds that nobody filled: the column's default."""
    return field.empty
