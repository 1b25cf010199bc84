"""DATETIME_PARSE."""

from core.formula.functions.base import Accept, Call, Category, Function, Overload, Param
from core.formula.functions.units import LOCALES
from core.formula.types import DATETIME


def _value(call: Call) -> str:
    text, form, locale = (call.one(name) for name in ("text", "format", "locale"))
    if form.literal == "":
        return f"fx.parse_usual({text.sql}, fx.usual_patterns({locale.sql}), {locale.sql}, {call.zone})"
    return f"fx.parse_time({text.sql}, fx.parse_pattern({form.sql}, {locale.sql}), {locale.sql}, {call.zone})"


def _error(call: Call) -> str:
    fails = (
        _value(call)
        .replace("fx.parse_usual(", "fx.is_no_usual_time(", 1)
        .replace("fx.parse_time(", "fx.is_no_time(", 1)
    )
    return f"CASE WHEN {fails} THEN '#VALUE!' END"


FUNCTION = Function(
    "DATETIME_PARSE",
    Category.DATE,
    "The date that a text says, by a format like that of DATETIME_FORMAT, or as dates are usually written.",
    'DATETIME_PARSE("22/11/2026 15:30", "DD/MM/YYYY HH:mm") = "2026-11-22T15:30:00"',
    (
        Overload(
            (Param("text", Accept.TEXT),),
            DATETIME,
            "fx.parse_usual({text}, fx.usual_patterns('en'), 'en', {zone})",
            "CASE WHEN fx.is_no_usual_time({text}, fx.usual_patterns('en'), 'en', {zone}) THEN '#VALUE!' END",
        ),
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("format", Accept.TEXT),
            ),
            DATETIME,
            "fx.parse_time({text}, fx.parse_pattern({format}, 'en'), 'en', {zone})",
            "CASE WHEN fx.is_no_time({text}, fx.parse_pattern({format}, 'en'), 'en', {zone}) THEN '#VALUE!' END",
        ),
        Overload(
            (
                Param("text", Accept.TEXT),
                Param("format", Accept.TEXT, optional=True),
                Param("locale", Accept.TEXT, optional=True, choices=LOCALES),
            ),
            DATETIME,
            _value,
            _error,
        ),
    ),
)
