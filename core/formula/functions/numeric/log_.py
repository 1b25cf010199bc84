"""LOG."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "LOG",
    Category.NUMERIC,
    "The logarithm of a number above zero, to base 10 unless you give another.",
    "LOG(1024, 2) = 10",
    (
        Overload(
            (
                Param("number", Accept.NUMBER),
                Param("base", Accept.NUMBER, optional=True, default="10"),
            ),
            NUMBER,
            "fx.log({number}, {base})",
            "CASE WHEN fx.log({number}, {base}) IS NULL THEN '#NUM!' END",
        ),
    ),
)
