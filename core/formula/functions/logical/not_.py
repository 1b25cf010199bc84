"""NOT."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "NOT",
    Category.LOGICAL,
    "The opposite of a condition.",
    "NOT(1 > 2) = TRUE()",
    (Overload((Param("condition", Accept.BOOLEAN),), BOOLEAN, "NOT {condition}"),),
)
