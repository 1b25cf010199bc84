"""DATETIME_FORMAT.

SET_TIMEZONE and SET_LOCALE around the date say where and in which language; tokens are those of api/db/fx/formats.sql.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.functions.checks import unless_literal
from core.formula.types import TEXT

FUNCTION = Function(
    "DATETIME_FORMAT",
    Category.DATE,
    "The date as text by a format of YYYY, MM, MMMM, DD, dddd, HH, mm, A … ; text in [brackets] stays.",
    'DATETIME_FORMAT("2026-11-22", "dddd, D MMMM YYYY") = "Sunday, 22 November 2026"',
    (
        Overload(
            (
                Param("date", Accept.DATETIME),
                Param("format", Accept.TEXT, optional=True, default="'YYYY-MM-DDTHH:mm:ssZ'"),
            ),
            TEXT,
            "fx.format_time({date}, {date_zone}, fx.format_parts({format}, {date_locale}), {date_locale})",
            unless_literal("format", "length({format}) > 500"),
        ),
    ),
)
