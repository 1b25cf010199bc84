"""SUM.

Single values need no list.
"""

from core.formula.functions.base import Accept, Call, Category, Form, Function, Overload, Param
from core.formula.types import NUMBER


def _value(call: Call) -> str:
    total, *others = (arg.sql for arg in call.several("numbers"))
    for other in others:
        total = f"fx.add({total}, {other})"
    return total


FUNCTION = Function(
    "SUM",
    Category.NUMERIC,
    "All numbers added up, those of lists too; blanks count as nothing.",
    "SUM(1, 2, 3) = 6",
    (
        Overload((Param("numbers", Accept.NUMBER, Form.EACH),), NUMBER, _value),
        Overload((Param("numbers", Accept.NUMBER, Form.REST),), NUMBER, "fx.sum({numbers})"),
    ),
)
