"""SECOND."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "SECOND",
    Category.DATE,
    "The second of a time, 0 to 59.",
    'SECOND("2026-11-22T15:30:45") = 45',
    (
        Overload(
            (Param("date", Accept.DATETIME),),
            NUMBER,
            "floor(extract(second FROM {date} AT TIME ZONE {date_zone}))::double precision",
        ),
    ),
)
