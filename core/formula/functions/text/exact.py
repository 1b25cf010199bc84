"""EXACT."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "EXACT",
    Category.TEXT,
    "Whether two texts are the same, capitals too.",
    'EXACT("Word", "word") = FALSE()',
    (
        Overload(
            (
                Param("first", Accept.TEXT),
                Param("second", Accept.TEXT),
            ),
            BOOLEAN,
            "{first} = {second}",
        ),
    ),
)
