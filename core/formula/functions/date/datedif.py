"""DATEDIF.

Kept for formulas from elsewhere.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_literal
from core.formula.functions.units import UNITS
from core.formula.types import NUMBER

FUNCTION = Function(
    "DATEDIF",
    Category.DATE,
    "How many whole units lie between a start and an end; DATETIME_DIFF with the dates the other way round.",
    'DATEDIF("2026-11-20", "2026-11-22", "days") = 2',
    (
        Overload(
            (
                Param("start", Accept.DATETIME),
                Param("end", Accept.DATETIME),
                Param("unit", Accept.TEXT, choices=UNITS),
            ),
            NUMBER,
            "fx.date_diff({end}, {start}, fx.unit({unit}), {start_zone})",
            unless_literal("unit", "fx.unit({unit}) IS NULL"),
        ),
    ),
)
