"""ISBLANK."""

from core.formula.functions.base import Accept, Call, Category, Function, Overload, Param
from core.formula.types import BOOLEAN, Kind


def _value(call: Call) -> str:
    arg = call.one("value")
    if arg.type.many:
        return f"fx.filled({arg.sql}) = 0"
    if arg.type.kind is Kind.TEXT:
        return f"coalesce({arg.sql}, '') = ''"
    return f"{arg.sql} IS {'NOT TRUE' if arg.type.kind is Kind.BOOLEAN else 'NULL'}"


FUNCTION = Function(
    "ISBLANK",
    Category.LOGICAL,
    "Whether there is no value, like = BLANK().",
    'ISBLANK("") = TRUE()',
    (Overload((Param("value", Accept.ANY),), BOOLEAN, _value),),
)
