"""UPPER."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "UPPER",
    Category.TEXT,
    "The text in capitals.",
    'UPPER("hello") = "HELLO"',
    (Overload((Param("text", Accept.TEXT),), TEXT, "fx.upper({text})"),),
)
