"""LEFT."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "LEFT",
    Category.TEXT,
    "The first characters of a text.",
    'LEFT("spreadsheet", 6) = "spread"',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("count", Accept.NUMBER),
            ),
            TEXT,
            "fx.left({text}, {count})",
        ),
    ),
)
