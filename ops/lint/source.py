"""The files the rules look at, and what a rule says about one."""

import ast
import io
import os
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

_SKIPPED_FOLDERS = {"node_modules", "__pycache__", "dist", "build"}
_SUFFIXES = {".py", ".ts", ".tsx", ".css", ".sql", ".md", ".mjs", ".in", ".txt"}
_EXCUSE = re.compile(r"lint-allow\((?P<rule>[a-z-]+)\): \S.{9,}")


@dataclass(frozen=True)
class Fault:
    path: str
    line: int
    message: str
    warning: bool = False


@dataclass(frozen=True)
class Source:
    """One file: its path from the repository's root, with forward slashes, and its text."""

    path: str
    text: str

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """(line, text) of each comment of a Python file, without docstrings."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]

    def under(self, *folders: str) -> bool:
        return self.path.startswith(tuple(f"{folder}/" for folder in folders))

    def matches(self, *patterns: str) -> bool:
        """Whether a glob fits the whole path: `*` stays within a folder, `**/` spans any number of them."""
        return any(_glob(pattern).fullmatch(self.path) for pattern in patterns)

    def excused(self, rule: str, line: int) -> bool:
        """Whether the line, or the one above, carries `lint-allow(rule): reason`."""
        nearby = self.lines[max(line - 2, 0) : line]
        return any((found := _EXCUSE.search(text)) and found["rule"] == rule for text in nearby)


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    pieces = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}
    return re.compile("".join(pieces.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*\*|\*)", pattern)))


Check = Callable[[Source], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    name: str
    check: Check

    def faults(self, source: Source) -> list[Fault]:
        return [fault for fault in self.check(source) if not source.excused(self.name, fault.line)]


def sources(root: Path) -> Iterator[Source]:
    """Every file the rules know, in a stable order; hidden, generated and installed folders are skipped."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(n for n in names if not n.startswith(".") and n not in _SKIPPED_FOLDERS)
        names[:] = [n for n in names if not n.endswith(".egg-info")]
        for file in sorted(files):
            path = Path(folder) / file
            if path.suffix in _SUFFIXES:
                yield Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import, also of those inside functions; `from a import b` gives `a.b`."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for name in names:
                    yield node.lineno, name.name
            case ast.ImportFrom(module=str(module), names=names):
                for name in names:
                    yield node.lineno, f"{module}.{name.name}"
            case _:
                continue


def called(node: ast.Call) -> str:
    """The dotted name of what is called, as far as it is written out: `asyncio.create_task`."""
    parts: list[str] = []
    target: ast.expr = node.func
    while isinstance(target, ast.Attribute):
        parts.append(target.attr)
        target = target.value
    if isinstance(target, ast.Name):
        parts.append(target.id)
    return ".".join(reversed(parts))
