"""MONTH."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "MONTH",
    Category.DATE,
    "The month of a date, 1 to 12.",
    'MONTH("2026-11-22") = 11',
    (Overload((Param("date", Accept.DATE),), NUMBER, "extract(month FROM {date})::double precision"),),
)
