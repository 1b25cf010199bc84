"""TODAY."""

from core.formula.functions.base import Category, Function, Overload
from core.formula.types import DATE

FUNCTION = Function(
    "TODAY",
    Category.DATE,
    "Today's date in the time zone of the formula.",
    'IS_BEFORE("2020-01-01", TODAY()) = TRUE()',
    (Overload((), DATE, "({now} AT TIME ZONE {zone})::date"),),
    volatile=True,
    bare=True,
)
