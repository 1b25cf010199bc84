"""CONCATENATE."""

from core.formula.functions.base import Accept, Call, Category, Form, Function, Overload, Param
from core.formula.types import TEXT


def _value(call: Call) -> str:
    return " || ".join(arg.sql for arg in call.several("texts"))


FUNCTION = Function(
    "CONCATENATE",
    Category.TEXT,
    "Joins texts to one, as & does.",
    'CONCATENATE("a", 1, "b") = "a1b"',
    (Overload((Param("texts", Accept.TEXT, Form.EACH),), TEXT, _value),),
)
