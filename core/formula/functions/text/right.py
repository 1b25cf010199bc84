"""RIGHT."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "RIGHT",
    Category.TEXT,
    "The last characters of a text.",
    'RIGHT("spreadsheet", 5) = "sheet"',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("count", Accept.NUMBER),
            ),
            TEXT,
            "fx.right({text}, {count})",
        ),
    ),
)
