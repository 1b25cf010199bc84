"""HOUR."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "HOUR",
    Category.DATE,
    "The hour of a time, 0 to 23.",
    'HOUR("2026-11-22T15:30:45") = 15',
    (
        Overload(
            (Param("date", Accept.DATETIME),),
            NUMBER,
            "extract(hour FROM {date} AT TIME ZONE {date_zone})::double precision",
        ),
    ),
)
