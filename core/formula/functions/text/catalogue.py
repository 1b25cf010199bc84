"""The functions of this folder."""

from core.formula.functions.base import Function
from core.formula.functions.text import upper

TEXT: tuple[Function, ...] = (upper.FUNCTION,)
