"""Typed tree → SQL, as two expressions: the value, and the error code or nothing where no error can happen.

A formula's error is that of the first part that has one; its value is then of no meaning, so every part may compute
with whatever its arguments gave. Only at the end is a value taken away where there is an error. Columns stand in the
text as marks, ``\\0<key>\\0`` with a field's id or a column of the record, ``@<column>``: no literal can hold a NUL.
Whoever puts the text into a statement replaces them (``placed``), so one compilation serves every statement.

Texts grow with each error that repeats a value, and formulas on formulas multiply that, so the size is limited here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from core.fields.formula import FormulaConfig
from core.formula.conversions import convert
from core.formula.errors import FormulaError, Span
from core.formula.functions.base import Arg, Call, Form, Overload, Param, Result
from core.formula.operations import is_blank, negation, operation
from core.formula.quote import quote
from core.formula.reading import value_sql
from core.formula.sqltext import Sql, first_error
from core.formula.typed import (
    Applied,
    Coerced,
    Constant,
    FieldValue,
    IsBlank,
    LastChange,
    Negation,
    Operation,
    Typed,
    walk,
)
from core.formula.types import Kind
from core.stamps import stamp_column

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_SQL = 200_000
"""Characters of one compiled formula, those that it uses included."""

_MARK = re.compile("\0([^\0]+)\0")
_FINITE = "nullif(nullif(least(greatest({}, -8.9e307), 8.9e307), 8.9e307), -8.9e307)"
"""A number, NULL beyond all numbers (and for NaN, which PostgreSQL takes for the greatest): looked at only once."""
_NOW = "statement_timestamp()"
_LOCALE = "'en'"
_ROW = {
    "id": "('rec_{table:08x}' || lpad(to_hex(\0@id\0), 12, '0'))",
    "created": "\0@created_at\0",
    "modified": "\0@updated_at\0",
}

Inner = Callable[["FieldDef", Span], Sql]
"""Another formula's SQL, not finished."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """``value`` is NULL where ``error`` is not; ``raw`` is the value for formulas that build on this one."""

    value: str
    error: str | None
    raw: Sql

    def marks(self) -> frozenset[str]:
        """Keys of what the formula reads of its record."""
        return frozenset(_MARK.findall(self.value)) | frozenset(_MARK.findall(self.error or ""))


def placed(sql: str, column: Callable[[str], str]) -> str:
    """``sql`` with ``column(key)`` for each mark."""
    return _MARK.sub(lambda match: column(match[1]), sql)


def compile_formula(node: Typed, zone: str, inner: Inner, table: int = 0) -> Compiled:
    """``table`` is the number of the record's table. Raises FormulaError ``formula_too_complex``."""
    raw = _Compiler(zone, table, inner).sql(node)
    if node.type.kind is Kind.NUMBER and not node.type.many and _computes(node):
        beyond = f"CASE WHEN abs({raw.value}) >= 8.9e307 THEN '#NUM!' END"
        value = _FINITE.format(raw.value)
        unchecked, raw = raw.error, replace(raw, error=first_error([raw.error, beyond]))
    else:
        value, unchecked = raw.value, raw.error
    # Empty text and an empty list are empty, and like a checkbox a boolean never is.
    if raw.type.kind is Kind.TEXT and not raw.type.many:
        value = f"nullif({value}, '')"
    if raw.type.many:
        value = f"nullif({value}, '{{}}')"
    if raw.type.kind is Kind.BOOLEAN and not raw.type.many and not raw.filled:
        value = f"coalesce({value}, false)"
    if raw.type.kind is Kind.BLANK:
        value = f"({value})::text"
    if unchecked is not None:
        value = f"CASE WHEN ({unchecked}) IS NULL THEN {value} END"
    _check_size(f"{value}{raw.error}", node.span)
    return Compiled(f"({value})", raw.error, raw)


def _computes(node: Typed) -> bool:
    """Whether any number is made here that could be beyond all numbers."""
    return any(
        isinstance(item, Negation)
        or (isinstance(item, Operation | Applied) and item.type.kind is Kind.NUMBER and not _passes(item))
        for item in walk(node)
    )


def _passes(item: Operation | Applied) -> bool:
    """Whether a function gives one of its arguments."""
    return isinstance(item, Applied) and isinstance(item.overload.result, Result)


def _check_size(text: str, span: Span) -> None:
    if len(text) > MAX_SQL:
        message = (
            "This formula is too complex together with the formulas that it uses. Use fewer of them, or make one that "
            "is used often a field of its own kind."
        )
        raise FormulaError.one("formula_too_complex", message, span)


class _Compiler:
    def __init__(self, zone: str, table: int, inner: Inner) -> None:
        self._zone = quote(zone)
        self._row = {name: sql.format(table=table) for name, sql in _ROW.items()}
        self._inner = inner

    def sql(self, node: Typed) -> Sql:
        made = self._sql(node)
        _check_size(f"{made.value}{made.error}", node.span)
        if made.zone and made.locale:
            return made
        return replace(made, zone=made.zone or self._zone, locale=made.locale or _LOCALE)

    def _sql(self, node: Typed) -> Sql:
        match node:
            case Constant():
                return _constant(node)
            case FieldValue(field, type):
                if isinstance(field.config, FormulaConfig):
                    return replace(self._inner(field, node.span), type=type)
                value = value_sql(field, f"\0{field.id}\0")
                if type.many:
                    value = f"coalesce({value}, '{{}}')"
                return Sql(value, type, filled=type.many)
            case LastChange(fields=fields, type=type):
                moments = ", ".join(f"\0@{stamp_column(field.id)}\0" for field in fields)
                return Sql(f"greatest({moments})", type)
            case Coerced(inner, type, keep_blank):
                return convert(self.sql(inner), type, keep_blank=keep_blank)
            case Negation(operand):
                return negation(self.sql(operand))
            case Operation(operator, left, right):
                return operation(operator, self.sql(left), self.sql(right))
            case IsBlank(operand, negated):
                return is_blank(self.sql(operand), negated=negated)
            case Applied():
                return self._applied(node)
            case _:
                assert_never(node)

    def _applied(self, node: Applied) -> Sql:
        overload = node.overload
        given = {
            param.name: self._arguments(param, node.arguments[param.name])
            for param in overload.params
            if param.name in node.arguments
        }
        call = Call(given, node.type, self._zone, _NOW, self._row)
        value = (
            overload.value(call) if callable(overload.value) else overload.value.format(**self._words(overload, call))
        )
        own = overload.error
        if own is not None:
            own = own(call) if callable(own) else own.format(**self._words(overload, call))
        if not node.function.lazy:
            own = first_error([*(arg.error for args in given.values() for arg in args), own])
        dated = next((arg for args in given.values() for arg in args if arg.type.kind in _MOMENTS), None)
        zone = dated.zone if dated else ""
        if overload.sets_zone in given:
            # NULL where it is none: AT TIME ZONE would raise.
            zone = f"fx.zone({call.one(overload.sets_zone).sql})"
        locale = call.one(overload.sets_locale).sql if overload.sets_locale in given else dated.locale if dated else ""
        moment = node.type.kind in _MOMENTS
        return Sql(f"({value})", node.type, own, zone=zone if moment else "", locale=locale if moment else "")

    def _arguments(self, param: Param, nodes: tuple[Typed, ...]) -> tuple[Arg, ...]:
        parts = [self.sql(node) for node in nodes]
        if param.form is Form.REST:
            return (_flattened(parts),) if parts else ()
        return tuple(_arg(part) for part in parts)

    def _words(self, overload: Overload, call: Call) -> Mapping[str, str]:
        """What a template may name."""
        words = {"zone": self._zone, "now": _NOW, **{f"record_{name}": sql for name, sql in self._row.items()}}
        for param in overload.params:
            arg = call.find(param.name)
            words[param.name] = param.default if arg is None else arg.sql
            words[f"{param.name}_zone"] = self._zone if arg is None else arg.zone
            words[f"{param.name}_locale"] = _LOCALE if arg is None else arg.locale
        return words


_MOMENTS = (Kind.DATE, Kind.DATETIME)


def _arg(part: Sql) -> Arg:
    return Arg(part.value, part.type, part.error, part.zone, part.locale, part.literal)


def _flattened(parts: list[Sql]) -> Arg:
    """One array of all parts, in their order."""
    kind = next((part.type.one for part in parts if part.type.kind is not Kind.BLANK), parts[0].type.one)
    pieces: list[str] = []
    values: list[str] = []
    for part in parts:
        if not part.type.many:
            values.append(part.value)
            continue
        if values:
            pieces.append(f"ARRAY[{', '.join(values)}]::{kind.list.sql}")
            values = []
        pieces.append(part.value)
    if values:
        pieces.append(f"ARRAY[{', '.join(values)}]::{kind.list.sql}")
    joined = pieces[0] if len(pieces) == 1 else f"({' || '.join(pieces)})"
    error = first_error(part.error for part in parts)
    return Arg(joined, kind.list, error, parts[0].zone, parts[0].locale)


def _constant(node: Constant) -> Sql:
    match node.value:
        case None:
            return Sql(f"NULL::{node.type.sql}", node.type)
        case bool():
            return Sql("true" if node.value else "false", node.type, filled=True)
        case str():
            return Sql(f"{quote(node.value)}::text", node.type, filled=True, literal=node.value)
        case _:
            return Sql(f"{node.value!r}::double precision", node.type, filled=True, literal=repr(node.value))
