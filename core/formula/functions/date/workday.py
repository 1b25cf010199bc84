"""WORKDAY."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.functions.checks import holidays_problem
from core.formula.types import DATE

_OUTSIDE = (
    "CASE WHEN fx.workday(coalesce({start}, '2000-01-03'), {days}, fx.free_weekdays({holidays})) IS NULL"
    " THEN '#NUM!' END"
)
_ERROR = (
    "coalesce(CASE WHEN fx.holidays({holidays}) IS NULL THEN '#VALUE!' END,"
    " CASE WHEN fx.workday(coalesce({start}, '2000-01-03'), {days}, fx.holidays({holidays})) IS NULL THEN '#NUM!' END)"
)

FUNCTION = Function(
    "WORKDAY",
    Category.DATE,
    'The date so many working days later, or earlier; holidays are written like "2026-12-25, 2026-12-26".',
    'WORKDAY("2026-11-20", 1) = DATETIME_PARSE("2026-11-23")',
    (
        Overload(
            (
                Param("start", Accept.DATE),
                Param("days", Accept.NUMBER),
            ),
            DATE,
            "fx.workday({start}, {days}, '{{}}')",
            "CASE WHEN fx.workday(coalesce({start}, '2000-01-03'), {days}, '{{}}') IS NULL THEN '#NUM!' END",
        ),
        Overload(
            (
                Param("start", Accept.DATE),
                Param("days", Accept.NUMBER),
                Param("holidays", Accept.TEXT, check=holidays_problem),
            ),
            DATE,
            "fx.workday({start}, {days}, fx.holidays({holidays}))",
            _ERROR,
        ),
        Overload(
            (
                Param("start", Accept.DATE),
                Param("days", Accept.NUMBER),
                Param("holidays", Accept.DATE, Form.MANY, optional=True),
            ),
            DATE,
            "fx.workday({start}, {days}, fx.free_weekdays({holidays}))",
            _OUTSIDE,
        ),
    ),
)
