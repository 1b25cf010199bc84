"""ARRAYUNIQUE."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param, Result

FUNCTION = Function(
    "ARRAYUNIQUE",
    Category.ARRAY,
    "The list without repetitions, each value where it first stands.",
    'ARRAYJOIN(ARRAYUNIQUE(ARRAYFLATTEN("a", "b", "a"))) = "a, b"',
    (Overload((Param("values", Accept.SAME, Form.MANY),), Result.SAME_LIST, "fx.array_unique({values})"),),
)
