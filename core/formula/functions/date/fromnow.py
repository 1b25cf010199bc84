"""FROMNOW."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "FROMNOW",
    Category.DATE,
    "How long ago a date was, or how far it is ahead, in words.",
    'FROMNOW(NOW()) = "a few seconds"',
    (
        Overload(
            (Param("date", Accept.DATETIME),),
            TEXT,
            "fx.duration_in_words(extract(epoch FROM {now} - {date})::double precision, {date_locale})",
        ),
    ),
    volatile=True,
)
