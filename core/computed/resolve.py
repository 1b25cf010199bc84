"""What a derived field comes to as things are now: its result, or why it has none."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.access.policy import compile_policy
from core.access.roles import BaseRole
from core.computed.graph import read_across
from core.computed.results import COUNTED, DoesNotFit, lookup_result, rollup_result
from core.computed.validity import reason_invalid
from core.errors import Invalid
from core.fields.derived import DerivedConfig, Result
from core.fields.formula import FormulaConfig
from core.fields.link import LinkConfig
from core.fields.lookup import LookupConfig
from core.fields.rollup import RollupConfig
from core.formula.settle import settled
from core.query.parse import parse_filter, parse_sorts
from core.query.people import mentioned
from core.schema import FieldDef, TableSchema

_ALL = compile_policy(BaseRole.CREATOR, 0)
Names = Mapping[str, str]
"""What deleted fields were called, by id."""
_NO_TITLES = "The primary field of the table that it leads to is invalid."
"""Formulas over the link give this as their reason to everybody who reads them, and not all may open that table."""


def resolved(
    config: DerivedConfig, schema: TableSchema, tables: Mapping[str, TableSchema], names: Names
) -> DerivedConfig:
    """``config`` of a field of ``schema``, with ids, as of these tables. An invalid field keeps its last result."""
    link = schema.by_id.get(config.link_field)
    if link is None:
        return _invalid(config, f"The link field {_named(config.link_field, names)} was deleted.")
    if not isinstance(link.config, LinkConfig):
        return _invalid(config, f"{link.name} is no link any more.")
    target = tables.get(link.config.table_id)
    if target is None:
        return _invalid(config, f"The table that {link.name} leads to was deleted.")
    titles = isinstance(config, LookupConfig) and config.titles
    if titles:
        config = config.model_copy(update={"field": target.primary_field_id})
    for key in read_across(config):
        source = target.by_id.get(key)
        if source is None:
            reason = _NO_TITLES if titles else f"The field {_named(key, names)} of {target.name} was deleted."
            return _invalid(config, reason)
        if reason_invalid(source):
            reason = _NO_TITLES if titles else f"The field {source.name} of {target.name} is invalid."
            return _invalid(config, reason)
    try:
        _check_limits(config, target)
        result = _result(config, target)
    except DoesNotFit as error:
        return _invalid(config, _NO_TITLES if titles else str(error))
    return config.model_copy(update={"target": target.id, "result": result, "invalid": None})


def resolve_all(tables: Iterable[TableSchema], names: Names) -> tuple[list[TableSchema], list[FieldDef]]:
    """All tables with their derived fields and formulas resolved, and the fields that came out different.

    Goes round until nothing changes any more: a result may depend on another one.
    """
    known: dict[str, TableSchema] = {table.id: table for table in tables}
    changed: dict[str, FieldDef] = {}
    for _ in range(1 + sum(len(table.every) for table in known.values())):
        settled_now = True
        for key, table in list(known.items()):
            fields: list[FieldDef] = []
            for field in table.every:
                config = field.config
                now = resolved(config, table, known, names) if isinstance(config, DerivedConfig) else config
                if now != config:
                    settled_now = False
                    changed[field.id] = replace(field, config=now)
                fields.append(field if now == config else changed[field.id])
            before = len(changed)
            known[key] = _with_formulas(replace(table, fields=tuple(fields)), changed)
            settled_now = settled_now and len(changed) == before
        if settled_now:
            break
    return list(known.values()), list(changed.values())


def _with_formulas(table: TableSchema, changed: dict[str, FieldDef]) -> TableSchema:
    """Formulas take their results from what they read, as far as they still fit."""
    if not any(isinstance(field.config, FormulaConfig) for field in table.fields):
        return table
    found = settled(table.fields, [], {}, table.fields, table.titles)
    different: dict[str, FieldDef] = {now.id: now for now, then in zip(found, table.fields, strict=True) if now != then}
    if not different:
        return table
    changed.update(different)
    return replace(table, fields=tuple(different.get(field.id, field) for field in table.fields))


def _result(config: DerivedConfig, target: TableSchema) -> Result:
    match config:
        case LookupConfig():
            return lookup_result(target.by_id[config.field])
        case RollupConfig():
            return rollup_result(config.aggregate, target.by_id[config.field])
        case _:
            return COUNTED


def _check_limits(config: DerivedConfig, target: TableSchema) -> None:
    """Raises DoesNotFit where a field that the filter or the order names has become one that cannot be asked so."""
    try:
        if config.filter is not None:
            parse_filter(dict(config.filter), target, _ALL, people=dict.fromkeys(mentioned(config.filter), 0))
        if isinstance(config, LookupConfig):
            parse_sorts([{"field": sort.field, "direction": sort.direction} for sort in config.sorts], target, _ALL)
    except Invalid as error:
        raise DoesNotFit(f"Its limits do not fit {target.name} any more: {error.faults[0].message}") from None


def _invalid(config: DerivedConfig, reason: str) -> DerivedConfig:
    return config.model_copy(update={"invalid": reason})


def _named(key: str, names: Names) -> str:
    return names.get(key, key)
