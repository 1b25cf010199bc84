"""Names that somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 100


def did_you_mean(said: str, known: Iterable[str]) -> str:
    """A sentence with the known names nearest to ``said``, whatever their case; empty when none is near.

    >>> did_you_mean("statu", ["Name", "Status"])
    "Did you mean 'Status'?"
    """
    by_folded = {name.casefold(): name for name in known if len(name) <= _LONGEST}
    near = get_close_matches(said[:_LONGEST].casefold(), by_folded, n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(repr(by_folded[name]) for name in near)}?" if near else ""
