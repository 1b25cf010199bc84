"""WEEKNUM.

The last days of December may lie in week 1 of the next year.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_literal
from core.formula.types import NUMBER

FUNCTION = Function(
    "WEEKNUM",
    Category.DATE,
    "The number of the week in the year, whose weeks begin on Sunday, or on Monday; week 1 is the one with 1 January.",
    'WEEKNUM("2026-11-22") = 48',
    (
        Overload(
            (
                Param("date", Accept.DATE),
                Param("first", Accept.TEXT, optional=True, default="'Sunday'", choices=("Sunday", "Monday")),
            ),
            NUMBER,
            "fx.weeknum({date}, {first})",
            unless_literal("first", "fx.weekday('2000-01-01', {first}) IS NULL"),
        ),
    ),
)
