"""The functions of this folder."""

from core.formula.functions.base import Function

RECORD: tuple[Function, ...] = ()
