"""The ``{{references}}`` inside an automation's texts, without Jinja2: find them, check their form, rewrite them.

A reference is a path and optional filters: ``{{trigger.record["Due date"] | default("soon")}}``. Nothing else is
allowed between the braces — no operators, no calls, no statements — so that publishing can check every name, renaming a
field cannot break a text, and rendering cannot loop. Text outside the braces is literal.

>>> [reference.path for reference in find('Hi {{actor.email}}, {{trigger.record["Due date"]}}')]
[('actor', 'email'), ('trigger', 'record', 'Due date')]
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.counted import counted

FILTERS = {"upper": 0, "lower": 0, "trim": 0, "title": 0, "length": 0, "round": 1, "default": 1}
"""Each filter and how many arguments it may take at most."""

_OPEN = "{{"
_TOKEN = re.compile(
    r"""\s*(?:(?P<close>\}\})|(?P<name>[^\W\d]\w*)|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<sign>[.\[\]|()]))"""
)


_STATEMENT = re.compile(r"\{%[-+]?\s*[^\W\d]\w*.*?%\}|\{%[-+]?\s*[^\W\d]\w*|\{#.*?#\}", re.DOTALL)


class BadReference(ValueError):
    """A text whose braces hold something other than a reference; the message says what."""


@dataclass(frozen=True)
class Filter:
    name: str
    arguments: tuple[str | int | float, ...] = ()


@dataclass(frozen=True)
class Reference:
    """``path`` starts with its root; ``start`` and ``end`` delimit it in the text, braces included."""

    path: tuple[str, ...]
    filters: tuple[Filter, ...]
    start: int
    end: int
    text: str


def find(text: str) -> list[Reference]:
    """All references, in order. Raises BadReference."""
    found: list[Reference] = []
    start = text.find(_OPEN)
    while start >= 0:
        reference = _Parser(text, start).reference()
        found.append(reference)
        start = text.find(_OPEN, reference.end)
    return found


def statement(text: str) -> str | None:
    """The first piece that looks like a statement or comment of a template language, shortened. Rendering knows none.

    >>> statement("Hi {% if now %}you{% endif %}"), statement("100{%"), statement("{ % }")
    ('{% if now %}', None, None)
    """
    found = _STATEMENT.search(text)
    return found[0][:60] if found else None


def lone(text: str) -> Reference | None:
    """The reference that is the whole text, which therefore keeps its type; None when there is more or none."""
    stripped = text.strip()
    if not stripped.startswith(_OPEN):
        return None
    found = find(stripped)
    return found[0] if len(found) == 1 and found[0].end == len(stripped) else None


def rewrite(text: str, path_of: Callable[[Reference], tuple[str, ...]]) -> str:
    """The same text with each reference's path replaced, written in the canonical form that rendering expects."""
    parts: list[str] = []
    position = 0
    for reference in find(text):
        parts += (text[position : reference.start], _written(path_of(reference), reference.filters))
        position = reference.end
    parts.append(text[position:])
    return "".join(parts)


def shown(path: tuple[str, ...]) -> str:
    """A path the way people write it.

    >>> shown(("trigger", "record", "Due date"))
    'trigger.record["Due date"]'
    """
    head, *rest = path
    return head + "".join(f".{part}" if re.fullmatch(r"[^\W\d]\w*", part) else f"[{_quoted(part)}]" for part in rest)


def _written(path: tuple[str, ...], filters: tuple[Filter, ...]) -> str:
    head, *rest = path
    body = head + "".join(f"[{_quoted(part)}]" for part in rest)
    for item in filters:
        arguments = ", ".join(_quoted(value) if isinstance(value, str) else str(value) for value in item.arguments)
        body += f" | {item.name}({arguments})"
    return f"{{{{ {body} }}}}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _Parser:
    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self._at = start + len(_OPEN)
        self._kind = ""
        self._value = ""
        self._next()

    def reference(self) -> Reference:
        path = [self._take("name", "a name such as trigger, steps, now or actor")]
        while self._value in {".", "["}:
            path.append(self._segment())
        filters: list[Filter] = []
        while self._value == "|":
            self._next()
            filters.append(self._filter())
        if self._kind != "close":
            raise self._unexpected("the closing braces }}")
        return Reference(tuple(path), tuple(filters), self._start, self._at, self._text[self._start : self._at])

    def _segment(self) -> str:
        opened = self._value
        self._next()
        if opened == ".":
            return self._take("name", 'a name; write one with spaces as ["Due date"]')
        value = _unquoted(self._take("text", "a quoted name"))
        if self._value != "]":
            raise self._unexpected("]")
        self._next()
        return value

    def _filter(self) -> Filter:
        name = self._take("name", "a filter")
        if name not in FILTERS:
            raise BadReference(f"There is no filter {name!r}. Filters are: {', '.join(FILTERS)}.")
        arguments: list[str | int | float] = []
        if self._at_sign("("):
            self._next()
            if not self._at_sign(")"):
                arguments.append(self._argument())
            if not self._at_sign(")"):
                raise self._unexpected(")")
            self._next()
        if len(arguments) > FILTERS[name]:
            raise BadReference(f"The filter {name} takes at most {counted(FILTERS[name], 'value')}.")
        return Filter(name, tuple(arguments))

    def _argument(self) -> str | int | float:
        if self._kind == "text":
            return _unquoted(self._take("text", "a text"))
        number = self._take("number", "a quoted text or a number")
        return float(number) if "." in number else int(number)

    def _at_sign(self, sign: str) -> bool:
        return self._kind == "sign" and self._value == sign

    def _take(self, kind: str, wanted: str) -> str:
        if self._kind != kind:
            raise self._unexpected(wanted)
        value = self._value
        self._next()
        return value

    def _next(self) -> None:
        if self._kind == "close":
            return
        match = _TOKEN.match(self._text, self._at)
        if match is None or match.lastgroup is None:
            self._kind, self._value = "other", self._text[self._at : self._at + 1] or "the end of the text"
            return
        self._kind, self._value, self._at = match.lastgroup, match[match.lastgroup], match.end()

    def _unexpected(self, wanted: str) -> BadReference:
        excerpt = self._text[self._start : self._start + 60]
        return BadReference(f"In {excerpt!r}: expected {wanted}, found {self._value!r}.")


def _unquoted(token: str) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1])
