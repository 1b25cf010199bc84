"""The functions of this folder."""

from core.formula.functions.base import Function
from core.formula.functions.date import now

DATE: tuple[Function, ...] = (now.FUNCTION,)
