"""CEILING."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_nonzero
from core.formula.types import NUMBER, ErrorCode

FUNCTION = Function(
    "CEILING",
    Category.NUMERIC,
    "The nearest multiple of a step (1 if you give none) at or above the number.",
    "CEILING(1.01, 0.1) = 1.1",
    (
        Overload(
            (
                Param("number", Accept.NUMBER),
                Param("significance", Accept.NUMBER, optional=True, default="1"),
            ),
            NUMBER,
            "fx.multiple_of({number}, {significance}, 'up')",
            unless_nonzero("significance", ErrorCode.NUMBER),
        ),
    ),
)
