"""Formulas over a change of fields: what is stored of them, and what becomes of those that depend on the change."""

from collections.abc import Mapping

import orjson
from psycopg import AsyncConnection
from pydantic import JsonValue

from core.fields.formula import SYSTEM_KEYS, FormulaConfig
from core.formula.settle import settled
from core.schema import FieldDef, TableSchema

_PATH = "config.expression"


def client_settings(field: FieldDef, given: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """``given`` without what only the server says."""
    if not isinstance(field.config, FormulaConfig):
        return given
    return {key: value for key, value in given.items() if key not in SYSTEM_KEYS}


def with_formula(schema: TableSchema, field: FieldDef) -> FieldDef:
    """A field that is being added, its expression resolved. Raises Invalid."""
    if not isinstance(field.config, FormulaConfig):
        return field
    everything = (*schema.fields, field)
    return settled(everything, [field.id], {field.id: _PATH}, everything)[-1]


def settled_change(schema: TableSchema, before: FieldDef, after: FieldDef, *, written: bool) -> tuple[FieldDef, ...]:
    """The changed field, then the formulas whose result changes with it. ``written``: its expression is new.

    Raises Invalid.
    """
    if not isinstance(after.config, FormulaConfig):
        return (after,)
    everything = tuple(after if item.id == before.id else item for item in schema.fields)
    found = settled(everything, [after.id] if written else [], {after.id: _PATH}, everything)
    changed = {item.id: item for item in found}
    dependants = (now for now, then in zip(found, schema.fields, strict=True) if now != then and now.id != after.id)
    return (changed[after.id], *dependants)


async def settle_again(conn: AsyncConnection, schema: TableSchema, changed: FieldDef) -> None:
    """After a field changed its type: formulas that use it take their new results, as far as they still fit.

    ``schema`` is the table before the change, held by the caller, who raises its version.
    """
    fields = tuple(changed if item.id == changed.id else item for item in schema.fields)
    found = settled(fields, [], {}, fields)
    for now, then in zip(found, fields, strict=True):
        if now != then:
            config = orjson.dumps(now.config.wire()).decode()
            await conn.execute(b"UPDATE dataos.fields SET config = %s::jsonb WHERE id = %s", [config, now.id])
