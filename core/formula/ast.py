"""A formula as it is written. Spans say where in the text and do not count in comparisons."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from core.formula.errors import Span


class Operator(StrEnum):
    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="
    CONCATENATE = "&"
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    POWER = "^"


COMPARISONS = frozenset(
    {
        Operator.EQUAL,
        Operator.NOT_EQUAL,
        Operator.LESS,
        Operator.LESS_OR_EQUAL,
        Operator.GREATER,
        Operator.GREATER_OR_EQUAL,
    }
)

BINDING: dict[Operator, int] = {
    **dict.fromkeys(COMPARISONS, 1),
    Operator.CONCATENATE: 2,
    Operator.ADD: 3,
    Operator.SUBTRACT: 3,
    Operator.MULTIPLY: 4,
    Operator.DIVIDE: 4,
    Operator.POWER: 6,
}
"""How strongly an operator binds, as in spreadsheets; a minus sign (5) binds less than ``^``, so ``-2^2`` is -4."""
NEGATION_BINDS = 5


@dataclass(frozen=True, slots=True)
class NumberNode:
    value: float
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TextNode:
    value: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ReferenceNode:
    """A field, by name or id as it was written."""

    key: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CallNode:
    """``name`` in capitals; ``name_span`` is where it stands."""

    name: str
    arguments: tuple["Node", ...]
    span: Span = field(compare=False)
    name_span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class NegationNode:
    operand: "Node"
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class BinaryNode:
    operator: Operator
    left: "Node"
    right: "Node"
    span: Span = field(compare=False)


Node = NumberNode | TextNode | ReferenceNode | CallNode | NegationNode | BinaryNode


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, in the order of the text."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        match here:
            case CallNode(arguments=arguments):
                waiting.extend(reversed(arguments))
            case NegationNode(operand=operand):
                waiting.append(operand)
            case BinaryNode(left=left, right=right):
                waiting.extend((right, left))
            case _:
                pass


def references(node: Node) -> tuple[ReferenceNode, ...]:
    """Every place where a field is named, in the order of the text."""
    return tuple(item for item in walk(node) if isinstance(item, ReferenceNode))
