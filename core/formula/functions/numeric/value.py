"""VALUE.

Text is read as a number field reads it (core/fields/number_text.py): whatever the language, a lone comma before three
digits separates thousands. Blank text is blank.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import NUMBER

FUNCTION = Function(
    "VALUE",
    Category.NUMERIC,
    'The number that a text says: "1,234.50", "1.234,50", "$ 5", "(5)" for -5, "12 %" for 12. Other text is an error.',
    'VALUE("$1,500.50") = 1500.5',
    (
        Overload((Param("number", Accept.NUMBER, keep_blank=True),), NUMBER, "{number}"),
        Overload(
            (Param("text", Accept.TEXT, keep_blank=True),),
            NUMBER,
            "fx.value({text})",
            "CASE WHEN fx.is_no_number({text}) THEN '#VALUE!' END",
        ),
    ),
)
