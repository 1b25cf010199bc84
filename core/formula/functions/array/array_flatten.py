"""ARRAYFLATTEN."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param, Result

FUNCTION = Function(
    "ARRAYFLATTEN",
    Category.ARRAY,
    "One list of all values and of what lists hold, in their order.",
    'ARRAYJOIN(ARRAYFLATTEN("a", "b"), "-") = "a-b"',
    (Overload((Param("values", Accept.SAME, Form.REST),), Result.SAME_LIST, "{values}"),),
)
