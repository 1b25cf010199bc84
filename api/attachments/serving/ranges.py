"""Parts of a file that a client asks for (RFC 9110, section 14). One range only: who asks for several gets all."""

import re

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class Unsatisfiable(Exception):
    """The range begins after the end of the file."""


def asked_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Start and end (after the last byte) of what is asked for; None is everything. Raises Unsatisfiable.

    >>> asked_range("bytes=2-4", 10), asked_range("bytes=-3", 10), asked_range("bytes=8-99", 10), asked_range("x", 10)
    ((2, 5), (7, 10), (8, 10), None)
    """
    match = _RANGE.fullmatch((header or "").replace(" ", ""))
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        last = int(match[2])
        if last == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - last), size
    start = int(match[1])
    end = int(match[2]) + 1 if match[2] else size
    if match[2] and end <= start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, min(end, size)
