"""LEN."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "LEN",
    Category.TEXT,
    "How many characters a text has.",
    'LEN("quick") = 5',
    (Overload((Param("text", Accept.TEXT),), NUMBER, "length({text})::double precision"),),
)
