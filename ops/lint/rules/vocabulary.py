"""Words that promise instead of saying something, and notes to self, in comments and documents."""

import ast
import re
from collections.abc import Iterator

from ops.lint.source import Fault, Rule, Source

_PRAISE = (
    r"enhanced|robust|comprehensive|seamless(?:ly)?|state-of-the-art|cutting-edge|production-ready|enterprise-grade"
)
_NOTES = "TODO|FIXME|XXX|HACK"
_WORDS = re.compile(rf"\b(?:(?i:{_PRAISE})|{_NOTES})\b")
_SLASHED = re.compile(r"(?:^|\s)(?://|/\*|\*)(?P<text>.*)")
_DASHED = re.compile(r"--(?P<text>.*)")

# The rule's own list and its samples.
_SELF = ("ops/lint/rules/vocabulary.py", "tests/architecture/**")


def _check(source: Source) -> Iterator[Fault]:
    if source.matches(*_SELF):
        return
    for line, text in _prose(source):
        if found := _WORDS.search(text):
            yield Fault(source.path, line, f'"{found[0]}" says nothing a reader can check: say what it does')


def _prose(source: Source) -> Iterator[tuple[int, str]]:
    """(line, text) of what is written for people."""
    match source.suffix:
        case ".py":
            yield from source.comments
            yield from _docstrings(source.tree)
        case ".md":
            yield from enumerate(source.lines, 1)
        case ".ts" | ".tsx" | ".css" | ".mjs":
            yield from _commented(source, _SLASHED)
        case ".sql":
            yield from _commented(source, _DASHED)
        case _:
            return


def _commented(source: Source, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(source.lines, 1):
        if found := pattern.search(line):
            yield number, found["text"]


def _docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                for offset, text in enumerate(str(first.value.value).splitlines()):
                    yield first.lineno + offset, text


RULE = Rule("vocabulary", _check)
