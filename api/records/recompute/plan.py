"""What has to be worked out again after a change, as statements.

A **step** is a derived field. Steps of one table, across one link, none of which is made of another, are a **stage**:
they are worked out together, so that a record that changes is written once for all of them. A plan is made for one
table from all tables that it is connected with, and is good as long as none of those has changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from api.records.sql.derive import Across, Looked, count_sql, lookup_sql, rollup_sql, sorted_by
from api.records.sql.filter import where
from api.records.sql.fragment import TRUE, Fragment, Statement, compiled
from api.records.sql.project import column_of
from api.records.sql.rederive import (
    affected_statement,
    apply_statement,
    every_statement,
    lock_statement,
    size_statement,
)
from api.records.sql.sort import sort_key
from core.access.policy import compile_policy
from core.access.roles import BaseRole
from core.computed.graph import Graph, Node, build
from core.computed.order import LockOrder, lock_order
from core.fields.base import config_of
from core.fields.derived import DerivedConfig
from core.fields.link import LinkConfig
from core.fields.lookup import LookupConfig
from core.fields.rollup import RollupConfig
from core.query.ast import BoundFilter, Sort
from core.query.evaluate import EvalContext
from core.query.parse import parse_filter, parse_sorts
from core.query.people import People
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

NOBODY = EvalContext(datetime(2000, 1, 1, tzinfo=UTC), ZoneInfo("UTC"))
"""Filters of derived fields ask neither who reads nor when: those would change without anything being written."""
_ALL = compile_policy(BaseRole.CREATOR, 0)
_APPLIES = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One derived field, across ``link``. ``here`` are the fields of its own table that it reads, ``there`` those of
    ``target``. ``value`` is SQL for what it holds in the record of key ``k.id``.

    ``downstream`` are the ids of the fields that are made of this one.
    """

    node: Node
    schema: TableSchema
    field: FieldDef
    link: int
    target: int
    across: Across
    here: frozenset[int]
    there: frozenset[int]
    value: Fragment
    affected: Statement
    every: Statement
    size: Statement
    downstream: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """``steps`` are of one table and one link. Or ``inlined`` is a formula, which is made of ``sources``."""

    steps: tuple[Step, ...] = ()
    inlined: Node | None = None
    sources: frozenset[Node] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """``stages`` in the order of their working out, all of a table's together unless it is in a circle; ``by_table``
    has those with steps. ``versions`` of the tables by number."""

    stages: tuple[Stage, ...]
    by_table: Mapping[int, tuple[Stage, ...]]
    steps: Mapping[Node, Step]
    order: LockOrder
    versions: Mapping[int, int]
    _applies: dict[tuple[Node, ...], Statement] = field(default_factory=dict[tuple[Node, ...], Statement])
    _locks: dict[tuple[Node, ...], Statement] = field(default_factory=dict[tuple[Node, ...], Statement])

    def apply(self, steps: Sequence[Step]) -> Statement:
        """The statement that works out these steps of one stage."""
        key = tuple(step.node for step in steps)
        found = self._applies.get(key)
        if found is None:
            if len(self._applies) >= _APPLIES:
                self._applies.clear()
            fragment = apply_statement(steps[0].schema, [(step.field, step.value) for step in steps])
            found = self._applies[key] = _kept(fragment)
        return found

    def lock(self, steps: Sequence[Step]) -> Statement:
        """The statement that locks what is stale in one table, by its steps over different links."""
        key = tuple(step.node for step in steps)
        found = self._locks.get(key)
        if found is None:
            if len(self._locks) >= _APPLIES:
                self._locks.clear()
            found = self._locks[key] = _kept(lock_statement(steps[0].schema, [step.across for step in steps]))
        return found


def _kept(fragment: Fragment) -> Statement:
    return replace(compiled(fragment), kept=True)


def make_plan(tables: Sequence[TableSchema], people: People) -> Plan:
    """The plan for any change in ``tables``, which are all that are connected with each other."""
    graph = build(tables)
    order = lock_order(graph)
    by_number = {table.number: table for table in tables}
    steps: dict[Node, Step] = {}
    formulas: dict[Node, Stage] = {}
    for node in graph.order:
        schema = by_number[node.table]
        found = schema.by_number[node.field]
        if not isinstance(found.config, DerivedConfig):
            sources = frozenset(edge.source for edge in graph.edges if edge.reader == node)
            formulas[node] = Stage(inlined=node, sources=sources)
        elif step := _step(node, schema, found, by_number, graph, people):
            steps[node] = step
    together: dict[tuple[int, int, int], list[Step]] = {}
    places: list[tuple[tuple[int, int, int], Stage]] = []
    for node, level in graph.levels.items():
        if node in formulas:
            places.append(((level, node.table, -node.field), formulas[node]))
        elif node in steps:
            together.setdefault((level, node.table, steps[node].link), []).append(steps[node])
    places += [(place, Stage(tuple(members))) for place, members in together.items()]
    # Tables first: whoever looks at a table comes after it anyway, and each table is gone through once.
    places.sort(key=lambda found: (order.place(found[0][1]), found[0]))
    by_table: dict[int, list[Stage]] = {}
    for (_, table, _), stage in places:
        if stage.steps:
            by_table.setdefault(table, []).append(stage)
    return Plan(
        tuple(stage for _, stage in places),
        {table: tuple(found) for table, found in by_table.items()},
        steps,
        order,
        {table.number: table.version for table in tables},
    )


def filters_of(tables: Iterable[TableSchema]) -> list[JsonValue]:
    """All filters of derived fields, to look up the people that they name."""
    configs = (field.config for table in tables for field in table.fields)
    return [dict(config.filter) for config in configs if isinstance(config, DerivedConfig) and config.filter]


def _step(
    node: Node,
    schema: TableSchema,
    field: FieldDef,
    by_number: Mapping[int, TableSchema],
    graph: Graph,
    people: People,
) -> Step | None:
    """None for a field that is invalid."""
    config = config_of(field, DerivedConfig)
    link = schema.by_id.get(config.link_field)
    if config.invalid or link is None or not isinstance(link.config, LinkConfig):
        return None
    target = by_number.get(link.config.target)
    if target is None:
        return None
    across = across_of(link.config)
    edges = [edge for edge in graph.edges if edge.reader == node]
    return Step(
        node,
        schema,
        field,
        link.number,
        target.number,
        across,
        here=frozenset(edge.source.field for edge in edges if edge.link is None),
        there=frozenset(edge.source.field for edge in edges if edge.link is not None),
        value=value_of(field, across, target, people),
        affected=_kept(affected_statement(schema, across)),
        every=_kept(every_statement(schema)),
        size=compiled(size_statement(across)),
        downstream=_ids(graph.downstream([node]), by_number),
    )


def across_of(link: LinkConfig) -> Across:
    return Across(link.relation, link.side, link.other, f"pos_{link.side}")


def value_of(field: FieldDef, across: Across, target: TableSchema, people: People) -> Fragment:
    """SQL for what the field holds in the record of key ``k.id``."""
    config = config_of(field, DerivedConfig)
    column = column_of("c")
    bound: BoundFilter | None = None
    if config.filter is not None:
        bound = parse_filter(dict(config.filter), target, _ALL, people=people)
    condition = TRUE if bound is None else where(bound, column, NOBODY)
    sorts: tuple[Sort, ...] = ()
    limit = None
    looked: FieldDef | None = None
    if isinstance(config, LookupConfig | RollupConfig):
        looked = target.by_id[config.field]
    if isinstance(config, LookupConfig):
        said: list[JsonValue] = [{"field": sort.field, "direction": sort.direction} for sort in config.sorts]
        sorts = parse_sorts(said, target, _ALL)
        limit = config.limit
    seen = Looked(
        across,
        target.relation,
        looked,
        Fragment("true" if looked is None else column(looked)),
        condition,
        sorted_by(sorts, [sort_key(sort.field, column(sort.field)) for sort in sorts]),
        limit,
    )
    if isinstance(config, RollupConfig):
        return rollup_sql(config.aggregate, seen, field.column_type)
    return lookup_sql(seen) if isinstance(config, LookupConfig) else count_sql(seen)


def _ids(nodes: Iterable[Node], by_number: Mapping[int, TableSchema]) -> tuple[str, ...]:
    return tuple(by_number[node.table].by_number[node.field].id for node in sorted(nodes))
