"""What records sort by, in memory; the SQL back-end orders the same way.

Text by code point without regard to capitals (``core.text.fold``); numbers, dates and times by value; unticked before
ticked; options by their place in the field's list, several options by the first of them; people by number, so in the
order they joined. An id that is no option any more, and an error, sort
like empty.
"""

from collections.abc import Iterable, Sequence

from core.changes import Cells
from core.fields.options import SelectConfig
from core.query.ast import Direction, Sort
from core.query.evaluate import System, cell, is_error
from core.schema import FieldDef
from core.text import fold
from core.values import JsonScalar, StoredValue, ValueKind

Row = tuple[Cells, System]
Rank = tuple[int, JsonScalar]


def in_order(rows: Iterable[Row], sorts: Sequence[Sort]) -> list[Row]:
    """The rows sorted, ties by key as ``Sort`` says; ``system["id"]`` is the key."""
    last = sorts[-1].direction if sorts else Direction.ASC
    ordered = sorted(rows, key=_key, reverse=last is Direction.DESC)
    for sort in reversed(sorts):
        ordered.sort(key=lambda row, field=sort.field: rank(field, row), reverse=sort.direction is Direction.DESC)
    return ordered


def rank(field: FieldDef, row: Row) -> Rank:
    """What ascending order goes by: (0, …) for empty, else (1, value)."""
    value = _comparable(field, cell(field, *row))
    return (0, 0) if value is None else (1, value)


def _comparable(field: FieldDef, value: StoredValue) -> JsonScalar:
    if is_error(field, value):
        return None
    if field.kind is ValueKind.BOOLEAN:
        return bool(value)
    if field.kind is ValueKind.OPTION and isinstance(field.config, SelectConfig):
        first = value[0] if isinstance(value, list) and value else value
        return field.config.positions.get(first) if isinstance(first, str) else None
    if field.kind is ValueKind.TEXT and isinstance(value, str):
        return fold(value)
    return None if isinstance(value, list | dict) else value


def _key(row: Row) -> int:
    key = row[1]["id"]
    return key if isinstance(key, int) else 0
