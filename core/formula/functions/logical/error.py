"""ERROR.

The message is for those who read the formula.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import BLANK

FUNCTION = Function(
    "ERROR",
    Category.LOGICAL,
    "An error, for records that must not have a value.",
    "ISERROR(ERROR()) = TRUE()",
    (Overload((Param("message", Accept.TEXT, optional=True),), BLANK, "NULL", "'#ERROR!'"),),
)
