"""Lookups, rollups and counts as they are sent → as they are kept: names become ids, the result is worked out.

Everything wrong is told with its path. Filters may ask neither who reads nor what day it is, for then the value would
change without anything being written.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from psycopg import AsyncConnection
from pydantic import JsonValue

from api.access.people import find_people
from api.tables.connected import load_connected
from api.tables.rows import with_linked
from core.access.policy import Policy
from core.computed.graph import Circle, Graph, build
from core.computed.resolve import resolved
from core.computed.results import DoesNotFit, lookup_result, rollup_result
from core.computed.titles import with_titles
from core.errors import Fault, Forbidden, Invalid
from core.fields.derived import SYSTEM_KEYS, DerivedConfig
from core.fields.link import LinkConfig
from core.fields.lookup import LookupConfig
from core.fields.rollup import RollupConfig
from core.formula.settle import way_round
from core.query.ast import BoundFilter, Condition, CurrentUser, Group, Linked, LiteralList, Not, RelativeDate
from core.query.parse import parse_filter, parse_sorts
from core.query.people import mentioned
from core.query.render import render
from core.schema import FieldDef, TableSchema


def without_system_keys(given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The settings that people make."""
    return {key: value for key, value in given.items() if key not in SYSTEM_KEYS}


async def bind(conn: AsyncConnection, field: FieldDef, schema: TableSchema, policy: Policy, path: str = "") -> FieldDef:
    """``field`` of ``schema``, which knows what it links to, with its config by ids. Raises Invalid,
    Forbidden."""
    here = f"{path}.config" if path else "config"
    config = field.config
    if not isinstance(config, DerivedConfig):
        return field
    link = policy.find(schema, config.link_field)
    if link is None:
        raise Invalid([policy.unknown(schema, config.link_field, f"{here}.linkField")], "unknown_field")
    target = schema.linked.get(link.number)
    if not isinstance(link.config, LinkConfig) or target is None:
        reason = "leads to a table that was deleted" if isinstance(link.config, LinkConfig) else "is no link"
        raise Invalid.one(
            f"{here}.linkField", "not_a_link", f"{link.name} {reason}. Give a link field of {schema.name}."
        )
    across = policy.across(schema, link)
    if across is None or not policy.whole(schema, link):
        raise Forbidden(
            f"{link.name} leads to a table that you cannot open, or not all records of, and {field.name} would show"
            " what these hold. Ask for access to that table first."
        )
    changes: dict[str, object] = {"link_field": link.id, "target": target.id, "invalid": None}
    theirs = across[1]
    changes |= _looked_at(config, target, theirs, here)
    if config.filter is not None:
        changes["filter"] = await _filter(conn, dict(config.filter), target, theirs, f"{here}.filter")
    if isinstance(config, LookupConfig):
        said: list[JsonValue] = [{"field": sort.field, "direction": sort.direction} for sort in config.sorts]
        sorts = parse_sorts(said, target, theirs, f"{here}.sorts")
        changes["sorts"] = tuple(
            sort.model_copy(update={"field": bound.field.id}) for sort, bound in zip(config.sorts, sorts, strict=True)
        )
    bound = config.model_copy(update=changes)
    final = resolved(bound, schema, {target.id: target}, {})
    if final.invalid:
        raise Invalid.one(here, "invalid_config", final.invalid)
    return replace(field, config=final)


Readers = Callable[[Sequence[TableSchema]], Awaitable[Mapping[str, Policy]]]
"""What somebody may see of these tables, by their ids; those that they may not read are left out."""


async def nobody(_tables: Sequence[TableSchema]) -> Mapping[str, Policy]:
    """Where it is not known who is told."""
    return {}


async def check_circles(
    conn: AsyncConnection, schema: TableSchema, field: FieldDef, readers: Readers, path: str = ""
) -> None:
    """Whether ``field`` of ``schema``, new or changed, would read itself. Raises Invalid with the way round."""
    tables: list[TableSchema] = []
    for table in await load_connected(conn, schema.id):
        if table.id == schema.id:
            others = tuple(other for other in table.fields if other.id != field.id)
            tables.append(replace(table, fields=(*others, field)))
        else:
            tables.append(table)
    tables = with_titles(tables)
    await refuse_circles(build(tables), tables, f"{path}.config" if path else "config", readers, field.name)


async def refuse_circles(
    graph: Graph, tables: Sequence[TableSchema], path: str, readers: Readers, name: str = "A field"
) -> None:
    """``name`` is that of the field that a circle is blamed on. Raises Invalid with the way round, as far as who is
    told may see it."""
    found = _circle(graph)
    if found is None:
        return
    known: dict[str, TableSchema] = {table.id: table for table in tables}
    policies = await readers([with_linked(table, known) for table in tables])
    by_number = {table.number: table for table in tables}
    steps: list[str | None] = []
    for node in found.path:
        table = by_number[node.table]
        field, policy = table.by_number[node.field], policies.get(table.id)
        steps.append(f"{table.name}.{field.name}" if policy is not None and policy.visible(field) else None)
    said = f": {way_round(steps)}" if any(steps) else ""
    raise Invalid.one(path, "circular_reference", f"{name} would be made of itself{said}.")


def _circle(graph: Graph) -> Circle | None:
    try:
        _ = graph.order
    except Circle as circle:
        return circle
    return None


def _looked_at(config: DerivedConfig, target: TableSchema, policy: Policy, here: str) -> dict[str, object]:
    if not isinstance(config, LookupConfig | RollupConfig):
        return {}
    looked = policy.find(target, config.field)
    if looked is None:
        raise Invalid([policy.unknown(target, config.field, f"{here}.field")], "unknown_field")
    if getattr(looked.config, "invalid", None):
        raise Invalid.one(f"{here}.field", "invalid_field", f"{looked.name} is invalid itself. Mend it first.")
    try:
        if isinstance(config, RollupConfig):
            rollup_result(config.aggregate, looked)
        else:
            lookup_result(looked)
    except DoesNotFit as error:
        key = "aggregate" if isinstance(config, RollupConfig) else "field"
        raise Invalid.one(f"{here}.{key}", "does_not_fit", str(error)) from None
    return {"field": looked.id}


async def _filter(
    conn: AsyncConnection, raw: dict[str, JsonValue], target: TableSchema, policy: Policy, path: str
) -> dict[str, JsonValue] | None:
    known = await find_people(conn, target.workspace_id, mentioned(raw))
    bound = parse_filter(raw, target, policy, path, people=known.numbers)
    if bound is None:
        return None
    reason = _not_kept(bound)
    if reason is not None:
        raise Invalid([Fault(path, "not_kept", reason)], "not_kept")
    return render(bound, known.ids)


def _not_kept(filter: BoundFilter) -> str | None:
    """Why no value that is kept can depend on this filter."""
    match filter:
        case Group(members=members):
            return next((reason for member in members if (reason := _not_kept(member)) is not None), None)
        case Not(member):
            return _not_kept(member)
        case Linked(link=link):
            return (
                f"A stored value cannot depend on what lies behind {link.name}. "
                "Look that up in the linked table, and filter by the lookup."
            )
        case Condition(operand=CurrentUser() | RelativeDate() | LiteralList(reader=True)):
            return "A stored value cannot depend on who reads it or on today's date. Give a fixed value instead."
        case Condition():
            return None
