"""EXP."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "EXP",
    Category.NUMERIC,
    "Euler's number raised to a power.",
    "ROUND(EXP(1), 4) = 2.7183",
    (Overload((Param("power", Accept.NUMBER),), NUMBER, "fx.exp({power})"),),
)
