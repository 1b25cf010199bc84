"""MAX.

Blank when nothing is there. Single values need no list.
"""

from core.formula.functions.base import Accept, Call, Category, Form, Function, Overload, Param
from core.formula.types import DATE, DATETIME, NUMBER


def _value(call: Call) -> str:
    return f"greatest({', '.join(arg.sql for args in call.args.values() for arg in args)})"


FUNCTION = Function(
    "MAX",
    Category.NUMERIC,
    "The largest of the numbers, or the latest of the dates, those of lists too; blanks are left out.",
    "MAX(1, 7, 3) = 7",
    (
        Overload((Param("dates", Accept.DATETIME, Form.EACH, keep_blank=True),), DATETIME, _value),
        Overload((Param("dates", Accept.DATE, Form.EACH, keep_blank=True),), DATE, _value),
        Overload((Param("numbers", Accept.NUMBER, Form.EACH, keep_blank=True),), NUMBER, _value),
        Overload((Param("dates", Accept.DATETIME, Form.REST),), DATETIME, "fx.greatest_of({dates})"),
        Overload((Param("dates", Accept.DATE, Form.REST),), DATE, "fx.greatest_of({dates})"),
        Overload((Param("numbers", Accept.NUMBER, Form.REST),), NUMBER, "fx.greatest_of({numbers})"),
    ),
)
