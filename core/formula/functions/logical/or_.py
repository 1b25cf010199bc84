"""OR."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "OR",
    Category.LOGICAL,
    "Whether at least one condition holds.",
    "OR(1 > 2, 2 < 3) = TRUE()",
    (
        Overload(
            (Param("conditions", Accept.BOOLEAN, Form.REST),), BOOLEAN, "coalesce(true = ANY({conditions}), false)"
        ),
    ),
)
