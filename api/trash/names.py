"""Names of what comes back: somebody may have taken them meanwhile."""

from collections.abc import Iterable

from core.text import fold

_MOST = 240
"""Characters that are kept of a name which needs an addition; a name has at most 255."""


def free_name(name: str, taken: Iterable[str]) -> str:
    """``name``, or the first of "name (restored)", "name (restored 2)" … that nobody has.

    >>> free_name("Due", ["due", "Due (restored)"])
    'Due (restored 2)'
    """
    known = {fold(each) for each in taken}
    found, at = name, 1
    while fold(found) in known:
        found = f"{name[:_MOST]} (restored)" if at == 1 else f"{name[:_MOST]} (restored {at})"
        at += 1
    return found
