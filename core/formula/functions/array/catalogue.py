"""The functions of this folder."""

from core.formula.functions.array import array_compact, array_flatten, array_join, array_slice, array_unique
from core.formula.functions.base import Function

ARRAY: tuple[Function, ...] = (
    array_compact.FUNCTION,
    array_flatten.FUNCTION,
    array_join.FUNCTION,
    array_slice.FUNCTION,
    array_unique.FUNCTION,
)
