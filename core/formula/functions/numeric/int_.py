"""INT."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "INT",
    Category.NUMERIC,
    "The greatest whole number at or below the number.",
    "INT(-1.5) = -2",
    (Overload((Param("number", Accept.NUMBER),), NUMBER, "floor({number})"),),
)
