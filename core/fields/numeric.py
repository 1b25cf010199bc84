"""What all number fields share: which numbers there are, and how they round and show.

Stored numbers are exactly what ``to_jsonb`` prints read back: whole numbers below 10^15 are ints, all else floats;
minus zero is zero. NaN and the infinities are no numbers. Rounding is half away from zero on the decimal digits that
people see, so 2.675 at two digits is 2.68 although its binary form is a little less.
"""

import math
from decimal import ROUND_HALF_UP, Decimal

from core.fields.base import InvalidValue, shown
from core.values import JsonValue

WHOLE_BELOW = 10**15


def number(raw: JsonValue) -> int | float:
    """A finite JSON number that a double can hold without losing digits, canonical. Raises InvalidValue."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise InvalidValue(f"Give a number without quotes or null, not {shown(raw)}.")
    try:
        value = float(raw)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise InvalidValue("Give a finite number; the largest is about 1.8e308.")
    if isinstance(raw, int) and int(value) != raw:
        raise InvalidValue(f"{shown(raw)} has more digits than a number keeps (15); use a text field for long codes.")
    return canonical(value)


def canonical(value: float) -> int | float:
    """The one form of a number."""
    return int(value) if value.is_integer() and abs(value) < WHOLE_BELOW else value


def rounded(value: float, precision: int) -> int | float:
    """``value`` at ``precision`` decimal digits, half away from zero.

    >>> rounded(2.675, 2), rounded(-0.5, 0), rounded(1e300, 2)
    (2.68, -1, 1e+300)
    """
    if abs(value) >= WHOLE_BELOW:
        return value
    step = Decimal(1).scaleb(-precision)
    return canonical(float(Decimal(repr(value)).quantize(step, ROUND_HALF_UP)))


def digits(value: float, precision: int | None) -> str:
    """Plain decimal notation with exactly ``precision`` decimals when it is given; an exponent from 10^15 up."""
    if abs(value) >= WHOLE_BELOW:
        return repr(value)
    exact = Decimal(repr(value))
    if precision is not None:
        exact = exact.quantize(Decimal(1).scaleb(-precision), ROUND_HALF_UP)
    return f"{exact:f}"
