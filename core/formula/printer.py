"""Tree → canonical text: ``parse(show(tree)) == tree``. And fields renamed inside a text that is otherwise kept."""

from collections.abc import Callable
from typing import assert_never

from core.formula.ast import (
    BINDING,
    NEGATION_BINDS,
    BinaryNode,
    CallNode,
    NegationNode,
    Node,
    NumberNode,
    ReferenceNode,
    TextNode,
    references,
)


def show(node: Node) -> str:
    """One line, one space around operators, only the parentheses that are needed."""
    match node:
        case NumberNode(value):
            return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case TextNode(value):
            return quoted(value)
        case ReferenceNode(key):
            return braced(key)
        case CallNode(name, arguments):
            return f"{name}({', '.join(show(argument) for argument in arguments)})"
        case NegationNode(operand):
            return f"-{_within(operand, NEGATION_BINDS)}"
        case BinaryNode(operator, left, right):
            binds = BINDING[operator]
            return f"{_within(left, binds)} {operator.value} {_within(right, binds + 1)}"
        case _:
            assert_never(node)


def quoted(text: str) -> str:
    r"""A text literal.

    >>> print(quoted('say "hi"'))
    "say \"hi\""
    """
    for plain, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(plain, written)
    return f'"{text}"'


def braced(name: str) -> str:
    r"""A field's name in braces.

    >>> print(braced("a } b"))
    {a \} b}
    """
    return "{" + name.replace("\\", "\\\\").replace("}", "\\}") + "}"


def renamed(text: str, node: Node, name: Callable[[str], str | None]) -> str:
    """``text``, which ``node`` was parsed from, with every field called what ``name`` says; None leaves it."""
    parts: list[str] = []
    at = 0
    for reference in references(node):
        wanted = name(reference.key)
        if wanted is None:
            continue
        parts += [text[at : reference.span.start], braced(wanted)]
        at = reference.span.end
    return "".join([*parts, text[at:]])


def _within(node: Node, binds: int) -> str:
    """In parentheses where it binds less than what it stands in; a minus sign in front of anything but a sign does."""
    match node:
        case BinaryNode(operator=operator) if BINDING[operator] < binds:
            return f"({show(node)})"
        case NegationNode() if binds > NEGATION_BINDS:
            return f"({show(node)})"
        case _:
            return show(node)
