"""IS_AFTER."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "IS_AFTER",
    Category.DATE,
    "Whether the first date is later than the second.",
    'IS_AFTER("2026-11-22", "2026-11-21") = TRUE()',
    (
        Overload(
            (
                Param("first", Accept.DATETIME),
                Param("second", Accept.DATETIME),
            ),
            BOOLEAN,
            "coalesce({first} > {second}, false)",
        ),
    ),
)
