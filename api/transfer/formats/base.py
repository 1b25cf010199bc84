"""How the text of a column is read: each format says which text it takes and what PostgreSQL makes of it.

``pattern`` is a regular expression that whole trimmed cells match: it judges the sample. ``value`` judges one cell of
the rest: it takes all that ``pattern`` takes, and may take a little more. ``plain`` judges a block of cells at once, by
loops that run inside the interpreter: it is asked first, and most cells of most files never meet ``value``.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

BLANKS = " \t\n\u00a0"
"""The characters that are trimmed off a cell."""

BLANK_WORDS = frozenset(("n/a", "na", "#n/a", "null", "none", "nil", "-", "--", "—", "–", "?", "nan"))
"""Said by people who mean an empty cell; not empty in text, where they may be meant."""


class Format:
    """Base of all formats. ``empty`` is what an empty cell is loaded as ("" is null)."""

    field_type: ClassVar[str]
    empty: ClassVar[str] = ""
    trims: ClassVar[bool] = True
    free: ClassVar[bool] = False
    """Whether values may hold any character, so that COPY needs some of them escaped."""

    @property
    def pattern(self) -> str | None:
        """None takes any text."""
        return None

    def plain(self, cells: Sequence[str]) -> bool:
        """Whether PostgreSQL reads each of these cells, empty ones too, as it is. False says nothing about any."""
        return False

    def value(self, cell: str) -> str | None:
        """What COPY is to load for this trimmed, filled cell; None when it has no value in this format."""
        raise NotImplementedError


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def all_match(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    """Whether every filled cell matches as a whole."""
    return all(map(pattern.fullmatch, filter(None, cells)))


def understood(form: Format, cell: str) -> str | None:
    """What COPY is to load for a cell as the file has it; None when the cell does not fit."""
    if not form.trims:
        return form.value(cell) if cell else form.empty
    bare = cell.strip(BLANKS)
    if not bare:
        return form.empty
    value = form.value(bare)
    return form.empty if value is None and bare.lower() in BLANK_WORDS else value
