"""DATEADD.

Days and longer units are counted on the calendar of the date's time zone, and their number is rounded; the day of a
month is held at its end. A date stays a date with these, and becomes a moment with shorter units, and with
units that are not written out in the formula.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.units import DAYS_AND_LONGER, UNITS
from core.formula.types import DATE, DATETIME


def _error(fails: str) -> str:
    """A unit from a field that is none, or a result outside the years 1 to 9999."""
    return f"coalesce(CASE WHEN fx.unit({{unit}}) IS NULL THEN '#VALUE!' END, CASE WHEN {fails} THEN '#NUM!' END)"


FUNCTION = Function(
    "DATEADD",
    Category.DATE,
    "A date so many years, quarters, months, weeks, days, hours, minutes, seconds or milliseconds later, or earlier.",
    'DATEADD("2026-01-31", 1, "months") = "2026-02-28"',
    (
        Overload(
            (
                Param("date", Accept.DATETIME),
                Param("count", Accept.NUMBER),
                Param("unit", Accept.TEXT, choices=UNITS),
            ),
            DATETIME,
            "fx.date_add({date}, {count}, fx.unit({unit}), {date_zone})",
            _error("fx.date_add_fails({date}, {count}, fx.unit({unit}), {date_zone})"),
        ),
        Overload(
            (
                Param("date", Accept.DATE),
                Param("count", Accept.NUMBER),
                Param("unit", Accept.TEXT, choices=DAYS_AND_LONGER, literal=True),
            ),
            DATE,
            "fx.date_add({date}, {count}, fx.unit({unit}))",
            _error("fx.date_add_fails({date}, {count}, fx.unit({unit}))"),
        ),
    ),
)
