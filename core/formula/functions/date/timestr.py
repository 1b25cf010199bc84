"""TIMESTR."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "TIMESTR",
    Category.DATE,
    "The time of day as text, like 15:30:45.",
    'TIMESTR("2026-11-22T15:30:45") = "15:30:45"',
    (Overload((Param("date", Accept.DATETIME),), TEXT, "fx.timestr({date} AT TIME ZONE {date_zone})"),),
)
