"""ODD."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "ODD",
    Category.NUMERIC,
    "The nearest odd number at the number or further from zero.",
    "ODD(-1.5) = -3",
    (Overload((Param("number", Accept.NUMBER),), NUMBER, "fx.odd({number})"),),
)
