"""REPT."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "REPT",
    Category.TEXT,
    "The text as many times as you say, up to 100,000 characters.",
    'REPT("Hi! ", 3) = "Hi! Hi! Hi! "',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("count", Accept.NUMBER),
            ),
            TEXT,
            "fx.repeat({text}, {count})",
            "CASE WHEN fx.repeat({text}, {count}) IS NULL THEN '#VALUE!' END",
        ),
    ),
)
