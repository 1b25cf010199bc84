"""The functions of this folder."""

from core.formula.functions.base import Function
from core.formula.functions.text import (
    concatenate,
    encode_url_component,
    exact,
    find,
    left,
    len_,
    lower,
    mid,
    replace,
    rept,
    right,
    search,
    substitute,
    t,
    trim,
    upper,
)

TEXT: tuple[Function, ...] = (
    concatenate.FUNCTION,
    encode_url_component.FUNCTION,
    exact.FUNCTION,
    find.FUNCTION,
    left.FUNCTION,
    len_.FUNCTION,
    lower.FUNCTION,
    mid.FUNCTION,
    replace.FUNCTION,
    rept.FUNCTION,
    right.FUNCTION,
    search.FUNCTION,
    substitute.FUNCTION,
    t.FUNCTION,
    trim.FUNCTION,
    upper.FUNCTION,
)
