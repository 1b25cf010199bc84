"""MOD."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_nonzero
from core.formula.types import NUMBER, ErrorCode

FUNCTION = Function(
    "MOD",
    Category.NUMERIC,
    "What is left of a number after dividing it by another; it has the sign of the divisor.",
    "MOD(7, 5) = 2",
    (
        Overload(
            (
                Param("number", Accept.NUMBER),
                Param("divisor", Accept.NUMBER),
            ),
            NUMBER,
            "fx.remainder({number}, {divisor})",
            unless_nonzero("divisor", ErrorCode.DIVISION),
        ),
    ),
)
