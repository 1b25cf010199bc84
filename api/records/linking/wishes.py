"""What a write asks of links, checked as far as that goes without looking at records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.records.outcome import cell_path
from core.errors import Fault, Invalid
from core.fields.base import config_of
from core.fields.link import LinkConfig, keys_of
from core.schema import FieldDef, TableSchema
from core.values import StoredValue, ValueKind


@dataclass(frozen=True, slots=True)
class Wish:
    """One link field of the written table and what some of its cells are to hold, by record key.

    ``places`` are the records' places in the request. For records that come or go as a whole, ``keys`` has them and
    ``cells`` has none.
    """

    field: FieldDef
    target: TableSchema
    symmetric: FieldDef
    keys: tuple[int, ...]
    cells: Mapping[int, list[int]]
    places: Mapping[int, int]

    @property
    def targets(self) -> list[int]:
        return sorted({key for cell in self.cells.values() for key in cell})


def is_link(field: FieldDef) -> bool:
    return field.kind is ValueKind.LINK


def wishes(
    schema: TableSchema,
    fields: Sequence[FieldDef],
    keys: Sequence[int],
    cells: Sequence[Mapping[int, StoredValue]],
    places: Sequence[int],
) -> list[Wish]:
    """Of those of ``fields`` that are links. Raises Invalid where the other table is gone, or where two records of the
    request want a record that one of them only can have."""
    found: list[Wish] = []
    for field in filter(is_link, fields):
        place_of = dict(zip(keys, places, strict=True))
        asked = {
            key: keys_of(values[field.number])
            for key, values in zip(keys, cells, strict=True)
            if field.number in values
        }
        if not asked:
            continue
        target, symmetric = _far_end(schema, field)
        if target is None or symmetric is None:
            first = place_of[next(iter(asked))]
            message = f"The table that {field.name} links to was deleted, so nothing can be linked."
            raise Invalid.one(cell_path(first, field), "table_deleted", message)
        wish = Wish(field, target, symmetric, tuple(asked), asked, place_of)
        if not symmetric.many:
            _check_wanted_once(wish)
        found.append(wish)
    return found


def presences(schema: TableSchema, keys: Sequence[int]) -> list[Wish]:
    """For records that come or go: every link of the table that still leads somewhere."""
    found: list[Wish] = []
    for field in filter(is_link, schema.fields):
        target, symmetric = _far_end(schema, field)
        if target is not None and symmetric is not None:
            found.append(Wish(field, target, symmetric, tuple(keys), {}, {}))
    return found


def _far_end(schema: TableSchema, field: FieldDef) -> tuple[TableSchema | None, FieldDef | None]:
    target = schema.linked.get(field.number)
    symmetric = config_of(field, LinkConfig).symmetric_field_id
    return target, None if target is None else target.by_id.get(symmetric or "")


def _check_wanted_once(wish: Wish) -> None:
    owners: dict[int, int] = {}
    faults: list[Fault] = []
    for key, cell in wish.cells.items():
        for at, target in enumerate(cell):
            first = owners.setdefault(target, key)
            if first != key:
                message = f"records[{wish.places[first]}] links this record too, and it can be linked once only."
                faults.append(Fault(f"{cell_path(wish.places[key], wish.field)}[{at}]", "duplicate_link", message))
    if faults:
        raise Invalid(faults[:100], "duplicate_link")
