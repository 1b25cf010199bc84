"""Formulas over a change of fields: what is stored of them, and what becomes of those that depend on the change."""

from collections.abc import Mapping

import orjson
from psycopg import AsyncConnection
from pydantic import JsonValue

from core.access.policy import Policy
from core.computed.titles import links_written, titles_for
from core.errors import Forbidden
from core.fields.formula import SYSTEM_KEYS, FormulaConfig
from core.fields.link import LinkConfig
from core.formula.settle import before_deletion, settled
from core.schema import FieldDef, TableSchema

_PATH = "config.expression"


def client_settings(field: FieldDef, given: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """``given`` without what only the server says."""
    if not isinstance(field.config, FormulaConfig):
        return given
    return {key: value for key, value in given.items() if key not in SYSTEM_KEYS}


def with_formula(schema: TableSchema, field: FieldDef, policy: Policy) -> FieldDef:
    """A field that is being added, its expression resolved. Raises Invalid, also where it names a field
    that is hidden from whoever adds it."""
    if not isinstance(field.config, FormulaConfig):
        return field
    seen = (*policy.visible_fields(schema), field)
    titles = titles_beside(schema, field)
    return settled((*schema.fields, field), [field.id], {field.id: _PATH}, seen, titles)[-1]


def titles_beside(schema: TableSchema, written: FieldDef) -> tuple[FieldDef, ...]:
    """The hidden fields that there will be when this formula, whose expression is new, is saved."""
    config = written.config
    links = links_written(config.expression, schema.fields) if isinstance(config, FormulaConfig) else ()
    return titles_for(schema, links, {table.id: table for table in schema.linked.values()}) if links else schema.titles


def refuse_closed_links(policy: Policy, schema: TableSchema, written: FieldDef) -> None:
    """What a formula shows everybody reads who reads its table, so only those may name a link in it who may read all
    titles that it leads to; as with a lookup. Raises Forbidden."""
    link = closed_link(policy, schema, written)
    if link is not None:
        raise Forbidden(
            f"{link.name} leads to a table that you cannot open, or not all titles of, and {written.name} would show"
            " these. Ask for access to that table first."
        )


def closed_link(policy: Policy, schema: TableSchema, written: FieldDef) -> FieldDef | None:
    """The first link that a newly written formula names though the person may not read all titles behind it; tables
    that were deleted are nobody's."""
    config = written.config
    if not isinstance(config, FormulaConfig):
        return None
    links = links_written(config.expression, policy.visible_fields(schema))
    shown = (link for link in links if link.number in schema.linked)
    return next((link for link in shown if not (policy.titles(schema, link) and policy.whole(schema, link))), None)


def settled_change(
    schema: TableSchema, before: FieldDef, after: FieldDef, policy: Policy, *, written: bool
) -> tuple[FieldDef, ...]:
    """The changed field, then the formulas whose result changes with it. ``written``: its expression is new,
    and written with this policy.

    Raises Invalid.
    """
    if not isinstance(after.config, FormulaConfig):
        return (after,)
    everything = tuple(after if item.id == before.id else item for item in schema.fields)
    titles = titles_beside(schema, after) if written else schema.titles
    seen = tuple(item for item in everything if policy.visible(item)) if written else everything
    found = settled(everything, [after.id] if written else [], {after.id: _PATH}, seen, titles)
    changed = {item.id: item for item in found}
    dependants = (now for now, then in zip(found, schema.fields, strict=True) if now != then and now.id != after.id)
    return (changed[after.id], *dependants)


async def settle_again(conn: AsyncConnection, schema: TableSchema, changed: FieldDef) -> None:
    """After a field changed its type: formulas that use it take their new results, as far as they still fit.

    ``schema`` is the table before the change, held by the caller, who raises its version.
    """
    fields = tuple(changed if item.id == changed.id else item for item in schema.fields)
    found = settled(fields, [], {}, fields, schema.titles)
    for now, then in zip(found, fields, strict=True):
        if now != then:
            config = orjson.dumps(now.config.wire()).decode()
            await conn.execute(b"UPDATE dataos.fields SET config = %s::jsonb WHERE id = %s", [config, now.id])


def losing(schema: TableSchema, gone: FieldDef) -> list[FieldDef]:
    """The formulas that use the field, or the other end of a link, as they are to be once it is gone."""
    lost = [(schema, gone)]
    far = schema.linked.get(gone.number)
    if isinstance(gone.config, LinkConfig) and far is not None:
        end = far.by_id.get(gone.config.symmetric_field_id or "")
        lost += [] if end is None else [(far, end)]
    found: dict[str, FieldDef] = {}
    for table, field in lost:
        formulas = before_deletion(field, [found.get(item.id, item) for item in table.fields])
        found |= {formula.id: formula for formula in formulas}
    return list(found.values())
