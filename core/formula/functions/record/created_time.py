"""CREATED_TIME."""

from core.formula.functions.base import Category, Function, Overload
from core.formula.types import DATETIME

FUNCTION = Function(
    "CREATED_TIME",
    Category.RECORD,
    "When the record was made.",
    'IS_BEFORE(CREATED_TIME(), "2020-01-01") = FALSE()',
    (Overload((), DATETIME, "{record_created}"),),
)
