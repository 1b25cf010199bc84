"""Formulas over a change of fields: what is stored of them, and what becomes of those that depend on the change."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import JsonValue

from api.db.engine import WriteSession
from api.fields import repository
from core.fields.formula import FormulaConfig
from core.formula.settle import settled
from core.schema import FieldDef, TableSchema

_SERVERS = ("result", "names", "invalid")
_PATH = "config.expression"


def client_settings(field: FieldDef, given: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    """``given`` without what only the server says."""
    if not isinstance(field.config, FormulaConfig):
        return given
    return {key: value for key, value in given.items() if key not in _SERVERS}


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


async def settle_again(session: WriteSession, schema: TableSchema) -> None:
    """After another field changed its type: formulas that use it take their new results, as far as they still fit.

    ``schema`` has the fields as they are now; the caller raises the version.
    """
    found = settled(schema.fields, [], {}, schema.fields)
    for now, then in zip(found, schema.fields, strict=True):
        if now != then:
            await repository.update(session, replace(now, formulas=None))
