"""REGEX_MATCH.

Patterns are RE2's (no references back, no looking around); one that cannot be used is an error value.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "REGEX_MATCH",
    Category.REGEX,
    "Whether a regular expression matches some part of the text.",
    'REGEX_MATCH("Hello 42", "[0-9]+") = TRUE()',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("pattern", Accept.TEXT),
            ),
            BOOLEAN,
            "coalesce({text} ~ fx.regex({pattern}), false)",
            "CASE WHEN fx.regex({pattern}) IS NULL THEN '#VALUE!' END",
        ),
    ),
)
