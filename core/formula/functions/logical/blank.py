"""BLANK."""

from core.formula.functions.base import Category, Function, Overload
from core.formula.types import BLANK

FUNCTION = Function(
    "BLANK",
    Category.LOGICAL,
    "Nothing: an empty cell. Compare with it to find out whether something is empty.",
    'IF(BLANK() = BLANK(), "empty") = "empty"',
    (Overload((), BLANK, "NULL"),),
    bare=True,
)
