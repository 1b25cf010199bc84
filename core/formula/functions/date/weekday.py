"""WEEKDAY."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_literal
from core.formula.types import NUMBER

FUNCTION = Function(
    "WEEKDAY",
    Category.DATE,
    "The day of the week from 0, Sunday, to 6; or from Monday on.",
    'WEEKDAY("2026-11-22") = 0',
    (
        Overload(
            (
                Param("date", Accept.DATE),
                Param("first", Accept.TEXT, optional=True, default="'Sunday'", choices=("Sunday", "Monday")),
            ),
            NUMBER,
            "fx.weekday({date}, {first})",
            unless_literal("first", "fx.weekday('2000-01-01', {first}) IS NULL"),
        ),
    ),
)
