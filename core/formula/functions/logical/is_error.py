"""ISERROR."""

from core.formula.functions.base import Accept, Call, Category, Function, Overload, Param
from core.formula.types import BOOLEAN


def _value(call: Call) -> str:
    error = call.one("value").error
    return "false" if error is None else f"({error} IS NOT NULL)"


FUNCTION = Function(
    "ISERROR",
    Category.LOGICAL,
    "Whether the expression runs into an error.",
    "ISERROR(1/0) = TRUE()",
    (Overload((Param("value", Accept.ANY),), BOOLEAN, _value),),
    lazy=True,
)
