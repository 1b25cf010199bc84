"""Which values are made of which: a graph of fields over all tables that are linked with each other.

A node is a field of a table. An edge says that a computed field reads another one, either **in the same record** or,
for lookups, rollups and counts, **across one of its own link fields** in the records that are linked. Formulas are
nodes too although they have no column: what looks at a formula is affected by whatever the formula reads.

Circles are circles of fields, whatever the records: a rollup may not, over however many links and formulas, read
itself. So one topological order of fields serves every act.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.fields.base import FieldConfig
from core.fields.derived import DerivedConfig
from core.fields.formula import FormulaConfig
from core.fields.lookup import LookupConfig
from core.fields.rollup import RollupConfig
from core.schema import FieldDef, TableSchema
from core.values import JsonValue


class Node(NamedTuple):
    """A field, by the numbers of its table and of itself."""

    table: int
    field: int


class Edge(NamedTuple):
    """``reader`` reads ``source``, in the same record or across ``link``, a link field of the reader's table."""

    source: Node
    reader: Node
    link: int | None


class Circle(Exception):
    """``path`` begins and ends with the same field; each one reads the next."""

    def __init__(self, path: Sequence[Node]) -> None:
        super().__init__("a field reads itself")
        self.path = tuple(path)


@dataclass(frozen=True)
class Graph:
    """``rows_read`` are the derived fields for which it matters that a record of a table comes or goes."""

    edges: tuple[Edge, ...]
    rows_read: Mapping[int, tuple[Node, ...]]

    @cached_property
    def readers(self) -> Mapping[Node, tuple[Edge, ...]]:
        found: dict[Node, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.source, []).append(edge)
        return {source: tuple(edges) for source, edges in found.items()}

    @cached_property
    def order(self) -> tuple[Node, ...]:
        """All fields that read others, each after everything it reads; the same graph gives the same order.

        Raises Circle.
        """
        reads: dict[Node, list[Node]] = {}
        for edge in self.edges:
            reads.setdefault(edge.reader, []).append(edge.source)
        done: dict[Node, None] = {}
        for start in sorted(reads):
            _visit(start, reads, done)
        return tuple(node for node in done if node in reads)

    @cached_property
    def levels(self) -> Mapping[Node, int]:
        """How many fields, at most, lie between each of ``order`` and what people write; in that order."""
        reads: dict[Node, list[Node]] = {}
        for edge in self.edges:
            reads.setdefault(edge.reader, []).append(edge.source)
        found: dict[Node, int] = {}
        for node in self.order:
            found[node] = 1 + max((found.get(source, 0) for source in reads[node]), default=0)
        return found

    def downstream(self, sources: Iterable[Node]) -> set[Node]:
        """Everything that reads one of ``sources``, directly or not."""
        found: set[Node] = set()
        waiting = list(sources)
        while waiting:
            for edge in self.readers.get(waiting.pop(), ()):
                if edge.reader not in found:
                    found.add(edge.reader)
                    waiting.append(edge.reader)
        return found

    def upstream(self, node: Node) -> set[Node]:
        """Everything that ``node`` reads, directly or not."""
        found: set[Node] = set()
        waiting = [node]
        while waiting:
            reader = waiting.pop()
            for edge in self.edges:
                if edge.reader == reader and edge.source not in found:
                    found.add(edge.source)
                    waiting.append(edge.source)
        return found


def build(tables: Iterable[TableSchema]) -> Graph:
    """The graph of these tables. What reads a field or a table that is not there reads nothing by it."""
    known = list(tables)
    by_id: dict[str, TableSchema] = {table.id: table for table in known}
    edges: list[Edge] = []
    rows: dict[int, list[Node]] = {}
    for table in known:
        for field in table.every:
            if not field.type.computed:
                continue
            reader = Node(table.number, field.number)
            sources = sources_here(table, field)
            edges.extend(Edge(Node(table.number, source.number), reader, None) for source in sources)
            if not isinstance(field.config, DerivedConfig) or field.config.invalid:
                continue
            link = table.by_id.get(field.config.link_field)
            target = by_id.get(field.config.target or "")
            if link is None or target is None:
                continue
            rows.setdefault(target.number, []).append(reader)
            edges.extend(
                Edge(Node(target.number, source.number), reader, link.number)
                for key in read_across(field.config)
                if (source := target.by_id.get(key)) is not None
            )
    return Graph(tuple(edges), {table: tuple(readers) for table, readers in rows.items()})


def sources_here(table: TableSchema, field: FieldDef) -> list[FieldDef]:
    """The fields of its own record that a computed field is made of; for a formula also the titles behind the links
    that it names."""
    keys = sorted(field.type.reads(field.config))
    found = [source for key in keys if (source := table.by_id.get(key)) is not None]
    if isinstance(field.config, FormulaConfig):
        found += [table.titles_of[key] for key in keys if key in table.titles_of]
    return found


def read_across(config: FieldConfig) -> list[str]:
    """Ids of the fields of the linked table that a derived field with this config reads, each once."""
    keys: list[str] = []
    if isinstance(config, LookupConfig | RollupConfig):
        keys.append(config.field)
    if isinstance(config, LookupConfig):
        keys.extend(sort.field for sort in config.sorts)
    if isinstance(config, DerivedConfig):
        keys.extend(filter_fields(config.filter))
    return list(dict.fromkeys(keys))


def filter_fields(raw: JsonValue) -> Iterator[str]:
    """What a stored filter names: fields that are asked about and fields that are compared with."""
    match raw:
        case {"filters": list() as members}:
            for member in members:
                yield from filter_fields(member)
        case {"field": str() as key, **rest}:
            yield key
            yield from filter_fields(rest.get("value"))
        case _:
            return


def _visit(start: Node, reads: Mapping[Node, Sequence[Node]], done: dict[Node, None]) -> None:
    """Depth first without recursion: a chain of fields may be long."""
    path: dict[Node, Iterator[Node]] = {}
    node: Node | None = start
    while node is not None:
        if node not in done and node not in path:
            path[node] = iter(sorted(set(reads.get(node, ()))))
        following = next((source for source in path.get(node, iter(())) if source not in done), None)
        if following is None:
            path.pop(node, None)
            done.setdefault(node)
            node = next(reversed(path), None)
        elif following in path:
            steps = list(path)
            raise Circle([*steps[steps.index(following) :], following])
        else:
            node = following
