"""EVEN."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "EVEN",
    Category.NUMERIC,
    "The smallest even number at or above the number.",
    "EVEN(1.5) = 2",
    (Overload((Param("number", Accept.NUMBER),), NUMBER, "fx.even({number})"),),
)
