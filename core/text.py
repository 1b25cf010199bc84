"""Text as PostgreSQL keeps and compares it, so that memory and database agree.

The database's collation is the built-in ``C.UTF-8``: text sorts by code point, and ``lower`` maps each character on its
own (Unicode simple mapping). Python's ``str.lower`` differs in two characters, which ``fold`` evens out: a capital
sigma at the end of a word, and the dotted capital I. (Beyond these, PostgreSQL 18 knows 27 capitals of Unicode 16 that
Python 3.11 does not.)
"""

MAX_TEXT = 100_000
"""Characters in one text cell."""


def fold(text: str) -> str:
    """What PostgreSQL's ``lower(text)`` gives.

    >>> fold("ΟΔΟΣ İZMİR")
    'οδοσ izmir'
    """
    if text.isascii():
        return text.lower()
    return text.replace("Σ", "σ").replace("İ", "i").lower()


def unstorable(text: str, limit: int = MAX_TEXT) -> str | None:
    """Why PostgreSQL, or we, could not keep this text; None when it can be kept."""
    if len(text) > limit:
        return f"Text of at most {limit:,} characters; this has {len(text):,}."
    if "\x00" in text:
        return f"The NUL character (at position {text.index(chr(0)) + 1}) cannot be stored; remove it."
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            return f"The text holds half a surrogate pair (at position {error.start + 1}); remove it."
    return None
