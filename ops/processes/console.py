"""What a person sees while children run: their lines, prefixed and coloured, and all of them in a file each."""

import re
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO

from api.kit.printable import printable
from api.kit.rotated import RotatedFile

_COLOURS = ("36", "35", "33", "34", "32")
_WIDTH = 9


class Console:
    """Writes whole lines; `out` is the terminal, or anything with `write`."""

    def __init__(self, out: IO[str] | None = None) -> None:
        self._out = sys.stdout if out is None else out
        self._coloured = self._out.isatty()
        self._known: dict[str, str] = {}

    def line(self, text: str) -> None:
        """A line of our own, without a prefix."""
        try:
            self._out.write(f"{text}\n")
            self._out.flush()
        except (BrokenPipeError, OSError):
            # Nobody reads any more (`dataos up | head`); the logs in the home go on.
            self._out = _Nowhere()

    def of(self, name: str, text: str) -> None:
        if not self._coloured:
            self.line(f"{name:<{_WIDTH}}| {text}")
            return
        colour = self._known.setdefault(name, _COLOURS[len(self._known) % len(_COLOURS)])
        self.line(f"\033[{colour}m{name:<{_WIDTH}}|\033[0m {text}")


class ChildLog:
    """The lines of one child: all go to a file, those that `shown` accepts to the console too."""

    def __init__(self, name: str, folder: Path, console: Console, shown: Callable[[str], bool]) -> None:
        self._name = name
        self._console = console
        self._shown = shown
        self.path = folder / f"{name}.log"
        self._last: deque[str] = deque(maxlen=20)
        self._file = RotatedFile(self.path)

    def write(self, raw: str) -> None:
        line = printable(raw)
        self._file.write(f"{line}\n")
        self._last.append(line)
        if self._shown(line):
            self._console.of(self._name, line)

    def explain(self) -> str:
        """The last lines, to print after an unexpected end."""
        return "\n".join(self._last)

    def close(self) -> None:
        self._file.close()


def everything(_line: str) -> bool:
    return True


_ROUTINE = re.compile(r'^\S+ \[(debug|info) *\]|(?<!\\)"level": "(debug|info)"')


def noteworthy(line: str) -> bool:
    """Everything of our own processes but lines of the levels info and debug: warnings, errors, tracebacks, tasks."""
    return _ROUTINE.search(line) is None


def matching(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda line: compiled.search(line) is not None


class _Nowhere(IO[str]):
    def write(self, _text: str) -> int:
        return 0

    def flush(self) -> None:
        return

    def isatty(self) -> bool:
        return False
