"""Filters and attribute paths of SCIM (RFC 7644 §3.4.2.2 and §3.5.2).

filter    = term (("and" | "or") term)*          "and" binds closer
term      = ["not"] "(" filter ")" | path "[" filter "]" | path "pr" | path operator value
path      = [schema ":"] attribute ["." attribute]
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.scim.faults import bad_filter, bad_path
from core.values import JsonValue

MAX_LENGTH = 4000
_MAX_DEPTH = 20
_TOKEN = re.compile(r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[()\[\]])|(?P<word>[^\s()\[\]"]+))')
_WORD = re.compile(r"[A-Za-z$][A-Za-z0-9_:$.-]*")
_CORE = re.compile(r"urn:ietf:params:scim:schemas:core:2\.0:(user|group):", re.IGNORECASE)
_EXTENSION = re.compile(r"(?P<schema>urn:[A-Za-z0-9:._-]+:[A-Za-z]+)(?::(?P<name>[A-Za-z$][\w$-]*))?$", re.IGNORECASE)


class Op(StrEnum):
    EQ = "eq"
    NE = "ne"
    CO = "co"
    SW = "sw"
    EW = "ew"
    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    PR = "pr"


@dataclass(frozen=True, slots=True)
class Path:
    """``name`` and, after a dot, ``sub``; in the extension ``schema`` where there is one."""

    name: str
    sub: str | None = None
    schema: str | None = None

    def __str__(self) -> str:
        return f"{self.schema + ':' if self.schema else ''}{self.name}{'.' + self.sub if self.sub else ''}"


@dataclass(frozen=True, slots=True)
class Compare:
    path: Path
    op: Op
    value: JsonValue = None


@dataclass(frozen=True, slots=True)
class Some:
    """Of a list some element matches."""

    path: Path
    filter: "Filter"


@dataclass(frozen=True, slots=True)
class Not:
    filter: "Filter"


@dataclass(frozen=True, slots=True)
class Both:
    """``all`` or any of the parts."""

    parts: "tuple[Filter, ...]"
    all: bool


Filter = Compare | Some | Not | Both


@dataclass(frozen=True, slots=True)
class Target:
    """What a PATCH is about: an attribute, elements of it that match, and a part of them."""

    path: Path
    filter: Filter | None = None
    sub: str | None = None


def parse_filter(text: str) -> Filter:
    """Raises ScimError ``invalidFilter``."""
    reader = _Reader(_tokens(text))
    found = reader.filter(0)
    reader.expect_end()
    return found


def parse_target(text: str) -> Target:
    """Raises ScimError ``invalidPath``, ``invalidFilter``."""
    if "[" not in text:
        return Target(parse_path(text))
    head, _, rest = text.partition("[")
    inner, closed, tail = rest.rpartition("]")
    if not closed or (tail and not re.fullmatch(r"\.[A-Za-z$][\w$-]*", tail)):
        raise bad_path(f"{text[:100]!r} is no path.")
    return Target(parse_path(head), parse_filter(inner), tail[1:] or None)


def parse_path(text: str) -> Path:
    """Raises ScimError ``invalidPath``."""
    plain = _CORE.sub("", text.strip(), count=1)
    if not _WORD.fullmatch(plain) or len(plain) > 300:
        raise bad_path(f"{text[:100]!r} is no path.")
    if plain.lower().startswith("urn:"):
        found = _EXTENSION.match(plain)
        if found is None:
            raise bad_path(f"{text[:100]!r} is no path.")
        # The last part of a schema's name begins with a capital, that of an attribute does not.
        schema, name = found["schema"], found["name"]
        if name is None and schema.rpartition(":")[2][:1].islower():
            schema, _, name = schema.rpartition(":")
        return Path(name, None, schema) if name else Path(schema)
    name, dot, sub = plain.partition(".")
    if ":" in plain or "." in sub or (dot and not sub):
        raise bad_path(f"{text[:100]!r} is no path.")
    return Path(name, sub or None)


def matches(filter_: Filter, element: Mapping[str, JsonValue]) -> bool:
    """Whether an element of a list matches, names and text without regard to case."""
    match filter_:
        case Both(parts, every):
            return (all if every else any)(matches(part, element) for part in parts)
        case Not(inner):
            return not matches(inner, element)
        case Some():
            return False
        case Compare(path, op, value):
            return _holds(op, _found(element, path.name), value)


def wanted(filter_: Filter) -> Mapping[str, JsonValue] | None:
    """What an element would be that matches, where the filter says it: of equalities alone."""
    match filter_:
        case Compare(path, Op.EQ, value):
            return {path.name: value}
        case Both(parts, True):
            found: dict[str, JsonValue] = {}
            for part in parts:
                more = wanted(part)
                if more is None:
                    return None
                found |= more
            return found
        case _:
            return None


def _found(element: Mapping[str, JsonValue], name: str) -> JsonValue:
    if name in element:
        return element[name]
    lower = name.lower()
    for key, value in element.items():
        if key.lower() == lower:
            return value
    return None


def _holds(op: Op, found: JsonValue, value: JsonValue) -> bool:
    if op is Op.PR:
        return found not in (None, "", [], {})
    one, other = (item.lower() if isinstance(item, str) else item for item in (found, value))
    if op is Op.EQ:
        return one == other
    if op is Op.NE:
        return one != other
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    match op:
        case Op.CO:
            return other in one
        case Op.SW:
            return one.startswith(other)
        case Op.EW:
            return one.endswith(other)
        case Op.GT:
            return one > other
        case Op.GE:
            return one >= other
        case Op.LT:
            return one < other
        case _:
            return one <= other


def _tokens(text: str) -> list[str]:
    if len(text) > MAX_LENGTH:
        raise bad_filter(f"A filter has at most {MAX_LENGTH} characters.")
    found: list[str] = []
    place = 0
    while text[place:].strip():
        token = _TOKEN.match(text, place)
        if token is None:
            raise bad_filter(f"The filter cannot be read at position {place + 1}.")
        found.append(token[0].strip())
        place = token.end()
    return found


class _Reader:
    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def filter(self, depth: int) -> Filter:
        if depth > _MAX_DEPTH:
            raise bad_filter("The filter nests too deeply.")
        either = [self._all(depth)]
        while self._next_is("or"):
            either.append(self._all(depth))
        return either[0] if len(either) == 1 else Both(tuple(either), all=False)

    def expect_end(self) -> None:
        if self._at < len(self._tokens):
            raise bad_filter(f"The filter goes on where it should end: {self._tokens[self._at][:50]!r}.")

    def _all(self, depth: int) -> Filter:
        parts = [self._term(depth)]
        while self._next_is("and"):
            parts.append(self._term(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts), all=True)

    def _term(self, depth: int) -> Filter:
        if self._next_is("not"):
            self._expect("(")
            inner = self.filter(depth + 1)
            self._expect(")")
            return Not(inner)
        if self._next_is("("):
            inner = self.filter(depth + 1)
            self._expect(")")
            return inner
        path = self._path()
        if self._next_is("["):
            inner = self.filter(depth + 1)
            self._expect("]")
            return Some(path, inner)
        word = self._take("an operator").lower()
        if word not in set(Op):
            raise bad_filter(f"{word[:50]!r} is no operator: use one of {', '.join(Op)}.")
        op = Op(word)
        return Compare(path, op) if op is Op.PR else Compare(path, op, self._value())

    def _path(self) -> Path:
        word = self._take("an attribute")
        if word[0] in '"()[]':
            raise bad_filter(f"An attribute is missing before {word[:50]!r}.")
        return parse_path(word)

    def _value(self) -> JsonValue:
        word = self._take("a value")
        try:
            return json.loads(word if word.startswith('"') else word.lower())
        except ValueError:
            raise bad_filter(f"{word[:50]!r} is no value: text stands in double quotes.") from None

    def _take(self, what: str) -> str:
        if self._at >= len(self._tokens):
            raise bad_filter(f"The filter ends where {what} is expected.")
        self._at += 1
        return self._tokens[self._at - 1]

    def _next_is(self, word: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at].lower() == word
        self._at += found
        return found

    def _expect(self, mark: str) -> None:
        if not self._next_is(mark):
            raise bad_filter(f"{mark!r} is missing in the filter.")
