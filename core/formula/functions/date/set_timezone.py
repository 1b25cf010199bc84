"""SET_TIMEZONE."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import zone_problem
from core.formula.types import DATETIME

FUNCTION = Function(
    "SET_TIMEZONE",
    Category.DATE,
    'The same moment, seen in a time zone like "Europe/Athens" by the functions around it.',
    'DATETIME_FORMAT(SET_TIMEZONE("2026-11-22T12:00:00Z", "Europe/Athens"), "HH:mm") = "14:00"',
    (
        Overload(
            (
                Param("date", Accept.DATETIME),
                Param("zone", Accept.TEXT, check=zone_problem),
            ),
            DATETIME,
            "{date}",
            "CASE WHEN fx.zone({zone}) IS NULL THEN '#VALUE!' END",
            sets_zone="zone",
        ),
    ),
)
