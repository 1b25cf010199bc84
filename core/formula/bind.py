"""The formulas of one table, checked and compiled when somebody asks for one.

A formula that was good when it was saved may not be any more: a field that it uses is in the trash, or has another
type. Then it is **invalid**: its value is an error with the reason, in every record, and it is good again when the
reason is gone. Nothing is stored about that; it follows from the fields that there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from core.fields.derived import DerivedConfig
from core.fields.formula import FormulaConfig
from core.formula.check import check
from core.formula.compile import Compiled, compile_formula
from core.formula.errors import FormulaError, Span
from core.formula.parser import parse_stored
from core.formula.sqltext import Sql
from core.formula.typed import Applied, FieldValue, Typed, walk
from core.formula.types import FormulaType, Kind
from core.values import ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

_WHOLE = Span(0, 0)


class Formulas:
    def __init__(self, fields: "Sequence[FieldDef]", titles: "Sequence[FieldDef]" = (), table: int = 0) -> None:
        """``titles`` are the table's hidden fields; ``table`` its number, which is part of its records' ids."""
        self._table = table
        self._fields: dict[str, FieldDef] = {field.id: field for field in fields}
        self._titles = by_link(titles)
        self._hidden: dict[str, FieldDef] = {field.id: field for field in titles}
        self._compiled: dict[str, Compiled] = {}
        self._typed: dict[str, Typed | FormulaError] = {}
        self._open: list[str] = []

    def field(self, key: str) -> "FieldDef":
        """The table's field with this id, a hidden one too."""
        return self._hidden.get(key) or self._fields[key]

    def compiled(self, field: "FieldDef") -> Compiled:
        """The SQL of a formula; of an invalid one, SQL that always is an error."""
        found = self._compiled.get(field.id)
        if found is None:
            try:
                typed = self._checked(field)
                found = compile_formula(typed, _config(field).time_zone, self._raw, self._table)
            except FormulaError as error:
                self._typed[field.id] = error
                null = f"NULL::{field.column_type.value}"
                found = Compiled(null, "'#ERROR!'::text", Sql(null, _stored_type(field), "'#ERROR!'::text"))
            self._compiled[field.id] = found
        return found

    def invalid(self, field: "FieldDef") -> str | None:
        """Why the formula has no values; None when it is good."""
        self.compiled(field)
        found = self._typed.get(field.id)
        return "; ".join(problem.message for problem in found.problems) if isinstance(found, FormulaError) else None

    def volatile(self, field: "FieldDef") -> bool:
        """Whether the value changes though the record does not: it asks for the present, or for people's names."""
        if self.invalid(field) is not None:
            return False
        for item in walk(self._checked(field)):
            if isinstance(item, Applied) and item.function.volatile:
                return True
            if isinstance(item, FieldValue):
                formula = isinstance(item.field.config, FormulaConfig)
                if item.field.kind is ValueKind.USER or (formula and self.volatile(item.field)):
                    return True
        return False

    def _checked(self, field: "FieldDef") -> Typed:
        """Raises FormulaError."""
        found = self._typed.get(field.id)
        if found is None:
            if field.id in self._open:
                raise FormulaError.one("circular_formula", f"{field.name} uses itself.", _WHOLE)
            self._open.append(field.id)
            try:
                found = self._check(field)
            except FormulaError as error:
                found = error
            finally:
                self._open.pop()
            self._typed[field.id] = found
        if isinstance(found, FormulaError):
            raise found
        return found

    def _check(self, field: "FieldDef") -> Typed:
        config = _config(field)
        typed = check(parse_stored(config.expression), self._fields.get, (), config.known, self._titles)
        for used in (item.field for item in walk(typed) if isinstance(item, FieldValue)):
            if isinstance(used.config, DerivedConfig) and used.config.invalid:
                message = f"It uses {used.name}, which is invalid: {used.config.invalid}"
                raise FormulaError.one("invalid_formula", message[:2_000], _WHOLE)
            if isinstance(used.config, FormulaConfig):
                try:
                    self._checked(used)
                except FormulaError as error:
                    reason = "; ".join(problem.message for problem in error.problems)
                    message = f"It uses the formula {used.name}, which is invalid: {reason}"
                    raise FormulaError.one("invalid_formula", message[:2_000], _WHOLE) from None
        if _result(typed) != _stored_type(field):
            message = "A field that it uses has another type now; save the formula again to use it as that."
            raise FormulaError.one("type_changed", message, _WHOLE)
        return typed

    def _raw(self, field: "FieldDef", span: Span) -> Sql:
        """Another formula inside one."""
        return self.compiled(self._fields[field.id]).raw


@lru_cache(maxsize=300)
def formulas_of(fields: "tuple[FieldDef, ...]", titles: "tuple[FieldDef, ...]", table: int) -> Formulas:
    """The formulas of a table with exactly these fields, hidden ones apart. Schemas are read again and again; a formula
    takes about two milliseconds to check and compile, which a list of tables would otherwise pay each time."""
    return Formulas(fields, titles, table)


def by_link(titles: "Iterable[FieldDef]") -> "Mapping[str, FieldDef]":
    """Hidden fields by the id of the link that each stands for."""
    return {field.config.link_field: field for field in titles if isinstance(field.config, DerivedConfig)}


def _result(typed: Typed) -> FormulaType:
    return result_type(typed.type)


def result_type(type: FormulaType) -> FormulaType:
    """What a field with a formula of this type is: a formula that is always blank counts as text."""
    return FormulaType(Kind.TEXT, type.many) if type.kind is Kind.BLANK else type


def _stored_type(field: "FieldDef") -> FormulaType:
    result = _config(field).result
    return FormulaType(Kind(result.kind), result.many)


def _config(field: "FieldDef") -> FormulaConfig:
    if not isinstance(field.config, FormulaConfig):
        raise TypeError(f"{field.name} is no formula")
    return field.config
