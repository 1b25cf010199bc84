"""TRUE."""

from core.formula.functions.base import Category, Function, Overload
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "TRUE",
    Category.LOGICAL,
    "True; a checkbox that is ticked. As a number it is 1.",
    "TRUE() = (1 = 1)",
    (Overload((), BOOLEAN, "true"),),
    bare=True,
)
