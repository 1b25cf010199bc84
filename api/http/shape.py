"""How large a JSON document may be besides its bytes: levels and elements.

Ten megabytes hold five million empty lists, which are half a gigabyte once parsed; a thousand levels are beyond what
any of our formats means. Both are counted on the bytes before anything is parsed. A body with few brackets, as nearly
all have, costs three searches for a character.
"""

import re
from itertools import accumulate

from starlette.exceptions import HTTPException

MAX_DEPTH = 100
MAX_ELEMENTS = 1_000_000
_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_BRACKETS = bytes(each for each in range(256) if each not in b"[]{}")
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


# HTTPExceptions, because FastAPI turns any other error while it reads a body into a bare 400.


class TooDeep(HTTPException):
    def __init__(self) -> None:
        super().__init__(400, f"it nests deeper than {MAX_DEPTH} levels")


class TooManyElements(HTTPException):
    def __init__(self) -> None:
        super().__init__(422, f"A JSON body may have at most {MAX_ELEMENTS:,} elements. Send less at a time.")


def check_shape(document: bytes | bytearray) -> None:
    """Raises TooDeep, TooManyElements. Says nothing about what is no JSON; parsing does."""
    openers = document.count(b"[") + document.count(b"{")
    elements = openers + document.count(b",")
    if openers <= MAX_DEPTH and elements <= MAX_ELEMENTS:
        return
    # Brackets and commas inside of texts are none.
    bare = _STRINGS.sub(b"", document)
    if bare.count(b"[") + bare.count(b"{") + bare.count(b",") > MAX_ELEMENTS:
        raise TooManyElements
    depth = max(accumulate(map(_STEP.__getitem__, bare.translate(None, _BRACKETS))), default=0)
    if depth > MAX_DEPTH:
        raise TooDeep
