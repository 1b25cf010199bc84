"""Tree → typed tree: which fields, which functions, which types."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, assert_never

from core.fields.derived import DerivedConfig
from core.fields.limited import changeable
from core.formula.ast import (
    COMPARISONS,
    BinaryNode,
    CallNode,
    NegationNode,
    Node,
    NumberNode,
    Operator,
    ReferenceNode,
    TextNode,
)
from core.formula.calls import applied
from core.formula.coerce import coerced, common
from core.formula.errors import FormulaError, Problem, Span
from core.formula.functions.base import Function
from core.formula.functions.registry import FUNCTIONS
from core.formula.reading import type_of
from core.formula.typed import Constant, FieldValue, IsBlank, LastChange, Negation, Operation, Typed
from core.formula.types import BLANK, BOOLEAN, NUMBER, TEXT, FormulaType, Kind
from core.near import did_you_mean
from core.values import ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

Find = Callable[[str], "FieldDef | None"]
"""The field of this name or id, as the person sees the table."""

_MOMENTS = (Kind.DATE, Kind.DATETIME)


_NONE: Mapping[str, str] = {}
_NO_TITLES: "Mapping[str, FieldDef]" = {}


def check(
    node: Node,
    find: Find,
    names: Sequence[str],
    gone: Mapping[str, str] = _NONE,
    titles: "Mapping[str, FieldDef]" = _NO_TITLES,
) -> Typed:
    """``names`` are the visible fields' names, for hints; ``gone`` the names that fields had, by id, to say which one
    is missing; ``titles`` what stands for each link, by its id. Raises FormulaError with everything that is wrong.
    """
    return _Checker(find, names, gone, titles).whole(node)


class _Checker:
    def __init__(
        self, find: Find, names: Sequence[str], gone: Mapping[str, str], titles: "Mapping[str, FieldDef]"
    ) -> None:
        self._find = find
        self._names = names
        self._gone = gone
        self._titles = titles
        self._problems: list[Problem] = []

    def whole(self, node: Node) -> Typed:
        typed = self._node(node)
        if self._problems:
            raise FormulaError(self._problems[:20])
        return typed

    def _node(self, node: Node) -> Typed:
        try:
            return self._typed(node)
        except FormulaError as error:
            # Blank fits everywhere, so one fault is told once.
            self._problems.extend(error.problems)
            return Constant(None, BLANK, node.span)

    def _typed(self, node: Node) -> Typed:
        match node:
            case NumberNode(value):
                return Constant(value, NUMBER, node.span)
            case TextNode(value):
                return Constant(value, TEXT, node.span)
            case ReferenceNode(key):
                return self._field(key, node.span)
            case NegationNode(operand):
                return Negation(_number(self._node(operand), "A minus sign"), node.span)
            case BinaryNode(operator, left, right):
                return _operation(operator, self._node(left), self._node(right), node.span)
            case CallNode(name, arguments):
                function = FUNCTIONS.get(name)
                if function is not None and function.names_fields and arguments:
                    return self._last_change(function, arguments, node.span)
                given = [self._node(argument) for argument in arguments]
                if function is None:
                    hint = did_you_mean(name, FUNCTIONS) or "The list of functions is at /api/v1/formula/functions."
                    message = f"There is no function {name[:100]}. {hint}"
                    raise FormulaError.one("unknown_function", message, node.name_span)
                if name == "BLANK" and not given:
                    return Constant(None, BLANK, node.span)
                return applied(function, given, node.span)
            case _:
                assert_never(node)

    def _last_change(self, function: Function, arguments: Sequence[Node], span: Span) -> LastChange:
        named: dict[str, FieldDef] = {}
        for argument in arguments:
            if not isinstance(argument, ReferenceNode):
                message = f"{function.name} takes fields themselves: put their names into braces, {{Name}}."
                raise FormulaError.one("wrong_type", message, argument.span)
            field = self._named(argument.key, argument.span)
            if not changeable(field):
                message = f"Nobody changes {field.name}, a {field.type.name}. Name fields that people or links fill."
                raise FormulaError.one("not_changeable", message, argument.span)
            named.setdefault(field.id, field)
        return LastChange(tuple(named.values()), span)

    def _field(self, key: str, span: Span) -> FieldValue:
        field = self._named(key, span)
        if field.kind is ValueKind.LINK:
            field = self._titles.get(field.id, field)
            reason = field.config.invalid if isinstance(field.config, DerivedConfig) else None
            if reason:
                message = f"It uses {field.name}, whose titles cannot be read: {reason}"
                raise FormulaError.one("invalid_formula", message[:2_000], span)
        return FieldValue(field, type_of(field, span), span)

    def _named(self, key: str, span: Span) -> "FieldDef":
        field = self._find(key)
        if field is None and key in self._gone:
            message = (
                f"It uses the field {self._gone[key]}, which was deleted. Restore the field, or change the formula."
            )
            raise FormulaError.one("deleted_field", message, span)
        if field is None:
            hint = did_you_mean(key, self._names) or "Put a field's name into braces: {Name}."
            raise FormulaError.one("unknown_field", f"There is no field {key[:100]!r} in this table. {hint}", span)
        return field


def _operation(operator: Operator, left: Typed, right: Typed, span: Span) -> Typed:
    if operator in COMPARISONS:
        return _comparison(operator, left, right, span)
    joins = operator is Operator.ADD and Kind.TEXT in (left.type.kind, right.type.kind)
    if operator is Operator.CONCATENATE or joins:
        sides = [coerced(side, TEXT, keep_blank=False, needs="&") for side in (left, right)]
        return Operation(Operator.CONCATENATE, sides[0], sides[1], TEXT, span)
    needs = f"The operator {operator.value}"
    return Operation(operator, _number(left, needs), _number(right, needs), NUMBER, span)


def _number(node: Typed, needs: str) -> Typed:
    return coerced(node, NUMBER, keep_blank=False, needs=needs)


def _comparison(operator: Operator, left: Typed, right: Typed, span: Span) -> Typed:
    equality = operator in (Operator.EQUAL, Operator.NOT_EQUAL)
    blanks = [isinstance(side, Constant) and side.type.kind is Kind.BLANK for side in (left, right)]
    if equality and any(blanks):
        return IsBlank(right if blanks[0] else left, operator is Operator.NOT_EQUAL, span)
    target = _meeting(left, right, span, equality=equality)
    needs = f"The comparison {operator.value}"
    sides = [coerced(side, target, keep_blank=target.kind in _MOMENTS, needs=needs) for side in (left, right)]
    return Operation(operator, sides[0], sides[1], BOOLEAN, span)


def _meeting(left: Typed, right: Typed, span: Span, *, equality: bool) -> FormulaType:
    """The type in which two values are compared."""
    kinds = {left.type.kind, right.type.kind} - {Kind.BLANK}
    shared = common([left.type.one, right.type.one])
    if len(kinds) <= 1:
        return NUMBER if shared.kind is Kind.BLANK else shared
    if kinds & set(_MOMENTS) and kinds <= {*_MOMENTS, Kind.TEXT}:
        return shared if Kind.TEXT not in kinds else _moment(left, right)
    if kinds == {Kind.NUMBER, Kind.BOOLEAN}:
        return NUMBER
    if equality:
        return TEXT
    message = f"{left.type} and {right.type} have no common order. VALUE(…) reads text as a number."
    raise FormulaError.one("wrong_type", message, span)


def _moment(left: Typed, right: Typed) -> FormulaType:
    return left.type.one if left.type.kind in _MOMENTS else right.type.one
