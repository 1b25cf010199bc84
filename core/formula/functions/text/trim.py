"""TRIM."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "TRIM",
    Category.TEXT,
    "The text without white space at both ends.",
    'TRIM("  Hello! ") = "Hello!"',
    (Overload((Param("text", Accept.TEXT),), TEXT, "fx.trim({text})"),),
)
