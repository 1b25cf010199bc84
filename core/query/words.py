"""Whole words in text, said so that every back-end cuts words at the same places.

The classes of letters that Python and PostgreSQL know differ, so the characters *between* words are written down here:
spaces, punctuation, symbols, arrows, emoji. Everything else, letters of any script, digits, marks and ``_``, is part of
a word.
"""

import re

from core.text import fold

_BETWEEN = (
    (0x01, 0x2F), (0x3A, 0x40), (0x5B, 0x5E), (0x60, 0x60), (0x7B, 0xA9), (0xAB, 0xB4), (0xB6, 0xB9), (0xBB, 0xBF),
    (0xD7, 0xD7), (0xF7, 0xF7), (0x1680, 0x1680), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2190, 0x2BFF),
    (0x2E00, 0x2E7F), (0x3000, 0x3004), (0x3008, 0x3020), (0xFE30, 0xFE4F), (0xFF01, 0xFF0F), (0xFF1A, 0xFF20),
    (0x1F000, 0x1FAFF),
)  # fmt: skip

BETWEEN = "".join(rf"\U{first:08X}-\U{last:08X}" for first, last in _BETWEEN)
"""The inside of a bracket expression, as PostgreSQL and Python both write it."""

_between = re.compile(f"[{BETWEEN}]")


def contains_word(text: str, word: str) -> bool:
    """Whether ``word``, capitals or not, stands in ``text`` with nothing of a word on either side.

    >>> contains_word("The cat, again", "CAT"), contains_word("concatenate", "cat")
    (True, False)
    """
    inside, wanted = fold(text), fold(word)
    at = inside.find(wanted)
    while at >= 0:
        if _edge(inside[at - 1 : at]) and _edge(inside[at + len(wanted) : at + len(wanted) + 1]):
            return True
        at = inside.find(wanted, at + 1)
    return False


def _edge(neighbour: str) -> bool:
    return not neighbour or _between.match(neighbour) is not None
