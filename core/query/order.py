"""What records sort by, in memory; the SQL back-end orders the same way.

Text by code point without regard to capitals (``core.text.fold``), by its first ``SORTED_CHARACTERS``; numbers, dates
and times by value; unticked before ticked; options by their place in the field's list; people by name, as text. Several
values by the first of them, which one index can serve. An id that is no option any more, or nobody's, and an error sort
like empty.
"""

from collections.abc import Iterable, Mapping, Sequence

from core.changes import Cells
from core.fields.derived import options_of
from core.query.ast import Direction, Sort
from core.query.evaluate import System, cell, is_error
from core.schema import FieldDef
from core.text import fold
from core.values import JsonScalar, StoredValue, ValueKind

Row = tuple[Cells, System]
Rank = tuple[int, JsonScalar]
Names = Mapping[int, str]
"""What people are called, by user number."""

_NOBODY: Names = {}

SORTED_CHARACTERS = 250
"""An entry of an index holds 2,700 bytes, so two texts of so many characters fit, and no write fails for its length."""


def in_order(rows: Iterable[Row], sorts: Sequence[Sort], names: Names = _NOBODY) -> list[Row]:
    """The rows sorted, ties by key as ``Sort`` says; ``system["id"]`` is the key."""
    last = sorts[-1].direction if sorts else Direction.ASC
    ordered = sorted(rows, key=_key, reverse=last is Direction.DESC)
    for sort in reversed(sorts):
        ordered.sort(
            key=lambda row, field=sort.field: rank(field, row, names), reverse=sort.direction is Direction.DESC
        )
    return ordered


def rank(field: FieldDef, row: Row, names: Names = _NOBODY) -> Rank:
    """What ascending order goes by: (0, …) for empty, else (1, value)."""
    value = _comparable(field, first(cell(field, *row)), names)
    return (0, 0) if value is None else (1, value)


def first(value: StoredValue) -> StoredValue:
    """What a list sorts by; another value as it is."""
    return next(iter(value), None) if isinstance(value, list) else value


def _comparable(field: FieldDef, value: StoredValue, names: Names) -> JsonScalar:
    if is_error(field, value):
        return None
    match field.kind:
        case ValueKind.BOOLEAN:
            return None if field.many and value is None else bool(value)
        case ValueKind.OPTION:
            options = options_of(field)
            return options.positions.get(value) if options is not None and isinstance(value, str) else None
        case ValueKind.USER:
            name = names.get(value) if isinstance(value, int) else None
            return None if name is None else fold(name)[:SORTED_CHARACTERS]
        case ValueKind.TEXT if isinstance(value, str):
            return fold(value)[:SORTED_CHARACTERS]
        case _:
            return None if isinstance(value, list | dict) else value


def _key(row: Row) -> int:
    key = row[1]["id"]
    return key if isinstance(key, int) else 0
