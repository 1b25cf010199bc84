"""FIND."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "FIND",
    Category.TEXT,
    "The position of a text in another, from a start on; 0 when it is not there. The first is 1. Capitals count.",
    'FIND("o", "hello world", 6) = 8',
    (
        Overload(
            (
                Param("needle", Accept.TEXT),
                Param("text", Accept.TEXT),
            ),
            NUMBER,
            "position({needle} IN {text})::double precision",
        ),
        Overload(
            (
                Param("needle", Accept.TEXT),
                Param("text", Accept.TEXT),
                Param("start", Accept.NUMBER, optional=True),
            ),
            NUMBER,
            "fx.find({needle}, {text}, {start})",
        ),
    ),
)
