"""ARRAYCOMPACT."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param, Result

FUNCTION = Function(
    "ARRAYCOMPACT",
    Category.ARRAY,
    "The list without blanks; false stays.",
    'ARRAYJOIN(ARRAYCOMPACT(ARRAYFLATTEN("a", "", "b")), "-") = "a-b"',
    (Overload((Param("values", Accept.SAME, Form.MANY),), Result.SAME_LIST, "fx.array_compact({values})"),),
)
