"""ROUND.

Halves go towards plus infinity, so -2.5 gives -2. Negative places are left of the point.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "ROUND",
    Category.NUMERIC,
    "The number at as many decimal places as you say; halves go up.",
    "ROUND(3.456, 2) = 3.46",
    (
        Overload(
            (
                Param("number", Accept.NUMBER),
                Param("precision", Accept.NUMBER, optional=True, default="0"),
            ),
            NUMBER,
            "fx.round_to({number}, {precision}, 'half')",
        ),
    ),
)
