"""What all number fields share: which numbers there are, and how they round and show.

Stored numbers are exactly what ``to_jsonb`` prints read back by our JSON parser: whole numbers that fit 64 bits are
ints, made of the digits that a double needs; all else are floats; minus zero is zero. NaN and the infinities are no
numbers. Rounding is half away from zero on the decimal digits that people see, so 2.675 at two digits is 2.68 although
its binary form is a little less.
"""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from core.fields.base import InvalidValue, shown
from core.values import JsonValue

_INTS = range(-(2**63), 2**63)
_EXACT_INTS = 2.0**53
"""Up to here each whole number is a double of its own."""
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


def number(raw: JsonValue) -> int | float:
    """A finite JSON number that a double can hold without losing digits, canonical. Raises InvalidValue."""
    if type(raw) is int and -_EXACT_INTS <= raw <= _EXACT_INTS:
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise InvalidValue(f"Give a number without quotes or null, not {shown(raw)}.")
    try:
        value = float(raw)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise InvalidValue("Give a finite number; the largest is about 1.8e308.")
    if isinstance(raw, int) and int(Decimal(repr(value))) != raw:
        raise InvalidValue(f"{shown(raw)} has more digits than a number keeps (15); use a text field for long codes.")
    return canonical(value)


def canonical(value: float) -> int | float:
    """The one form of a number.

    >>> canonical(5.0), canonical(1e18), canonical(1e20), canonical(0.5)
    (5, 1000000000000000000, 1e+20, 0.5)
    """
    if not value.is_integer():
        return value
    whole = int(value) if -_EXACT_INTS <= value <= _EXACT_INTS else int(Decimal(repr(value)))
    return whole if whole in _INTS else value


def rounded(value: float, precision: int) -> int | float:
    """``value`` at ``precision`` decimal digits, half away from zero.

    >>> rounded(2.675, 2), rounded(-0.5, 0)
    (2.68, -1)
    """
    return canonical(float(_quantized(value, precision)))


def digits(value: float, precision: int | None) -> str:
    """Plain decimal notation, never with an exponent; exactly ``precision`` decimals when it is given."""
    return f"{Decimal(repr(value)) if precision is None else _quantized(value, precision):f}"


def _quantized(value: float, precision: int) -> Decimal:
    return Decimal(repr(value)).quantize(_step(precision), context=_EXACT)


@lru_cache(maxsize=64)
def _step(precision: int) -> Decimal:
    return Decimal(1).scaleb(-precision)
