"""T."""

from core.formula.functions.base import Accept, Call, Category, Function, Overload, Param
from core.formula.types import TEXT


def _value(call: Call) -> str:
    arg = call.one("value")
    return arg.sql if arg.type == TEXT else "NULL::text"


FUNCTION = Function(
    "T",
    Category.TEXT,
    "The value if it is text, else blank.",
    'T("text only") = "text only"',
    (Overload((Param("value", Accept.ANY),), TEXT, _value),),
)
