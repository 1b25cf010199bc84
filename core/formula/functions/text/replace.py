"""REPLACE."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "REPLACE",
    Category.TEXT,
    "The text with some characters, from a position on, replaced by another text.",
    'REPLACE("database", 2, 5, "o") = "dose"',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("start", Accept.NUMBER),
                Param("count", Accept.NUMBER),
                Param("new", Accept.TEXT),
            ),
            TEXT,
            "fx.replace_at({text}, {start}, {count}, {new})",
            "CASE WHEN fx.replace_at({text}, {start}, {count}, {new}) IS NULL THEN '#VALUE!' END",
        ),
    ),
)
