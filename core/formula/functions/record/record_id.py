"""RECORD_ID."""

from core.formula.functions.base import Category, Function, Overload
from core.formula.types import TEXT

FUNCTION = Function(
    "RECORD_ID",
    Category.RECORD,
    "The id of the record, as its address and the API have it.",
    'LEFT(RECORD_ID(), 4) = "rec_"',
    (Overload((), TEXT, "{record_id}"),),
)
