"""MINUTE."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "MINUTE",
    Category.DATE,
    "The minute of a time, 0 to 59.",
    'MINUTE("2026-11-22T15:30:45") = 30',
    (
        Overload(
            (Param("date", Accept.DATETIME),),
            NUMBER,
            "extract(minute FROM {date} AT TIME ZONE {date_zone})::double precision",
        ),
    ),
)
