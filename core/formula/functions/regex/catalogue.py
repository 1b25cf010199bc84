"""The functions of this folder."""

from core.formula.functions.base import Function
from core.formula.functions.regex import regex_extract, regex_match, regex_replace

REGEX: tuple[Function, ...] = (
    regex_extract.FUNCTION,
    regex_match.FUNCTION,
    regex_replace.FUNCTION,
)
