"""What a change of fields means for the lookups, rollups and counts that are made of them, here and across links.

Called in the transaction of the change, after it. Whatever the change was — settings, a type, a deletion, a
restoration, a link's cardinality, a whole table — the same happens: all derived fields of all connected tables are
resolved anew. One that has lost what it looks at becomes **invalid**: it says why, and is empty. One that can be
worked out again is healed. And what reads a changed field is filled anew. So are columns that tell of changes, where
they are about other fields than before (``stamps``), and the titles that formulas have come to read (``titles``).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.people import find_people
from api.db import physical
from api.fields import stored
from api.fields.stamps import keep_stamps
from api.fields.titles import keep_titles
from api.records.recompute.fill import fill
from api.records.recompute.plan import filters_of, make_plan
from api.tables.connected import load_connected
from api.tables.deriving import Readers, nobody, refuse_circles
from core.computed.graph import Graph, Node, build, read_across
from core.computed.resolve import resolve_all
from core.computed.titles import with_titles
from core.fields.derived import DerivedConfig
from core.ids import TableId
from core.query.people import mentioned
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class _Change:
    """A derived field that came out different. ``before`` is as it was."""

    schema: TableSchema
    before: FieldDef
    after: FieldDef

    @property
    def rebuilt(self) -> bool:
        """Whether nothing of what the column holds is right any more."""
        was, now = self.before.config, self.after.config
        if not isinstance(was, DerivedConfig) or not isinstance(now, DerivedConfig):
            return False
        return bool(was.invalid) != bool(now.invalid) or self.before.column_type is not self.after.column_type


async def refresh(
    conn: AsyncConnection,
    table: TableId,
    changed: Collection[str] = (),
    path: str = "",
    readers: Readers = nobody,
) -> None:
    """``changed`` are ids of fields of ``table`` whose values may be others now. In the transaction of ``conn``.

    Raises Invalid at ``path`` where some field would be made of itself, which names what ``readers`` see.
    """
    before = await load_connected(conn, table)
    made = await keep_titles(conn, before)
    if made is not None:
        before = await load_connected(conn, table)
        changed = {*changed, *made}
    for schema in before:
        if schema.id == table or schema.stamps:
            await keep_stamps(conn, schema)
    if not any(isinstance(field.config, DerivedConfig) for schema in before for field in schema.every):
        return
    names = await stored.names(conn, missing(before))
    after, different = resolve_all(before, names)
    changes = _changes(before, different)
    for change in changes:
        await stored.write_config(conn, change.after)
    for schema in {change.schema.id: change.schema for change in changes}.values():
        await stored.raise_version(conn, schema.id)
    graph = build(after)
    to_come = with_titles(after)
    await refuse_circles(build(to_come), to_come, path, readers)
    stale = _stale(after, graph, {*changed, *(change.after.id for change in changes if _valid(change.after))})
    held = {node.table for node in stale} | {source.table for node in stale for source in graph.upstream(node)}
    for schema in after:
        if schema.number in held or any(change.schema.number == schema.number for change in changes):
            await stored.hold_records(conn, schema)
    for change in changes:
        if change.rebuilt:
            await physical.drop_column(conn, change.schema, change.before)
            await physical.add_column(conn, change.schema, change.after)
    if stale:
        known = await find_people(conn, after[0].workspace_id, mentioned(filters_of(after)))
        await fill(conn, make_plan(after, known.numbers), stale)


def missing(tables: Iterable[TableSchema]) -> list[str]:
    """Ids that derived fields name and no table has."""
    known: set[str] = set()
    named: set[str] = set()
    for table in tables:
        known.update(table.by_id)
        configs = [field.config for field in table.every if isinstance(field.config, DerivedConfig)]
        named.update(key for config in configs for key in (config.link_field, *read_across(config)))
    return sorted(named - known)


def _changes(before: Iterable[TableSchema], different: Iterable[FieldDef]) -> list[_Change]:
    after: Mapping[str, FieldDef] = {field.id: field for field in different}
    return [_Change(schema, field, after[field.id]) for schema in before for field in schema.every if field.id in after]


def _stale(tables: Iterable[TableSchema], graph: Graph, changed: Collection[str]) -> set[Node]:
    """The derived fields among ``changed`` and all that are made of any of them."""
    nodes = {
        Node(table.number, field.number): field for table in tables for field in table.every if field.id in changed
    }
    derived = {node for node, field in nodes.items() if isinstance(field.config, DerivedConfig)}
    return derived | graph.downstream(nodes)


def _valid(field: FieldDef) -> bool:
    return isinstance(field.config, DerivedConfig) and not field.config.invalid
