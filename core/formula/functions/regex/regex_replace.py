"""REGEX_REPLACE.

Patterns are RE2's (no references back, no looking around); one that cannot be used is an error value.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

_VALUE = "fx.regex_replace({text}, fx.regex({pattern}), fx.regex_replacement({replacement}))"

FUNCTION = Function(
    "REGEX_REPLACE",
    Category.REGEX,
    "The text with all that a regular expression matches replaced; $1 in the replacement is the first group.",
    'REGEX_REPLACE("2026-11-22", "([0-9]+)-([0-9]+)-([0-9]+)", "$3.$2.$1") = "22.11.2026"',
    (
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("pattern", Accept.TEXT),
                Param("replacement", Accept.TEXT),
            ),
            TEXT,
            _VALUE,
            f"CASE WHEN {_VALUE} IS NULL THEN '#VALUE!' END",
        ),
    ),
)
