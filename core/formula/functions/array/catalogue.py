"""The functions of this folder."""

from core.formula.functions.array import array_unique
from core.formula.functions.base import Function

ARRAY: tuple[Function, ...] = (array_unique.FUNCTION,)
