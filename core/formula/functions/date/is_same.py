"""IS_SAME.

Weeks start on Sunday. Units are looked at in the first date's time zone.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_literal
from core.formula.functions.units import UNITS
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "IS_SAME",
    Category.DATE,
    "Whether two dates are the same, or lie in the same unit: year, quarter, month, week, day, hour, minute, second.",
    'IS_SAME("2026-11-22", "2026-11-01", "month") = TRUE()',
    (
        Overload(
            (
                Param("first", Accept.DATETIME),
                Param("second", Accept.DATETIME),
            ),
            BOOLEAN,
            "coalesce({first} = {second}, false)",
        ),
        Overload(
            (
                Param("first", Accept.DATETIME),
                Param("second", Accept.DATETIME),
                Param("unit", Accept.TEXT, optional=True, choices=UNITS),
            ),
            BOOLEAN,
            "coalesce(fx.date_same({first}, {second}, fx.unit({unit}), {first_zone}), false)",
            unless_literal("unit", "fx.unit({unit}) IS NULL"),
        ),
    ),
)
