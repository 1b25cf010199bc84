"""XOR."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "XOR",
    Category.LOGICAL,
    "Whether an odd number of conditions hold.",
    "XOR(TRUE(), FALSE(), FALSE()) = TRUE()",
    (
        Overload(
            (Param("conditions", Accept.BOOLEAN, Form.REST),),
            BOOLEAN,
            "cardinality(array_positions({conditions}, true)) % 2 = 1",
        ),
    ),
)
