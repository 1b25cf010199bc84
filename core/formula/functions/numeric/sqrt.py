"""SQRT."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "SQRT",
    Category.NUMERIC,
    "The square root of a number that is not negative.",
    "SQRT(9) = 3",
    (
        Overload(
            (Param("number", Accept.NUMBER),),
            NUMBER,
            value="sqrt(greatest({number}, 0))",
            error="CASE WHEN {number} < 0 THEN '#NUM!' END",
        ),
    ),
)
