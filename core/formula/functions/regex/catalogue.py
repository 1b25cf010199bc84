"""The functions of this folder."""

from core.formula.functions.base import Function

REGEX: tuple[Function, ...] = ()
