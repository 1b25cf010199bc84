"""Which records a text means, for a field that becomes a link: by title, or by id as an untitled record is written.

Where a cell holds several records the text is a list (``text_list``), and only if one of its parts is nobody's title
and the whole text is one, that; where it holds one, the whole text is its title, and only if nobody is called so the
first of a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.fields.link import MAX_LINKS, MAX_TITLE, LinkConfig
from core.fields.text_list import split
from core.text import fold, unstorable


@dataclass(frozen=True, slots=True)
class Match:
    """The record that a title means: the oldest of those that have it, ``count`` in all."""

    key: int
    title: str
    count: int = 1


Known = Mapping[str, Match]
"""By title, folded."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The records of one cell. ``surplus`` are those beyond what it may hold."""

    matches: tuple[Match, ...]
    missing: tuple[str, ...] = ()
    surplus: int = 0

    @property
    def keys(self) -> list[int]:
        return [match.key for match in self.matches]

    @property
    def ambiguous(self) -> bool:
        return any(match.count > 1 for match in self.matches)


def said(text: str) -> list[str]:
    """Everything in a cell's text that may be a title."""
    parts = [text.strip(), *split(text)]
    return list(dict.fromkeys(part for part in parts if part.strip()))


def meant(text: str, config: LinkConfig, known: Known) -> Meant:
    names = _several(text, known) if config.cardinality.many else _one(text, known)
    names = list({fold(name): name for name in reversed(names)}.values())[::-1]
    found = {match.key: match for name in names if (match := known.get(fold(name))) is not None}
    missing = tuple(name for name in names if fold(name) not in known)
    most = MAX_LINKS if config.cardinality.many else 1
    matches = tuple(found.values())
    return Meant(matches[:most], missing, max(0, len(matches) - most))


def possible(title: str) -> bool:
    """Whether a record can be called so."""
    return bool(title.strip()) and unstorable(title, MAX_TITLE) is None


def _one(text: str, known: Known) -> list[str]:
    whole = text.strip()
    parts = split(text)
    several = fold(whole) not in known and any(fold(part) in known for part in parts)
    return parts if several else [whole] if whole else []


def _several(text: str, known: Known) -> list[str]:
    whole, parts = text.strip(), split(text)
    one = fold(whole) in known and any(fold(part) not in known for part in parts)
    return [whole] if one else parts
