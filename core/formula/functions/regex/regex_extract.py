"""REGEX_EXTRACT.

Patterns are RE2's (no references back, no looking around); one that cannot be used is an error value.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

_ERROR = (
    "coalesce(CASE WHEN fx.regex({pattern}) IS NULL THEN '#VALUE!' END,"
    " CASE WHEN regexp_substr({text}, fx.regex({pattern})) IS NULL THEN '#ERROR!' END)"
)

FUNCTION = Function(
    "REGEX_EXTRACT",
    Category.REGEX,
    "The first part of the text that a regular expression matches; an error when there is none.",
    'REGEX_EXTRACT("Order 66 of 99", "[0-9]+") = "66"',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("pattern", Accept.TEXT),
            ),
            TEXT,
            "regexp_substr({text}, fx.regex({pattern}))",
            _ERROR,
        ),
    ),
)
