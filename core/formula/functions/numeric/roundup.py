"""ROUNDUP."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "ROUNDUP",
    Category.NUMERIC,
    "The number at as many decimal places as you say, away from zero.",
    "ROUNDUP(1.11, 1) = 1.2",
    (
        Overload(
            (
                Param("number", Accept.NUMBER),
                Param("precision", Accept.NUMBER, optional=True, default="0"),
            ),
            NUMBER,
            "fx.round_to({number}, {precision}, 'up')",
        ),
    ),
)
