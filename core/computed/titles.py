"""The titles behind links, which formulas read: ``{Firm}`` is what a lookup of the other table's primary field holds.

That lookup is a field of its own kind: the system makes it for the first formula of the table that names the link and
drops it with the last one (``api/fields/titles.py``), and no table shows it. All else happens to it that happens to a
lookup: it is a column, filled and kept by the planner, so formulas stay SQL over the columns of their record.

``LAST_MODIFIED_TIME({Firm})`` reads no titles. Nothing is stored about which links formulas name, it follows from
their expressions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.computed.resolve import resolved
from core.fields.formula import FormulaConfig
from core.fields.link import LinkConfig
from core.fields.lookup import Lookup, LookupConfig
from core.fields.registry import get_type
from core.formula.ast import BinaryNode, CallNode, NegationNode, Node, ReferenceNode
from core.formula.errors import FormulaError
from core.formula.functions.registry import FUNCTIONS
from core.formula.parser import parse, parse_stored
from core.formula.settle import finder
from core.ids import FieldId
from core.schema import FieldDef, TableSchema

Tables = Mapping[str, TableSchema]
"""By id."""


def links_read(schema: TableSchema) -> tuple[FieldDef, ...]:
    """The links whose titles formulas of the table read."""
    found = {link.id: link for field in schema.fields for link in links_in(field, schema)}
    return tuple(found.values())


def links_in(field: FieldDef, schema: TableSchema) -> tuple[FieldDef, ...]:
    """Those that this field reads, if it is a formula, as it is stored."""
    found = {key: source for key in _stored_keys(field) if (source := schema.by_id.get(key)) is not None}
    return tuple(source for source in found.values() if isinstance(source.config, LinkConfig))


def links_written(expression: str, visible: Sequence[FieldDef]) -> tuple[FieldDef, ...]:
    """The links whose titles an expression reads that somebody has written; none where it is no expression."""
    try:
        tree = parse(expression)
    except FormulaError:
        return ()
    find = finder(visible)
    found = {field.id: field for key in _keys(tree) if (field := find(key)) is not None}
    return tuple(field for field in found.values() if isinstance(field.config, LinkConfig))


def titles_for(schema: TableSchema, links: Iterable[FieldDef], tables: Tables) -> tuple[FieldDef, ...]:
    """The hidden fields of ``schema``, and for those of ``links`` that have none what it would be, without a number.
    A link whose table is gone gets none."""
    made = [sketch for link in links if link.id not in schema.titles_of and (sketch := sketched(schema, link, tables))]
    return (*schema.titles, *made)


def sketched(schema: TableSchema, link: FieldDef, tables: Tables) -> FieldDef | None:
    target = tables.get(link.config.table_id) if isinstance(link.config, LinkConfig) else None
    if target is None:
        return None
    blank = LookupConfig(link_field=link.id, field=target.primary_field_id, target=target.id, titles=True)
    here = schema if link.id in schema.by_id else replace(schema, fields=(*schema.fields, link))
    config = resolved(blank, here, tables, {})
    return FieldDef(FieldId(f"titles_{link.id}"), 0, link.name, get_type(Lookup.name), config)


def with_titles(tables: Iterable[TableSchema]) -> list[TableSchema]:
    """These tables as they will be once their hidden fields have followed the formulas and the primary fields, to look
    for circles: valid or not, for in a circle each would be invalid by the next."""
    known: dict[str, TableSchema] = {table.id: table for table in tables}
    found: list[TableSchema] = []
    for table in known.values():
        links = links_read(table)
        if not links and not table.titles:
            found.append(table)
            continue
        targets: dict[str, TableSchema | None] = {
            link.id: known.get(link.config.table_id) for link in links if isinstance(link.config, LinkConfig)
        }
        kept = (item for item in titles_for(table, links, known) if _link_of(item) in targets)
        titles = [_following(item, targets[_link_of(item)]) for item in kept]
        numbered = (item if item.number else replace(item, number=-at) for at, item in enumerate(titles, 1))
        found.append(replace(table, titles=tuple(numbered)))
    return found


def _following(field: FieldDef, target: TableSchema | None) -> FieldDef:
    if target is None or not isinstance(field.config, LookupConfig):
        return field
    now = {"target": target.id, "field": target.primary_field_id, "invalid": None}
    return replace(field, config=field.config.model_copy(update=now))


def _link_of(field: FieldDef) -> str:
    return field.config.link_field if isinstance(field.config, LookupConfig) else ""


def _stored_keys(field: FieldDef) -> Iterator[str]:
    if not isinstance(field.config, FormulaConfig):
        return
    try:
        yield from _keys(parse_stored(field.config.expression))
    except FormulaError:
        return


def _keys(tree: Node) -> Iterator[str]:
    """What is read of the record: functions that take fields themselves do not read them."""
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case ReferenceNode(key):
                yield key
            case CallNode(name, arguments):
                function = FUNCTIONS.get(name)
                if function is None or not function.names_fields:
                    waiting.extend(arguments)
            case NegationNode(operand):
                waiting.append(operand)
            case BinaryNode(left=left, right=right):
                waiting.extend((left, right))
            case _:
                pass
