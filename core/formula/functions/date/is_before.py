"""IS_BEFORE."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import BOOLEAN

FUNCTION = Function(
    "IS_BEFORE",
    Category.DATE,
    "Whether the first date is earlier than the second.",
    'IS_BEFORE("2026-11-22", "2026-11-21") = FALSE()',
    (
        Overload(
            (
                Param("first", Accept.DATETIME),
                Param("second", Accept.DATETIME),
            ),
            BOOLEAN,
            "coalesce({first} < {second}, false)",
        ),
    ),
)
