"""The functions of this folder."""

from core.formula.functions.base import Function
from core.formula.functions.logical import (
    and_,
    blank,
    error,
    false,
    if_,
    if_error,
    is_blank,
    is_error,
    not_,
    or_,
    switch,
    true,
    xor,
)

LOGICAL: tuple[Function, ...] = (
    and_.FUNCTION,
    blank.FUNCTION,
    error.FUNCTION,
    false.FUNCTION,
    if_.FUNCTION,
    if_error.FUNCTION,
    is_blank.FUNCTION,
    is_error.FUNCTION,
    not_.FUNCTION,
    or_.FUNCTION,
    switch.FUNCTION,
    true.FUNCTION,
    xor.FUNCTION,
)
