"""MAX.

Blank when nothing is there.
"""

from core.formula.functions.base import Accept, Category, Form, Function, Overload, Param
from core.formula.types import DATE, DATETIME, NUMBER

FUNCTION = Function(
    "MAX",
    Category.NUMERIC,
    "The largest of the numbers, or the latest of the dates, those of lists too; blanks are left out.",
    "MAX(1, 7, 3) = 7",
    (
        Overload((Param("dates", Accept.DATETIME, Form.REST),), DATETIME, "fx.greatest_of({dates})"),
        Overload((Param("dates", Accept.DATE, Form.REST),), DATE, "fx.greatest_of({dates})"),
        Overload((Param("numbers", Accept.NUMBER, Form.REST),), NUMBER, "fx.greatest_of({numbers})"),
    ),
)
