"""LAST_MODIFIED_TIME."""

from core.formula.functions.base import Category, Function, Overload
from core.formula.types import DATETIME

FUNCTION = Function(
    "LAST_MODIFIED_TIME",
    Category.RECORD,
    "When somebody last changed the record; with fields, when any of those last changed, blank while none was filled.",
    "IS_BEFORE(LAST_MODIFIED_TIME(), CREATED_TIME()) = FALSE()",
    (Overload((), DATETIME, "{record_modified}"),),
    names_fields=True,
)
