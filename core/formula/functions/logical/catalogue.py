"""The functions of this folder."""

from core.formula.functions.base import Function
from core.formula.functions.logical import blank, if_, is_error, switch

LOGICAL: tuple[Function, ...] = (blank.FUNCTION, if_.FUNCTION, is_error.FUNCTION, switch.FUNCTION)
