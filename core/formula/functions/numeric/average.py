"""AVERAGE.

Blank when there is no number at all.
"""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "AVERAGE",
    Category.NUMERIC,
    "The mean of all numbers, those of lists too; blanks are left out.",
    "AVERAGE(1, 2, 6) = 3",
    (Overload((Param("numbers", Accept.NUMBER, Form.REST),), NUMBER, "fx.average({numbers})"),),
)
