"""DATETIME_DIFF.

Units as in DATEADD; days and longer are counted on the calendar of the first date's zone.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_literal
from core.formula.functions.units import DAYS_AND_LONGER, UNITS
from core.formula.types import NUMBER

FUNCTION = Function(
    "DATETIME_DIFF",
    Category.DATE,
    "How many whole units the first date is after the second; negative when it is before. Seconds if you give no unit.",
    'DATETIME_DIFF("2026-11-22", "2026-11-20", "days") = 2',
    (
        Overload(
            (
                Param("first", Accept.DATE),
                Param("second", Accept.DATE),
                Param("unit", Accept.TEXT, choices=DAYS_AND_LONGER, literal=True),
            ),
            NUMBER,
            "fx.date_diff({first}, {second}, fx.unit({unit}))",
        ),
        Overload(
            (
                Param("first", Accept.DATETIME),
                Param("second", Accept.DATETIME),
                Param("unit", Accept.TEXT, optional=True, default="'seconds'", choices=UNITS),
            ),
            NUMBER,
            "fx.date_diff({first}, {second}, fx.unit({unit}), {first_zone})",
            unless_literal("unit", "fx.unit({unit}) IS NULL"),
        ),
    ),
)
