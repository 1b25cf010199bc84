"""ARRAYJOIN."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "ARRAYJOIN",
    Category.ARRAY,
    'The list as text, with a separator between the values: ", " if you give none. Blanks are left out.',
    'ARRAYJOIN(ARRAYFLATTEN(1, 2, 3), "; ") = "1; 2; 3"',
    (
        Overload(
            (
                Param("values", Accept.TEXT, Form.MANY),
                Param("separator", Accept.TEXT, optional=True, default="', '"),
            ),
            TEXT,
            "fx.array_join({values}, {separator})",
            "CASE WHEN fx.array_join({values}, {separator}) IS NULL THEN '#VALUE!' END",
        ),
    ),
)
