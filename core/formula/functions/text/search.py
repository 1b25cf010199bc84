"""SEARCH."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "SEARCH",
    Category.TEXT,
    "The position of a text in another, from a start on, whatever the capitals; blank when it is not there.",
    'SEARCH("WORLD", "hello world") = 7',
    (
        Overload(
            (
                Param("needle", Accept.TEXT),
                Param("text", Accept.TEXT),
            ),
            NUMBER,
            "nullif(position(fx.folded({needle}) IN fx.folded({text})), 0)::double precision",
        ),
        Overload(
            (
                Param("needle", Accept.TEXT),
                Param("text", Accept.TEXT),
                Param("start", Accept.NUMBER, optional=True),
            ),
            NUMBER,
            "nullif(fx.find(fx.folded({needle}), fx.folded({text}), {start}), 0)",
        ),
    ),
)
