r"""Text → tokens.

* A field is ``{Field Name}``, where ``\}`` and ``\\`` stand for a brace and a backslash, or its bare name when that is
  one word.
* Text stands in ``"`` or ``'``; ``\"``, ``\'``, ``\\``, ``\n``, ``\t`` and ``\r`` are what they are elsewhere, and any
  other backslash is itself, so patterns need no doubling. Typographic quotes, which come with pasted formulas, are
  taken for straight ones: text that begins with one ends at the next of its family.
* Numbers are ``12``, ``1.5``, ``.5``, ``1e6``, with a point whatever the reader's language.
* ``// …`` to the end of the line and ``/* … */`` are comments.
"""

import math
import re
from dataclasses import dataclass
from enum import Enum, auto

from core.formula.errors import FormulaError, Span
from core.text import unstorable

MAX_LENGTH = 10_000
"""Characters of a formula as people write it."""


class TokenKind(Enum):
    NUMBER = auto()
    TEXT = auto()
    FIELD = auto()
    WORD = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` is what was meant: text without quotes and escapes, a field's name without braces."""

    kind: TokenKind
    text: str
    span: Span


_SPACE = re.compile(r"(?:\s|\u200b|\ufeff|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\W\d]\w*")
_SIGN = re.compile(r"<=|>=|!=|<>|==|&&|\|\||[-+*/^&=<>(),−×÷≠≤≥]")
_FIELD = re.compile(r"\{((?:[^\\}]|\\.)*)\}", re.DOTALL)
_DOUBLE, _SINGLE = '"“”„‟', "'‘’‚‛"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_MEANT = {"<>": "!=", "−": "-", "×": "*", "÷": "/", "≠": "!=", "≤": "<=", "≥": ">="}
_HINTS = {
    "==": "Write = to compare.",
    "&&": "Write AND(a, b).",
    "||": "Write OR(a, b).",
}


def tokens(text: str, longest: int = MAX_LENGTH) -> list[Token]:
    """The tokens, END last. Raises FormulaError."""
    if len(text) > longest:
        message = f"A formula has at most {longest:,} characters; this has {len(text):,}."
        raise FormulaError.one("formula_too_long", message, Span(longest, len(text)))
    reason = unstorable(text, longest)
    if reason is not None:
        raise FormulaError.one("invalid_text", reason, Span(0, len(text)))
    found: list[Token] = []
    at = 0
    while True:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        if at >= len(text):
            return [*found, Token(TokenKind.END, "", Span(at, at))]
        token = _next(text, at)
        found.append(token)
        at = token.span.end


def _next(text: str, at: int) -> Token:
    character = text[at]
    if character == "{":
        return _field(text, at)
    for family in (_DOUBLE, _SINGLE):
        if character in family:
            return _text(text, at, family)
    if match := _NUMBER.match(text, at):
        return _number(text, match)
    if match := _WORD.match(text, at):
        return Token(TokenKind.WORD, match[0], Span(*match.span()))
    if text.startswith("/*", at):
        raise FormulaError.one("unclosed_comment", "This comment has no end; close it with */.", Span(at, len(text)))
    if match := _SIGN.match(text, at):
        if match[0] in _HINTS:
            raise FormulaError.one("unknown_operator", _HINTS[match[0]], Span(*match.span()))
        return Token(TokenKind.SIGN, _MEANT.get(match[0], match[0]), Span(*match.span()))
    raise FormulaError.one("unexpected_character", f"{character!r} means nothing here.", Span(at, at + 1))


def _field(text: str, at: int) -> Token:
    match = _FIELD.match(text, at)
    if match is None:
        raise FormulaError.one("unclosed_field", "This field name has no end; close it with }.", Span(at, len(text)))
    name = re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL).strip()
    if not name:
        raise FormulaError.one("empty_field", "Write the name of a field between the braces.", Span(*match.span()))
    return Token(TokenKind.FIELD, name, Span(*match.span()))


def _text(text: str, at: int, family: str) -> Token:
    straight = family[0]
    ends = straight if text[at] == straight else family
    read: list[str] = []
    place = at + 1
    while place < len(text):
        character = text[place]
        if character in ends:
            return Token(TokenKind.TEXT, "".join(read), Span(at, place + 1))
        if character == "\\" and place + 1 < len(text) and text[place + 1] in _ESCAPES:
            read.append(_ESCAPES[text[place + 1]])
            place += 2
            continue
        read.append(character)
        place += 1
    message = f"This text has no end; close it with {straight}."
    raise FormulaError.one("unclosed_text", message, Span(at, len(text)))


def _number(text: str, match: re.Match[str]) -> Token:
    span = Span(*match.span())
    if span.end < len(text) and (text[span.end].isalnum() or text[span.end] in "_."):
        message = "A number cannot run into a word; put a field name with digits into braces."
        raise FormulaError.one("invalid_number", message, span)
    if not math.isfinite(float(match[0])) or len(match[0]) > 400:
        raise FormulaError.one("invalid_number", "This number is too large; the largest is about 8.9e307.", span)
    return Token(TokenKind.NUMBER, match[0], span)
