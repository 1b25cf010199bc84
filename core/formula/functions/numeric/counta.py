"""COUNTA."""

from core.formula.functions.base import Accept, Arg, Call, Category, Form, Function, Overload, Param
from core.formula.types import NUMBER, Kind


def _value(call: Call) -> str:
    return " + ".join(_counted(arg) for arg in call.several("values"))


def _counted(arg: Arg) -> str:
    if arg.type.many:
        return f"fx.filled(fx.array_compact({arg.sql}))"
    value = f"nullif({arg.sql}, '')" if arg.type.kind is Kind.TEXT else arg.sql
    return f"num_nonnulls({value})::double precision"


FUNCTION = Function(
    "COUNTA",
    Category.NUMERIC,
    "How many of the values, and of what lists hold, are not blank.",
    'COUNTA(1, "two", BLANK()) = 2',
    (Overload((Param("values", Accept.ANY, Form.EACH),), NUMBER, _value),),
)
