"""DAY."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "DAY",
    Category.DATE,
    "The day of a date in its month, 1 to 31.",
    'DAY("2026-11-22") = 22',
    (Overload((Param("date", Accept.DATE),), NUMBER, "extract(day FROM {date})::double precision"),),
)
