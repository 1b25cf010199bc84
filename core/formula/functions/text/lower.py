"""LOWER."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "LOWER",
    Category.TEXT,
    "The text in small letters.",
    'LOWER("Hello") = "hello"',
    (Overload((Param("text", Accept.TEXT),), TEXT, "fx.lower({text})"),),
)
