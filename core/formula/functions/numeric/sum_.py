"""SUM."""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "SUM",
    Category.NUMERIC,
    "All numbers added up, those of lists too; blanks count as nothing.",
    "SUM(1, 2, 3) = 6",
    (Overload((Param("numbers", Accept.NUMBER, Form.REST),), NUMBER, "fx.sum({numbers})"),),
)
