"""DATETIME_PARSE."""

from core.formula.functions.base import Accept, Call, Category, Function, Overload, Param
from core.formula.functions.units import LOCALES
from core.formula.types import DATETIME


def _value(call: Call) -> str:
    return f"fx.parse_time({_arguments(call)})"


def _error(call: Call) -> str:
    return f"CASE WHEN fx.is_no_time({_arguments(call)}) THEN '#VALUE!' END"


def _arguments(call: Call) -> str:
    """An empty format is none."""
    text, form, locale = (call.one(name) for name in ("text", "format", "locale"))
    pattern = f"fx.parse_pattern({form.sql}, {locale.sql}), " if form.literal != "" else ""
    return f"{text.sql}, {pattern}{locale.sql}, {call.zone}"


FUNCTION = Function(
    "DATETIME_PARSE",
    Category.DATE,
    "The date that a text says, by a format like that of DATETIME_FORMAT, or as dates are usually written.",
    'DATETIME_PARSE("22/11/2026 15:30", "DD/MM/YYYY HH:mm") = "2026-11-22T15:30:00"',
    (
        Overload(
            (Param("text", Accept.TEXT),),
            DATETIME,
            "fx.parse_time({text}, 'en', {zone})",
            "CASE WHEN fx.is_no_time({text}, 'en', {zone}) THEN '#VALUE!' END",
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
