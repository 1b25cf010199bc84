"""YEAR."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "YEAR",
    Category.DATE,
    "The year of a date.",
    'YEAR("2026-11-22") = 2026',
    (Overload((Param("date", Accept.DATE),), NUMBER, "extract(year FROM {date})::double precision"),),
)
