"""ROUNDDOWN."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "ROUNDDOWN",
    Category.NUMERIC,
    "The number cut to as many decimal places as you say, towards zero.",
    "ROUNDDOWN(1.99, 1) = 1.9",
    (
        Overload(
            (
                Param("number", Accept.NUMBER),
                Param("precision", Accept.NUMBER, optional=True, default="0"),
            ),
            NUMBER,
            "fx.round_to({number}, {precision}, 'down')",
        ),
    ),
)
