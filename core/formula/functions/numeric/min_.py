"""MIN.

Blank when nothing is there.
"""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.types import DATE, DATETIME, NUMBER

FUNCTION = Function(
    "MIN",
    Category.NUMERIC,
    "The smallest of the numbers, or the earliest of the dates, those of lists too; blanks are left out.",
    "MIN(4, 7, 3) = 3",
    (
        Overload((Param("dates", Accept.DATETIME, Form.REST),), DATETIME, "fx.least_of({dates})"),
        Overload((Param("dates", Accept.DATE, Form.REST),), DATE, "fx.least_of({dates})"),
        Overload((Param("numbers", Accept.NUMBER, Form.REST),), NUMBER, "fx.least_of({numbers})"),
    ),
)
