"""ABS."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "ABS",
    Category.NUMERIC,
    "The size of a number, without its sign.",
    "ABS(-5) = 5",
    (Overload((Param("number", Accept.NUMBER),), NUMBER, "abs({number})"),),
)
