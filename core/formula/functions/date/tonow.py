"""TONOW."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "TONOW",
    Category.DATE,
    "How long it is from a date until now, or from now until it, in words.",
    'TONOW(NOW()) = "a few seconds"',
    (
        Overload(
            (Param("date", Accept.DATETIME),),
            TEXT,
            "fx.duration_in_words(extract(epoch FROM {now} - {date})::double precision, {date_locale})",
        ),
    ),
    volatile=True,
)
