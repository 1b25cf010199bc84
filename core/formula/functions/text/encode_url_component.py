"""ENCODE_URL_COMPONENT.

Text that grows beyond 100,000 characters is an error, as with all functions that make text longer.
"""

from core.formula.functions.base import Accept, Category, Function, Overload, Param
from core.formula.types import TEXT

FUNCTION = Function(
    "ENCODE_URL_COMPONENT",
    Category.TEXT,
    "The text as a part of a web address: all but unaccented letters, digits and - _ . ~ become percent codes.",
    'ENCODE_URL_COMPONENT("a b&c") = "a%20b%26c"',
    (
        Overload(
            (Param("text", Accept.TEXT),),
            TEXT,
            "fx.encode_url({text})",
            "CASE WHEN fx.encode_url({text}) IS NULL THEN '#VALUE!' END",
        ),
    ),
)
