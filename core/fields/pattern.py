"""The patterns that text can be held to: a part of regular expressions that is matched in linear time.

Patterns are matched by PostgreSQL, whose engine walks the text once with an automaton as long as there are no back
references and no lookaround; those are refused here, and with them all that engines understand differently. Left are
characters, ``.``, classes (``[a-z0-9_]``, ``\\d``, ``\\w``, ``\\s`` and their opposites), groups, ``|`` and ``? * +
{2} {2,5}``. A pattern always matches the whole text, so ``^`` and ``$`` may both be left out. Counted repetitions are
written out when a pattern is compiled, which is why their sizes multiply and are limited.
"""

import re

MAX_PATTERN = 500
MAX_REPEAT = 255
MAX_SIZE = 2_000

_ESCAPED = re.compile(r"\\(?:[dDwWsSnrt]|[^0-9A-Za-z\s])")
_IN_CLASS = re.compile(r"\\(?:[dwsnrt]|[^0-9A-Za-z\s])")
_COUNT = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")


def whole(pattern: str) -> str:
    """``pattern`` without the anchors that it does not need. Raises ValueError where it is not one of ours."""
    if len(pattern) > MAX_PATTERN:
        raise ValueError(f"a pattern has at most {MAX_PATTERN} characters")
    if "\x00" in pattern:
        raise ValueError("a pattern cannot have the NUL character")
    bare = pattern.removeprefix("^")
    begins, ends = bare != pattern, _ends(bare)
    if begins is not ends:
        raise ValueError("it is about the whole text: write .* where anything may stand, and both ^ and $ or neither")
    if ends:
        bare = bare[:-1]
    if not bare:
        raise ValueError("this pattern matches nothing but empty text")
    reader = _Reader(bare)
    size = reader.alternatives()
    if reader.at < len(bare):
        raise ValueError(f"there is no group to close at character {reader.at + 1}")
    if size > MAX_SIZE:
        raise ValueError("its repetitions multiply to too much; use smaller counts")
    return bare


def _ends(pattern: str) -> bool:
    """Whether there is a ``$`` at the end that no backslash makes a character."""
    return pattern.endswith("$") and (len(pattern) - len(pattern[:-1].rstrip("\\")) - 1) % 2 == 0


class _Reader:
    """Walks a pattern once; each method returns the size of what it read, repetitions written out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._depth = 0

    def alternatives(self) -> int:
        size = 1
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                self.at += 1
                size += 1
                continue
            size += self._atom() * self._times()
            if size > MAX_SIZE:
                raise ValueError("its repetitions multiply to too much; use smaller counts")
        return size

    def _atom(self) -> int:
        match self.text[self.at]:
            case "(":
                return self._group()
            case "[":
                self._class()
            case "\\":
                self._escape(_ESCAPED)
            case "^" | "$":
                raise ValueError("a pattern always matches the whole text; leave out ^ and $ inside it")
            case "?" | "*" | "+" | "{":
                raise ValueError(f"there is nothing to repeat at character {self.at + 1}")
            case _:
                self.at += 1
        return 1

    def _group(self) -> int:
        start = self.at
        self._depth += 1
        if self._depth > 20:
            raise ValueError("groups may be nested 20 deep at most")
        self.at += 1
        if self.text.startswith("?", self.at):
            if not self.text.startswith("?:", self.at):
                raise ValueError("lookaround, named groups and options are not available")
            self.at += 2
        size = self.alternatives()
        if self.at >= len(self.text):
            raise ValueError(f"the group that opens at character {start + 1} is not closed")
        self.at += 1
        self._depth -= 1
        return size

    def _class(self) -> None:
        start = self.at
        self.at += 2 if self.text.startswith("[^", self.at) else 1
        members = 0
        while self.at < len(self.text) and self.text[self.at] != "]":
            members += 1
            low = self._member(start)
            ranged = self.text.startswith("-", self.at) and self.text[self.at + 1 : self.at + 2] not in ("", "]")
            if not ranged:
                continue
            self.at += 1
            high = self._member(start)
            if low is None or high is None or low > high:
                raise ValueError(f"the class that opens at character {start + 1} has a range that goes nowhere")
        if self.at >= len(self.text):
            raise ValueError(f"the class that opens at character {start + 1} is not closed")
        if not members:
            raise ValueError(f"the class that opens at character {start + 1} is empty")
        self.at += 1

    def _member(self, start: int) -> str | None:
        """One character of a class; None for a whole kind such as ``\\d``, which begins and ends no range."""
        letter = self.text[self.at]
        if letter == "[":
            raise ValueError(f"write \\[ inside the class that opens at character {start + 1}")
        if letter != "\\":
            self.at += 1
            return letter
        self._escape(_IN_CLASS)
        escaped = self.text[self.at - 1]
        return None if escaped.isalnum() else escaped

    def _escape(self, known: re.Pattern[str]) -> None:
        match = known.match(self.text, self.at)
        if match is None:
            raise ValueError(f"{self.text[self.at : self.at + 2]} has no meaning here; there are \\d \\w \\s \\n \\t")
        self.at = match.end()

    def _times(self) -> int:
        """How often the repetition behind an atom writes it out."""
        if self.at >= len(self.text) or self.text[self.at] not in "?*+{":
            return 1
        times = 1
        if self.text[self.at] == "{":
            match = _COUNT.match(self.text, self.at)
            if match is None:
                raise ValueError("write a count like {2}, {2,} or {2,5}; write \\{ for the character")
            low, high = int(match[1]), int(match[3] or match[1])
            if not low <= high <= MAX_REPEAT:
                raise ValueError(f"counts go up to {MAX_REPEAT}, the lower one first")
            times = max(high, 1)
            self.at = match.end()
        else:
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] in "?*+{":
            raise ValueError(f"there are two repetitions in a row at character {self.at + 1}")
        return times
