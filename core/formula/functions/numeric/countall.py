"""COUNTALL."""

from core.formula.functions.base import Accept, Arg, Call, Category, Form, Function, Overload, Param
from core.formula.types import NUMBER


def _value(call: Call) -> str:
    return " + ".join(_counted(arg) for arg in call.several("values"))


def _counted(arg: Arg) -> str:
    return f"cardinality({arg.sql})::double precision" if arg.type.many else "1::double precision"


FUNCTION = Function(
    "COUNTALL",
    Category.NUMERIC,
    "How many values there are, and elements of lists, blanks too.",
    'COUNTALL(1, "two", BLANK()) = 3',
    (Overload((Param("values", Accept.ANY, Form.EACH),), NUMBER, _value),),
)
