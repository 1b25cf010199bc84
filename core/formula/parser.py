"""Tokens → tree: operators by how strongly they bind, names of functions and fields as they are written.

Binary operators group to the left; ``^`` too, as in spreadsheets. The depth of the tree is limited, because everything
that comes after walks it by recursion, and PostgreSQL does too.
"""

from functools import lru_cache

from core.formula.ast import (
    BINDING,
    NEGATION_BINDS,
    BinaryNode,
    CallNode,
    NegationNode,
    Node,
    NumberNode,
    Operator,
    ReferenceNode,
    TextNode,
)
from core.formula.errors import FormulaError, Span
from core.formula.functions.registry import FUNCTIONS
from core.formula.lexer import MAX_LENGTH, Token, TokenKind, tokens

MAX_DEPTH = 100
"""Levels of one tree. A chain of n operators is n deep, so long ones of ``&`` are better written CONCATENATE."""

MAX_STORED = 40 * MAX_LENGTH

_OPERATORS = {operator.value: operator for operator in Operator}


@lru_cache(maxsize=2_000)
def parse(text: str, longest: int = MAX_LENGTH) -> Node:
    """Raises FormulaError."""
    found = tokens(text, longest)
    if len(found) == 1:
        raise FormulaError.one("empty_formula", "Write a formula.", found[0].span)
    return _Parser(found).whole()


def parse_stored(text: str) -> Node:
    """A formula as it is kept, whose fields' ids may be longer than their names. Raises FormulaError."""
    return parse(text, MAX_STORED)


class _Parser:
    """Each method gives the node with its depth."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0

    def whole(self) -> Node:
        node, _ = self.expression(0, 0)
        if self.here.kind is not TokenKind.END:
            raise self.unexpected("an operator, or the end of the formula")
        return node

    @property
    def here(self) -> Token:
        return self._tokens[self._at]

    def unexpected(self, wanted: str) -> FormulaError:
        here = self.here
        said = "the formula ends" if here.kind is TokenKind.END else f"there is {here.text[:40]!r}"
        return FormulaError.one("unexpected_token", f"Here should be {wanted}; {said}.", here.span)

    def expression(self, least: int, level: int) -> tuple[Node, int]:
        """Everything whose operators bind at least as strongly as ``least``; ``level`` is the depth of the parse."""
        if level > MAX_DEPTH:
            raise self._too_deep(self.here.span)
        left, depth = self._operand(level)
        while self.here.kind is TokenKind.SIGN and (operator := _OPERATORS.get(self.here.text)) is not None:
            binds = BINDING[operator]
            if binds < least:
                break
            self._at += 1
            right, other = self.expression(binds + 1, level + 1)
            span = left.span.to(right.span)
            depth = self._deeper(max(depth, other), span)
            left = BinaryNode(operator, left, right, span)
        return left, depth

    def _operand(self, level: int) -> tuple[Node, int]:
        token = self.here
        self._at += 1
        match token.kind, token.text:
            case TokenKind.NUMBER, text:
                return NumberNode(float(text), token.span), 1
            case TokenKind.TEXT, text:
                return TextNode(text, token.span), 1
            case TokenKind.FIELD, text:
                return ReferenceNode(text, token.span), 1
            case TokenKind.WORD, text:
                return self._word(token, level)
            case TokenKind.SIGN, "-":
                operand, depth = self.expression(NEGATION_BINDS, level + 1)
                span = token.span.to(operand.span)
                return NegationNode(operand, span), self._deeper(depth, span)
            case TokenKind.SIGN, "+":
                return self.expression(NEGATION_BINDS, level + 1)
            case TokenKind.SIGN, "(":
                inner, depth = self.expression(0, level + 1)
                self._close("an operator or )")
                return inner, depth
            case _:
                self._at -= 1
                raise self.unexpected("a value, a field or a function")

    def _word(self, token: Token, level: int) -> tuple[Node, int]:
        name = token.text.upper()
        if self.here.text == "(" and self.here.kind is TokenKind.SIGN:
            return self._call(name, token, level)
        function = FUNCTIONS.get(name)
        if function is not None and function.bare:
            return CallNode(name, (), token.span, token.span), 1
        return ReferenceNode(token.text, token.span), 1

    def _call(self, name: str, token: Token, level: int) -> tuple[Node, int]:
        self._at += 1
        arguments: list[Node] = []
        deepest = 0
        if not self._is(")"):
            while True:
                argument, depth = self.expression(0, level + 1)
                arguments.append(argument)
                deepest = max(deepest, depth)
                if not self._is(","):
                    break
                self._at += 1
        end = self._close("a comma or )")
        span = token.span.to(end)
        return CallNode(name, tuple(arguments), span, token.span), self._deeper(deepest, span)

    def _is(self, sign: str) -> bool:
        return self.here.kind is TokenKind.SIGN and self.here.text == sign

    def _close(self, wanted: str) -> Span:
        if not self._is(")"):
            raise self.unexpected(wanted)
        self._at += 1
        return self._tokens[self._at - 1].span

    def _deeper(self, depth: int, span: Span) -> int:
        if depth >= MAX_DEPTH:
            raise self._too_deep(span)
        return depth + 1

    def _too_deep(self, span: Span) -> FormulaError:
        message = (
            f"A formula is at most {MAX_DEPTH} levels deep. Split it into several formula fields; "
            "long chains of & are better written CONCATENATE(a, b, …)."
        )
        return FormulaError.one("formula_too_deep", message, span)
