"""FLOOR."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_nonzero
from core.formula.types import NUMBER, ErrorCode

FUNCTION = Function(
    "FLOOR",
    Category.NUMERIC,
    "The nearest multiple of a step (1 if you give none) at or below the number.",
    "FLOOR(3.46, 0.1) = 3.4",
    (
        Overload(
            (
                Param("number", Accept.NUMBER),
                Param("significance", Accept.NUMBER, optional=True, default="1"),
            ),
            NUMBER,
            "fx.multiple_of({number}, {significance}, 'down')",
            unless_nonzero("significance", ErrorCode.NUMBER),
        ),
    ),
)
