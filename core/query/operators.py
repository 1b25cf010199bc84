"""Which operators each kind takes, and what they are given.

Negative operators are exactly "not" the positive one, so they hold for empty cells: ``notEquals``, ``notContains``,
``notIn``, ``hasNone``. A negative operator therefore has no meaning of its own; back-ends negate (``POSITIVE``).
"""

from collections.abc import Mapping
from enum import StrEnum

from core.query.ast import AggregateFn, Operator
from core.values import ValueKind


class Shape(StrEnum):
    """The operand: none; one value (or another field, the current user, a relative date); a list of 1–1,000; exactly
    two, the lower first; a relative date."""

    NONE = "none"
    VALUE = "value"
    LIST = "list"
    PAIR = "pair"
    PERIOD = "period"


_O = Operator

POSITIVE: Mapping[Operator, Operator] = {
    _O.NOT_EQUALS: _O.EQUALS,
    _O.NOT_CONTAINS: _O.CONTAINS,
    _O.NOT_IN: _O.IN,
    _O.HAS_NONE: _O.HAS_ANY,
    _O.IS_NOT_EMPTY: _O.IS_EMPTY,
}

_EMPTINESS = {_O.IS_EMPTY: Shape.NONE, _O.IS_NOT_EMPTY: Shape.NONE}
_EQUALITY = {_O.EQUALS: Shape.VALUE, _O.NOT_EQUALS: Shape.VALUE}
_CHOICE = {_O.IN: Shape.LIST, _O.NOT_IN: Shape.LIST}
_MOMENTS = {
    **_EQUALITY,
    _O.BEFORE: Shape.VALUE,
    _O.AFTER: Shape.VALUE,
    _O.ON_OR_BEFORE: Shape.VALUE,
    _O.ON_OR_AFTER: Shape.VALUE,
    _O.WITHIN: Shape.PERIOD,
    _O.BETWEEN: Shape.PAIR,
    **_EMPTINESS,
}

_ONE: Mapping[ValueKind, Mapping[Operator, Shape]] = {
    ValueKind.TEXT: {
        **_EQUALITY,
        _O.CONTAINS: Shape.VALUE,
        _O.NOT_CONTAINS: Shape.VALUE,
        _O.STARTS_WITH: Shape.VALUE,
        _O.ENDS_WITH: Shape.VALUE,
        **_CHOICE,
        **_EMPTINESS,
    },
    ValueKind.NUMBER: {
        **_EQUALITY,
        _O.GREATER_THAN: Shape.VALUE,
        _O.GREATER_OR_EQUAL: Shape.VALUE,
        _O.LESS_THAN: Shape.VALUE,
        _O.LESS_OR_EQUAL: Shape.VALUE,
        _O.BETWEEN: Shape.PAIR,
        **_CHOICE,
        **_EMPTINESS,
    },
    ValueKind.BOOLEAN: _EQUALITY,
    ValueKind.DATE: _MOMENTS,
    ValueKind.DATETIME: _MOMENTS,
    ValueKind.OPTION: {**_EQUALITY, **_CHOICE, **_EMPTINESS},
    ValueKind.USER: {**_EQUALITY, **_CHOICE, **_EMPTINESS},
}
_MANY: Mapping[Operator, Shape] = {
    _O.HAS_ANY: Shape.LIST,
    _O.HAS_ALL: Shape.LIST,
    _O.HAS_NONE: Shape.LIST,
    _O.HAS_EXACTLY: Shape.LIST,
    **_EMPTINESS,
}

_COUNTS = frozenset({AggregateFn.COUNT_DISTINCT, AggregateFn.FILLED, AggregateFn.EMPTY})
_ENDS = frozenset({AggregateFn.MIN, AggregateFn.MAX})
_AGGREGATES: Mapping[ValueKind, frozenset[AggregateFn]] = {
    ValueKind.NUMBER: _COUNTS | _ENDS | {AggregateFn.SUM, AggregateFn.AVG, AggregateFn.MEDIAN},
    ValueKind.DATE: _COUNTS | _ENDS,
    ValueKind.DATETIME: _COUNTS | _ENDS,
    ValueKind.TEXT: _COUNTS,
    ValueKind.BOOLEAN: _COUNTS,
    ValueKind.OPTION: _COUNTS,
    ValueKind.USER: _COUNTS,
}
_COMPARABLE = frozenset(_ONE)


def operators(kind: ValueKind, many: bool) -> Mapping[Operator, Shape]:
    """What a field of this kind may be asked."""
    if kind is ValueKind.NONE:
        return {}
    if kind not in _COMPARABLE:
        return _EMPTINESS
    return _MANY if many else _ONE[kind]


def aggregates(kind: ValueKind, many: bool) -> frozenset[AggregateFn]:
    """What a field of this kind may be summed up as. ``filled`` counts ticked checkboxes, ``empty`` the others."""
    if kind is ValueKind.NONE:
        return frozenset()
    allowed = _AGGREGATES.get(kind, frozenset({AggregateFn.FILLED, AggregateFn.EMPTY}))
    return allowed - {AggregateFn.COUNT_DISTINCT} if many else allowed


def orderable(kind: ValueKind) -> bool:
    """Whether fields of this kind may be sorted and grouped by."""
    return kind in _COMPARABLE
