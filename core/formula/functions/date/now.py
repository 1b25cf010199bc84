"""NOW."""

from core.formula.functions.base import Category, Function, Overload
from core.formula.types import DATETIME

FUNCTION = Function(
    "NOW",
    Category.DATE,
    "The present moment, at each time that the value is asked for.",
    'IS_AFTER(NOW(), "2020-01-01")',
    (Overload((), DATETIME, "{now}"),),
    volatile=True,
    bare=True,
)
