"""Which fields vanish because of what they are made of (decision 22).

Kept values are one column for all readers, so a value that is made of something a subject may not see is hidden from
them as a whole, unless a grant on the field itself names them. What a field reads is the graph of ``core.computed``,
over every table that derived fields reach from here.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.access.grants import Decided
from core.access.levels import FieldLevel, TableLevel
from core.access.reasons import Cause, Reason
from core.computed.graph import Node, build, read_across
from core.fields.derived import DerivedConfig
from core.fields.link import LinkConfig
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class Seen:
    """A table, and what is said of it itself: ``fields`` by id where a grant names the subject; ``ruled``: whether a
    rule on its rows does. ``published`` are the ids of fields that are open to the subject whatever they are made of.
    """

    schema: TableSchema
    level: TableLevel
    ruled: bool
    fields: Mapping[str, Decided[FieldLevel]]
    published: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    """Ids of fields that are hidden from the subject and are not in the table any more: in the trash, or of another
    table."""


def hidden_fields(tables: Iterable[Seen]) -> Mapping[str, Mapping[str, Reason]]:
    """By table id: the fields that do not exist for the subject, and why. ``tables`` are all that derived fields of
    theirs lead to; one that is missing counts as closed."""
    known: dict[str, Seen] = {seen.schema.id: seen for seen in tables}
    found: dict[Node, Reason] = {}
    waiting: deque[Node] = deque()
    published = {
        Node(seen.schema.number, field.number)
        for seen in known.values()
        for field in seen.schema.fields
        if field.id in seen.published
    }

    def hide(node: Node, reason: Reason) -> None:
        if node not in found and node not in published:
            found[node] = reason
            waiting.append(node)

    ids: dict[Node, str] = {}
    for seen in known.values():
        for field in seen.schema.every:
            node = Node(seen.schema.number, field.number)
            ids[node] = field.id
            decided = seen.fields.get(field.id)
            if decided is not None and decided.level is FieldLevel.HIDDEN:
                hide(node, decided.why)
            elif (source := _withheld(seen.schema, field, known) or _lost(seen, field, known)) is not None:
                hide(node, Reason(Cause.SOURCE, source=source))
    graph = build(seen.schema for seen in known.values())
    while waiting:
        node = waiting.popleft()
        for edge in graph.readers.get(node, ()):
            hide(edge.reader, Reason(Cause.SOURCE, source=ids[node]))
    tables_by_number = {seen.schema.number: seen.schema.id for seen in known.values()}
    hidden: dict[str, dict[str, Reason]] = {}
    for node, reason in found.items():
        hidden.setdefault(tables_by_number[node.table], {})[ids[node]] = reason
    return hidden


def reached_from(schema: TableSchema) -> set[int]:
    """Numbers of the tables that fields of this one are made of."""
    found: set[int] = set()
    for field in schema.every:
        if isinstance(field.config, DerivedConfig) and field.config.link_field in schema.by_id:
            target = schema.linked.get(schema.by_id[field.config.link_field].number)
            if target is not None:
                found.add(target.number)
    return found


def _withheld(schema: TableSchema, field: FieldDef, known: Mapping[str, Seen]) -> str | None:
    """The id of the other table, where all that this field could show of it is withheld."""
    if isinstance(field.config, LinkConfig):
        target = schema.linked.get(field.number)
        if target is None:
            return None
        seen = known.get(target.id)
        return target.id if seen is None or seen.level is TableLevel.NONE else None
    if not isinstance(field.config, DerivedConfig):
        return None
    link = schema.by_id.get(field.config.link_field)
    target = None if link is None else schema.linked.get(link.number)
    # Where the link or the table is gone, what was made of it is still kept.
    key = field.config.target or field.config.link_field if target is None else target.id
    seen = known.get(key)
    return key if seen is None or seen.level is TableLevel.NONE or seen.ruled else None


def _lost(seen: Seen, field: FieldDef, known: Mapping[str, Seen]) -> str | None:
    """The id of a hidden field that is gone: what is kept of this one was made of it."""
    if not field.type.computed:
        return None
    lost = field.type.reads(field.config) & seen.gone
    if isinstance(field.config, DerivedConfig) and (target := known.get(field.config.target or "")) is not None:
        lost |= target.gone & {*read_across(field.config)}
    return min(lost, default=None)
