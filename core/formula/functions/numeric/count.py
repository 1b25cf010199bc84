"""COUNT."""

from core.formula.functions.base import Accept, Arg, Call, Category, Form, Function, Overload, Param
from core.formula.types import NUMBER, Kind


def _value(call: Call) -> str:
    return " + ".join(_counted(arg) for arg in call.several("values"))


def _counted(arg: Arg) -> str:
    if arg.type.kind is not Kind.NUMBER:
        return "0::double precision"
    return f"fx.filled({arg.sql})" if arg.type.many else f"num_nonnulls({arg.sql})::double precision"


FUNCTION = Function(
    "COUNT",
    Category.NUMERIC,
    "How many of the values, and of what lists hold, are numbers.",
    'COUNT(1, "two", 3) = 2',
    (Overload((Param("values", Accept.ANY, Form.EACH),), NUMBER, _value),),
)
