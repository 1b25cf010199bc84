"""A formula whose names are resolved and whose types agree: what SQL is made from. Coercions are nodes of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.formula.ast import Operator
from core.formula.errors import Span
from core.formula.functions.base import Function, Overload
from core.formula.types import BOOLEAN, DATETIME, NUMBER, FormulaType

if TYPE_CHECKING:
    from core.schema import FieldDef


@dataclass(frozen=True, slots=True)
class Constant:
    """``value`` None is blank."""

    value: str | float | None
    type: FormulaType
    span: Span


@dataclass(frozen=True, slots=True)
class FieldValue:
    field: "FieldDef"
    type: FormulaType
    span: Span


@dataclass(frozen=True, slots=True)
class Coerced:
    """``keep_blank`` False turns a blank text, number or boolean into ``""``, 0 or false."""

    inner: "Typed"
    type: FormulaType
    keep_blank: bool

    @property
    def span(self) -> Span:
        return self.inner.span


@dataclass(frozen=True, slots=True)
class Negation:
    operand: "Typed"
    span: Span
    type: FormulaType = NUMBER


@dataclass(frozen=True, slots=True)
class Operation:
    """Operands are of one type: numbers, text, booleans, dates or datetimes."""

    operator: Operator
    left: "Typed"
    right: "Typed"
    type: FormulaType
    span: Span


@dataclass(frozen=True, slots=True)
class IsBlank:
    """A comparison with ``BLANK()``."""

    operand: "Typed"
    negated: bool
    span: Span
    type: FormulaType = BOOLEAN


@dataclass(frozen=True, slots=True)
class Applied:
    """``arguments`` by parameter, in the order of the overload; a parameter that was left out is absent."""

    function: Function
    overload: Overload
    arguments: Mapping[str, tuple["Typed", ...]]
    type: FormulaType
    span: Span


@dataclass(frozen=True, slots=True)
class LastChange:
    """When any of these fields last changed: what they hold is not read."""

    fields: tuple["FieldDef", ...]
    span: Span
    type: FormulaType = DATETIME


Typed = Constant | FieldValue | LastChange | Coerced | Negation | Operation | IsBlank | Applied


def walk(node: Typed) -> Iterator[Typed]:
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        match here:
            case Coerced(inner=inner):
                waiting.append(inner)
            case Negation(operand=operand) | IsBlank(operand=operand):
                waiting.append(operand)
            case Operation(left=left, right=right):
                waiting.extend((left, right))
            case Applied(arguments=arguments):
                waiting.extend(argument for given in arguments.values() for argument in given)
            case _:
                pass


def fields(node: Typed) -> dict[str, "FieldDef"]:
    """The fields that the formula names, by id."""
    return {item.field.id: item.field for item in walk(node) if isinstance(item, FieldValue)}
