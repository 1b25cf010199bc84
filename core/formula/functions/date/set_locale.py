"""SET_LOCALE."""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_literal
from core.formula.functions.units import LOCALES
from core.formula.types import DATETIME

FUNCTION = Function(
    "SET_LOCALE",
    Category.DATE,
    "The same moment, written by DATETIME_FORMAT in a language: en, de, fr or el.",
    'DATETIME_FORMAT(SET_LOCALE("2026-11-22", "de"), "MMMM") = "November"',
    (
        Overload(
            (
                Param("date", Accept.DATETIME),
                Param("locale", Accept.TEXT, choices=LOCALES),
            ),
            DATETIME,
            "{date}",
            unless_literal("locale", "fx.language({locale}) IS NULL"),
            sets_locale="locale",
        ),
    ),
)
