"""What an expression is: a kind, one or many, and how SQL holds it.

Values in SQL are ``text``, ``double precision``, ``boolean``, ``date`` and ``timestamptz``, and arrays of these; blank
is NULL, in an array a NULL element. How types turn into each other is written down in ``core.formula.coerce``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    BLANK = "blank"
    """``BLANK()``, which is a blank of any other kind."""


_SQL: Mapping[Kind, str] = {
    Kind.TEXT: "text",
    Kind.NUMBER: "double precision",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.DATETIME: "timestamptz",
    Kind.BLANK: "text",
}


@dataclass(frozen=True, slots=True)
class FormulaType:
    kind: Kind
    many: bool = False

    @property
    def sql(self) -> str:
        """The SQL type."""
        return f"{_SQL[self.kind]}[]" if self.many else _SQL[self.kind]

    @property
    def one(self) -> "FormulaType":
        return FormulaType(self.kind)

    @property
    def list(self) -> "FormulaType":
        return FormulaType(self.kind, many=True)

    def __str__(self) -> str:
        return f"list of {self.kind.value}" if self.many else self.kind.value


TEXT = FormulaType(Kind.TEXT)
NUMBER = FormulaType(Kind.NUMBER)
BOOLEAN = FormulaType(Kind.BOOLEAN)
DATE = FormulaType(Kind.DATE)
DATETIME = FormulaType(Kind.DATETIME)
BLANK = FormulaType(Kind.BLANK)


class ErrorCode(StrEnum):
    """Error values. In SQL an expression's error is this text, or NULL when there is none."""

    ERROR = "#ERROR!"
    DIVISION = "#DIV/0!"
    NUMBER = "#NUM!"
    VALUE = "#VALUE!"


MESSAGES: Mapping[ErrorCode, str] = {
    ErrorCode.ERROR: "The formula ran into an error.",
    ErrorCode.DIVISION: "Division by zero.",
    ErrorCode.NUMBER: "The number is too large, or the operation has no number as its result.",
    ErrorCode.VALUE: "A value cannot be read as what the formula needs here.",
}
