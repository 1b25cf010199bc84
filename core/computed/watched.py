"""Which changes of a table make derived values stale, told from its schema alone: whoever writes asks nobody.

Links are two-sided, so all fields that look at a table belong to tables that it links to, and ``TableSchema.linked``
has those.
"""

import weakref
from dataclasses import dataclass

from core.computed.graph import read_across
from core.fields.derived import DerivedConfig
from core.fields.link import LinkConfig
from core.schema import TableSchema


@dataclass(frozen=True, slots=True)
class Watched:
    """``fields``: numbers of those whose cells somebody reads. ``rows``: somebody looks at the table's records.

    ``derives``: the table has derived fields itself. ``beyond``: those of the linked tables that link to further
    tables, which may look at them, and so at cells of links that change from here.
    """

    fields: frozenset[int]
    rows: bool
    derives: bool
    beyond: frozenset[int]

    @property
    def anything(self) -> bool:
        return bool(self.fields or self.rows or self.derives)


_known: dict[int, Watched] = {}


def watched(schema: TableSchema) -> Watched:
    """Worked out once for each schema object."""
    found = _known.get(id(schema))
    if found is None:
        found = _known[id(schema)] = _watched(schema)
        weakref.finalize(schema, _known.pop, id(schema), None)
    return found


def _watched(schema: TableSchema) -> Watched:
    own = [field.config for field in schema.every if isinstance(field.config, DerivedConfig)]
    looking = [
        field.config
        for table in {table.id: table for table in schema.linked.values()}.values()
        for field in table.every
        if isinstance(field.config, DerivedConfig) and field.config.target == schema.id and not field.config.invalid
    ]
    read = {config.link_field for config in own} | {key for config in looking for key in read_across(config)}
    return Watched(
        frozenset(schema.by_id[key].number for key in _with_sources(schema, read) if key in schema.by_id),
        rows=bool(looking),
        derives=bool(own),
        beyond=frozenset(table.number for table in schema.linked.values() if _links_elsewhere(table, schema.number)),
    )


def _links_elsewhere(table: TableSchema, than: int) -> bool:
    return any(isinstance(field.config, LinkConfig) and field.config.target != than for field in table.fields)


def _with_sources(schema: TableSchema, read: set[str]) -> set[str]:
    """Also what the formulas among them are made of."""
    found: set[str] = set()
    waiting = list(read)
    while waiting:
        key = waiting.pop()
        field = schema.by_id.get(key)
        if key in found or field is None:
            continue
        found.add(key)
        if field.type.computed and not isinstance(field.config, DerivedConfig):
            waiting.extend(field.type.reads(field.config))
    return found
