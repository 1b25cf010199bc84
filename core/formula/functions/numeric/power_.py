"""POWER."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "POWER",
    Category.NUMERIC,
    "A number raised to a power.",
    "POWER(3, 4) = 81",
    (
        Overload(
            (
                Param("base", Accept.NUMBER),
                Param("power", Accept.NUMBER),
            ),
            NUMBER,
            "fx.raise_to({base}, {power})",
            "CASE WHEN fx.raise_to({base}, {power}) IS NULL THEN '#NUM!' END",
        ),
    ),
)
