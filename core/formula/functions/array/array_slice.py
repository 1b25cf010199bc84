"""ARRAYSLICE."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param, Result

FUNCTION = Function(
    "ARRAYSLICE",
    Category.ARRAY,
    "A part of a list, from one place (the first is 1) to another, both included; negative places count from the end.",
    'ARRAYJOIN(ARRAYSLICE(ARRAYFLATTEN("a", "b", "c", "d"), 2, 3), "") = "bc"',
    (
        Overload(
            (
                Param("values", Accept.SAME, Form.MANY),
                Param("start", Accept.NUMBER),
                Param("end", Accept.NUMBER, optional=True, default="-1"),
            ),
            Result.SAME_LIST,
            "fx.array_slice({values}, {start}, {end})",
        ),
    ),
)
