"""FALSE."""

from core.formula.functions.base import Category, Function, Overload
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "FALSE",
    Category.LOGICAL,
    "False; a checkbox that is not ticked. As a number it is 0.",
    "FALSE() = (1 = 2)",
    (Overload((), BOOLEAN, "false"),),
    bare=True,
)
