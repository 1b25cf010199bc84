"""Patterns (``core.fields.pattern``) matched here, where PostgreSQL may not see the text: that of encrypted fields.

Python's own engine backtracks and may take for ever on a hostile pattern, so the pattern becomes an automaton that is
in all its possible states at once: one walk over the text. Steps taken before are remembered.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST = 10_000
"""Characters of a text that a pattern is held against; a longer one does not match."""
_REMEMBERED = 20_000
_COUNT = re.compile(r"\{([0-9]+)(?:(,)([0-9]+)?)?\}")
_SPECIAL = re.compile(r"(?<!\\)[&~|]")

_Accepts = Callable[[str], bool]


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text has the form of a pattern that ``whole`` has let through."""
    return len(text) <= LONGEST and _automaton(pattern).accepts(text)


@dataclass
class _State:
    """Reads one character and goes on, or (without ``reads``) goes on at once; no ``then`` is the end."""

    reads: _Accepts | None = None
    then: list[int] = field(default_factory=list[int])


class _Automaton:
    def __init__(self, pattern: str) -> None:
        self._states = [_State()]
        self._start = self._reached([_Builder(pattern, self._states).whole()])
        self._known: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    def accepts(self, text: str) -> bool:
        here = self._start
        for character in text:
            here = self._step(here, character)
            if not here:
                return False
        return 0 in here

    def _step(self, here: frozenset[int], character: str) -> frozenset[int]:
        found = self._known.get((here, character))
        if found is None:
            following = [
                target
                for state in map(self._states.__getitem__, here)
                if state.reads is not None and state.reads(character)
                for target in state.then
            ]
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[here, character] = self._reached(following)
        return found

    def _reached(self, targets: list[int]) -> frozenset[int]:
        """These and all that can be gone to without reading."""
        found: set[int] = set()
        while targets:
            one = targets.pop()
            if one not in found:
                found.add(one)
                if self._states[one].reads is None:
                    targets.extend(self._states[one].then)
        return frozenset(found)


@lru_cache(maxsize=100)
def _automaton(pattern: str) -> _Automaton:
    return _Automaton(pattern)


_Part = Callable[[int], int]
"""Given the state that follows, the state that the part begins with."""


class _Builder:
    """Reads a pattern from left to right into parts, which are then built from right to left."""

    def __init__(self, pattern: str, states: list[_State]) -> None:
        self._text = pattern
        self._at = 0
        self._states = states

    def whole(self) -> int:
        return self._alternatives()(0)

    def _alternatives(self) -> _Part:
        branches = [self._sequence()]
        while self._at < len(self._text) and self._text[self._at] == "|":
            self._at += 1
            branches.append(self._sequence())
        return lambda following: self._add(None, *(branch(following) for branch in branches))

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            parts.append(self._repeated(self._atom()))

        def build(following: int) -> int:
            for part in reversed(parts):
                following = part(following)
            return following

        return build

    def _atom(self) -> _Part:
        start = self._at
        match self._text[start]:
            case "(":
                self._at += 3 if self._text.startswith("(?:", start) else 1
                inner = self._alternatives()
                self._at += 1
                return inner
            case "[":
                self._at += 2 if self._text.startswith("[^", start) else 1
                while self._text[self._at] != "]":
                    self._at += 2 if self._text[self._at] == "\\" else 1
                self._at += 1
            case "\\":
                self._at += 2
            case _:
                self._at += 1
        return self._character(self._text[start : self._at])

    def _character(self, written: str) -> _Part:
        one = re.compile(_SPECIAL.sub(r"\\\g<0>", written) if written[0] == "[" else written, re.DOTALL)
        return lambda following: self._add(lambda character: one.fullmatch(character) is not None, following)

    def _repeated(self, part: _Part) -> _Part:
        low, high = self._times()
        if (low, high) == (1, 1):
            return part

        def build(following: int) -> int:
            if high is None:
                again = self._add(None, following)
                self._states[again].then.append(part(again))
                following = again
            for _ in range((high or low) - low):
                following = self._add(None, following, part(following))
            for _ in range(low):
                following = part(following)
            return following

        return build

    def _times(self) -> tuple[int, int | None]:
        sign = self._text[self._at : self._at + 1]
        if sign and sign in "?*+":
            self._at += 1
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        found = _COUNT.match(self._text, self._at) if sign == "{" else None
        if found is None:
            return 1, 1
        self._at = found.end()
        low = int(found[1])
        return low, int(found[3]) if found[3] else (None if found[2] else low)

    def _add(self, reads: _Accepts | None, *then: int) -> int:
        self._states.append(_State(reads, [*then]))
        return len(self._states) - 1
