"""Coercions as SQL; their meaning is written down in ``core.formula.coerce``."""

from dataclasses import replace

from core.formula.sqltext import Sql, first_error
from core.formula.types import BOOLEAN, DATE, DATETIME, NUMBER, TEXT, FormulaType, Kind

_TEXTS = {
    Kind.TEXT: "{}",
    Kind.BLANK: "NULL::text",
    Kind.NUMBER: "fx.number_text({})",
    Kind.BOOLEAN: "fx.boolean_text({})",
    Kind.DATE: "fx.date_text({})",
    Kind.DATETIME: "fx.moment_text({})",
}
_LIST_TEXTS = {
    Kind.TEXT: "{}",
    Kind.BLANK: "{}",
    Kind.NUMBER: "fx.number_texts({})",
    Kind.BOOLEAN: "fx.boolean_texts({})",
    Kind.DATE: "fx.date_texts({})",
    Kind.DATETIME: "fx.moment_texts({})",
}
_NOTHING = {Kind.TEXT: "''", Kind.NUMBER: "0", Kind.BOOLEAN: "false"}


def convert(given: Sql, target: FormulaType, *, keep_blank: bool) -> Sql:
    """``given`` as ``target``; ``keep_blank`` False fills blanks in."""
    made = _list(given, target) if target.many else _one(given, target)
    nothing = _NOTHING.get(target.kind)
    if keep_blank or target.many or made.filled or nothing is None:
        return made
    return replace(made, value=f"coalesce({made.value}, {nothing})", filled=True)


def _one(given: Sql, target: FormulaType) -> Sql:
    if given.type.many:
        return _one_of_many(given, target)
    kind, value = given.type.kind, given.value
    if kind is target.kind:
        return given
    if kind is Kind.BLANK:
        return replace(given, value=f"NULL::{target.sql}", type=target, filled=False)
    match target.kind:
        case Kind.TEXT:
            return replace(given, value=_TEXTS[kind].format(value), type=TEXT, literal=None)
        case Kind.NUMBER:
            return replace(given, value=f"({value})::int::double precision", type=NUMBER)
        case Kind.BOOLEAN:
            test = {Kind.NUMBER: f"({value} <> 0)", Kind.TEXT: f"({value} <> '')"}
            return replace(
                given,
                value=test.get(kind, f"({value} IS NOT NULL)"),
                type=BOOLEAN,
                filled=given.filled or kind not in test,
            )
        case Kind.DATE if kind is Kind.DATETIME:
            return replace(given, value=f"({value} AT TIME ZONE {given.zone})::date", type=DATE)
        case Kind.DATE | Kind.DATETIME if kind is Kind.TEXT:
            return _moment_of_text(given, target)
        case Kind.DATETIME:
            return replace(given, value=f"({value}::timestamp AT TIME ZONE {given.zone})", type=DATETIME)
        case _:
            raise TypeError(f"no conversion from {given.type} to {target}")


def _moment_of_text(given: Sql, target: FormulaType) -> Sql:
    name = "fx.date_of_text" if target.kind is Kind.DATE else "fx.moment_of_text"
    value = f"{name}({given.value}, {given.zone})"
    bad = None
    if given.literal is None:
        bad = f"CASE WHEN {value} IS NULL AND {given.value} <> '' THEN '#VALUE!' END"
    return replace(given, value=value, type=target, error=first_error([given.error, bad]), filled=False, literal=None)


def _one_of_many(given: Sql, target: FormulaType) -> Sql:
    value = given.value
    match target.kind:
        case Kind.TEXT:
            return replace(given, value=f"fx.join({_texts(given)}, ', ')", type=TEXT, filled=True)
        case Kind.BOOLEAN:
            return replace(given, value=f"(cardinality(array_remove({value}, NULL)) > 0)", type=BOOLEAN, filled=True)
        case _:
            several = f"CASE WHEN cardinality(array_remove({value}, NULL)) > 1 THEN '#VALUE!' END"
            only = replace(
                given,
                value=f"(array_remove({value}, NULL))[1]",
                type=given.type.one,
                error=first_error([given.error, several]),
                filled=False,
            )
            return _one(only, target)


def _list(given: Sql, target: FormulaType) -> Sql:
    if not given.type.many:
        one = _one(given, target.one)
        return replace(one, value=f"array_remove(ARRAY[{one.value}], NULL)", type=target, filled=True)
    kind = given.type.kind
    if kind in (target.kind, Kind.BLANK):
        return replace(given, type=target)
    match target.kind:
        case Kind.TEXT:
            return replace(given, value=_texts(given), type=target)
        case Kind.NUMBER:
            return replace(given, value=f"({given.value})::int[]::double precision[]", type=target)
        case Kind.DATE:
            return replace(given, value=f"fx.dates({given.value}, {given.zone})", type=target)
        case Kind.DATETIME:
            return replace(given, value=f"fx.moments({given.value}, {given.zone})", type=target)
        case _:
            raise TypeError(f"no conversion from {given.type} to {target}")


def _texts(given: Sql) -> str:
    return _LIST_TEXTS[given.type.kind].format(given.value)
