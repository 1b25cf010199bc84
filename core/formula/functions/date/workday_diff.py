"""WORKDAY_DIFF."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.functions.checks import holidays_problem
from core.formula.types import NUMBER

FUNCTION = Function(
    "WORKDAY_DIFF",
    Category.DATE,
    "How many working days there are from one date to another, both included. Holidays are listed as in WORKDAY.",
    'WORKDAY_DIFF("2026-11-20", "2026-11-23") = 2',
    (
        Overload(
            (
                Param("start", Accept.DATE),
                Param("end", Accept.DATE),
            ),
            NUMBER,
            "fx.workday_diff({start}, {end}, '{{}}')",
        ),
        Overload(
            (
                Param("start", Accept.DATE),
                Param("end", Accept.DATE),
                Param("holidays", Accept.TEXT, check=holidays_problem),
            ),
            NUMBER,
            "fx.workday_diff({start}, {end}, fx.holidays({holidays}))",
            "CASE WHEN fx.holidays({holidays}) IS NULL THEN '#VALUE!' END",
        ),
        Overload(
            (
                Param("start", Accept.DATE),
                Param("end", Accept.DATE),
                Param("holidays", Accept.DATE, Form.MANY, optional=True),
            ),
            NUMBER,
            "fx.workday_diff({start}, {end}, fx.free_weekdays({holidays}))",
        ),
    ),
)
