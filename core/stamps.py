"""Columns that hold when, or by whom, certain fields of a record were last changed.

A field of type modifiedTime or modifiedBy that is limited to certain fields has one, ``f_<number>``; and each field
that formulas name in ``LAST_MODIFIED_TIME({A}, {B})`` has one of times, ``m_<id>``, which no field shows. The statement
that writes a record sets them where it changes one of the **sources** (``api/records/sql/stamps.py``).

Sources are what is written: of a formula, the fields that it is made of, and of a link that it names the pairs, not
the titles behind them. Fields in the trash are none, and are again when they come back. Nothing is stored about all
this, it follows from the fields that there are; what each column was filled for is said in a comment on it
(``api/fields/stamps.py``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.fields.base import Storage
from core.fields.derived import DerivedField
from core.fields.formula import FormulaConfig
from core.fields.limited import named
from core.fields.modified_by import ModifiedBy
from core.formula.ast import CallNode, references, walk
from core.formula.errors import FormulaError
from core.formula.parser import parse_stored

if TYPE_CHECKING:
    from core.schema import FieldDef

FUNCTION = "LAST_MODIFIED_TIME"


@dataclass(frozen=True, slots=True)
class Stamp:
    """``sources`` are ids, ``numbers`` theirs. ``field`` is the limited field; None for a column of formulas."""

    column: str
    sources: frozenset[str]
    numbers: frozenset[int]
    person: bool = False
    field: "FieldDef | None" = None


def stamp_column(field_id: str) -> str:
    """The column of a field that formulas name. An id outlives conversions of the field, which change its number."""
    return f"m_{field_id.removeprefix('fld_')}"


def stamps_of(fields: "Sequence[FieldDef]") -> tuple[Stamp, ...]:
    by_id: Mapping[str, FieldDef] = {field.id: field for field in fields}
    found: list[Stamp] = []
    for field in fields:
        if named(field.config):
            sources = _sources(named(field.config), by_id)
            person = isinstance(field.type, ModifiedBy)
            found.append(Stamp(field.column, sources, _numbers(sources, by_id), person, field))
    for key in sorted({key for field in fields for key in _asked(field)} & by_id.keys()):
        sources = _sources([key], by_id)
        found.append(Stamp(stamp_column(key), sources, _numbers(sources, by_id)))
    return tuple(found)


def _asked(field: "FieldDef") -> Iterator[str]:
    """The fields that a formula wants to know the last change of."""
    config = field.config
    if not isinstance(config, FormulaConfig) or FUNCTION not in config.expression.upper():
        return
    try:
        tree = parse_stored(config.expression)
    except FormulaError:
        return
    for node in walk(tree):
        if isinstance(node, CallNode) and node.name == FUNCTION:
            yield from (item.key for item in references(node))


def _sources(keys: Sequence[str], by_id: "Mapping[str, FieldDef]") -> frozenset[str]:
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        field = by_id.get(key)
        if field is None or key in seen:
            continue
        seen.add(key)
        if field.type.computed and not isinstance(field.type, DerivedField):
            waiting.extend(field.type.reads(field.config))
        elif field.type.storage in (Storage.COLUMN, Storage.LINK):
            found.add(key)
    return frozenset(found)


def _numbers(sources: frozenset[str], by_id: "Mapping[str, FieldDef]") -> frozenset[int]:
    return frozenset(by_id[key].number for key in sources)
