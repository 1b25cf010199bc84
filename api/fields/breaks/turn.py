"""The tables before and after a change of one field that has not happened."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from psycopg import AsyncConnection

from api.fields import stored
from api.fields.dependants import missing
from api.tables.connected import load_connected
from api.tables.rows import with_linked
from core.computed.resolve import Names, resolve_all
from core.computed.titles import with_titles
from core.fields.link import LinkConfig
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class Broken:
    """Something of ``table`` that would not work any more, or not as it does. ``kind`` is a field's type, ``view`` or
    ``automation``."""

    kind: str
    id: str
    name: str
    table: TableSchema
    reason: str


@dataclass(frozen=True)
class Turn:
    """``field`` as it is, and ``target`` as it is to be, None where it goes. ``gone`` are ids of all fields that go.
    ``before`` and ``after`` hold all tables that are connected, by id."""

    field: FieldDef
    target: FieldDef | None
    gone: frozenset[str]
    before: Mapping[str, TableSchema]
    after: Mapping[str, TableSchema]

    def pairs(self) -> Iterator[tuple[TableSchema, FieldDef, FieldDef]]:
        """Every other field that stays: its table, and what it is before and after."""
        for table in self.after.values():
            was = self.before[table.id].by_id
            for field in table.fields:
                if field.id != self.field.id and field.id in was:
                    yield table, was[field.id], field


async def turned(conn: AsyncConnection, schema: TableSchema, field: FieldDef, target: FieldDef | None) -> Turn:
    """``field`` is one of ``schema``."""
    leads = target.config if target is not None else None
    others = [leads.table_id] if isinstance(leads, LinkConfig) else []
    before = await load_connected(conn, schema.id, *others)
    gone, turned_link = _far_end(field, target)
    if target is None:
        gone |= {field.id}
    changed = [_changed(table, target, gone, turned_link) for table in before]
    names = await stored.names(conn, [*missing(before), *gone])
    after = await asyncio.to_thread(_resolved, changed, names)
    return Turn(field, target, frozenset(gone), _linked(before), _linked(after))


def _resolved(changed: list[TableSchema], names: Names) -> list[TableSchema]:
    """As ``api.fields.dependants.refresh`` would leave them: the titles behind links follow the formulas first."""
    after, _ = resolve_all(with_titles(changed), names)
    return after


def _far_end(field: FieldDef, target: FieldDef | None) -> tuple[set[str], LinkConfig | None]:
    """What becomes of a link's symmetric field: it goes, or stays as the other end of ``target``."""
    old = field.config
    if not isinstance(old, LinkConfig) or old.symmetric_field_id is None:
        return set(), None
    new = target.config if target is not None else None
    if isinstance(new, LinkConfig) and new.table_id == old.table_id:
        return set(), old.model_copy(update={"cardinality": new.cardinality})
    return {old.symmetric_field_id}, None


def _changed(
    table: TableSchema, target: FieldDef | None, gone: set[str], turned_link: LinkConfig | None
) -> TableSchema:
    fields: list[FieldDef] = []
    for field in table.fields:
        if target is not None and field.id == target.id:
            fields.append(target)
        elif turned_link is not None and field.id == turned_link.symmetric_field_id:
            fields.append(_reversed(field, turned_link))
        elif field.id not in gone:
            fields.append(field)
    return replace(table, fields=tuple(fields))


def _reversed(field: FieldDef, link: LinkConfig) -> FieldDef:
    if not isinstance(field.config, LinkConfig):
        return field
    return replace(field, config=field.config.model_copy(update={"cardinality": link.cardinality.reversed}))


def _linked(tables: list[TableSchema]) -> Mapping[str, TableSchema]:
    by_id: dict[str, TableSchema] = {table.id: table for table in tables}
    return {table.id: with_linked(table, by_id) for table in tables}
