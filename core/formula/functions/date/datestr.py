"""DATESTR."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "DATESTR",
    Category.DATE,
    "The date as text, like 2026-11-22.",
    'DATESTR("2026-11-22T15:30:45") = "2026-11-22"',
    (Overload((Param("date", Accept.DATE),), TEXT, "fx.date_text({date})"),),
)
