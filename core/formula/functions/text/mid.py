"""MID."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "MID",
    Category.TEXT,
    "As many characters of a text as you say, from a position on; the first is 1.",
    'MID("quick brown fox", 7, 5) = "brown"',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("start", Accept.NUMBER),
                Param("count", Accept.NUMBER),
            ),
            TEXT,
            "fx.mid({text}, {start}, {count})",
        ),
    ),
)
