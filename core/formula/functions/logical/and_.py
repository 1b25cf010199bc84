"""AND."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "AND",
    Category.LOGICAL,
    "Whether all conditions hold.",
    "AND(1 < 2, 2 < 3) = TRUE()",
    (
        Overload(
            (Param("conditions", Accept.BOOLEAN, Form.REST),), BOOLEAN, "coalesce(true = ALL({conditions}), false)"
        ),
    ),
)
