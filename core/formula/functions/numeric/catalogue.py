"""The functions of this folder."""

from core.formula.functions.base import Function
from core.formula.functions.numeric import sqrt, sum_

NUMERIC: tuple[Function, ...] = (
    sqrt.FUNCTION,
    sum_.FUNCTION,
)
