"""SUBSTITUTE."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "SUBSTITUTE",
    Category.TEXT,
    "The text with each occurrence of an old text replaced, or only the one whose number you give. Capitals count.",
    'SUBSTITUTE("gold mold", "old", "et", 1) = "get mold"',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("old", Accept.TEXT),
                Param("new", Accept.TEXT),
            ),
            TEXT,
            "fx.substitute({text}, {old}, {new})",
            "CASE WHEN fx.substitute({text}, {old}, {new}) IS NULL THEN '#VALUE!' END",
        ),
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("old", Accept.TEXT),
                Param("new", Accept.TEXT),
                Param("index", Accept.NUMBER, optional=True),
            ),
            TEXT,
            "fx.substitute({text}, {old}, {new}, {index})",
            "CASE WHEN fx.substitute({text}, {old}, {new}, {index}) IS NULL THEN '#VALUE!' END",
        ),
    ),
)
