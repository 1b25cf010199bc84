"""Which operators each kind takes, and what they are given.

Negative operators are exactly "not" the positive one, so they hold for empty cells: ``notEquals``, ``notContains``,
``notIn``, ``hasNone``. A negative operator therefore has no meaning of its own; back-ends negate (``POSITIVE``).

A field with several values takes the operators of one value of its kind, held against its values by ``match``, and
those that speak of the list: ``hasAny``, ``countEquals``. There is no regular expression: Python's may take for ever on
a hostile one, and PostgreSQL's mean other things.
"""

from collections.abc import Mapping
from enum import StrEnum

from core.query.ast import Operator
from core.values import ValueKind


class Shape(StrEnum):
    """The operand: none; one value (or another field, the current user, a relative date); a text; a list of 1–1,000;
    exactly two, the lower first; a relative date; how many."""

    NONE = "none"
    VALUE = "value"
    TEXT = "text"
    LIST = "list"
    PAIR = "pair"
    PERIOD = "period"
    COUNT = "count"


_O = Operator

POSITIVE: Mapping[Operator, Operator] = {
    _O.NOT_EQUALS: _O.EQUALS,
    _O.NOT_CONTAINS: _O.CONTAINS,
    _O.NOT_CONTAINS_WORD: _O.CONTAINS_WORD,
    _O.NOT_IN: _O.IN,
    _O.HAS_NONE: _O.HAS_ANY,
    _O.NOT_HAS_EXACTLY: _O.HAS_EXACTLY,
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


def _without(all: Mapping[Operator, Shape], some: Mapping[Operator, Shape]) -> Mapping[Operator, Shape]:
    return {operator: shape for operator, shape in all.items() if operator not in some}


_ONE: Mapping[ValueKind, Mapping[Operator, Shape]] = {
    ValueKind.TEXT: {
        **_EQUALITY,
        _O.EQUALS_IGNORE_CASE: Shape.VALUE,
        _O.CONTAINS: Shape.VALUE,
        _O.NOT_CONTAINS: Shape.VALUE,
        _O.CONTAINS_WORD: Shape.TEXT,
        _O.NOT_CONTAINS_WORD: Shape.TEXT,
        _O.STARTS_WITH: Shape.VALUE,
        _O.ENDS_WITH: Shape.VALUE,
        _O.LENGTH_EQUALS: Shape.COUNT,
        _O.LENGTH_GREATER_THAN: Shape.COUNT,
        _O.LENGTH_LESS_THAN: Shape.COUNT,
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
        _O.IS_WHOLE: Shape.NONE,
        _O.IS_EVEN: Shape.NONE,
        _O.IS_ODD: Shape.NONE,
        **_CHOICE,
        **_EMPTINESS,
    },
    ValueKind.BOOLEAN: _EQUALITY,
    ValueKind.DATE: _MOMENTS,
    ValueKind.DATETIME: _MOMENTS,
    ValueKind.OPTION: {**_EQUALITY, **_CHOICE, **_EMPTINESS},
    ValueKind.USER: {**_EQUALITY, **_CHOICE, **_EMPTINESS},
}
_SETS = {
    _O.HAS_ANY: Shape.LIST,
    _O.HAS_ALL: Shape.LIST,
    _O.HAS_NONE: Shape.LIST,
    _O.HAS_EXACTLY: Shape.LIST,
    _O.NOT_HAS_EXACTLY: Shape.LIST,
}
TITLES = {
    _O.EQUALS: Shape.TEXT,
    _O.NOT_EQUALS: Shape.TEXT,
    _O.EQUALS_IGNORE_CASE: Shape.TEXT,
    _O.CONTAINS: Shape.TEXT,
    _O.NOT_CONTAINS: Shape.TEXT,
    _O.STARTS_WITH: Shape.TEXT,
    _O.ENDS_WITH: Shape.TEXT,
}
"""What a link is asked about the titles of its records."""
_AMOUNTS = {
    _O.COUNT_EQUALS: Shape.COUNT,
    _O.COUNT_GREATER_THAN: Shape.COUNT,
    _O.COUNT_LESS_THAN: Shape.COUNT,
}
_ITEMS: Mapping[ValueKind, Mapping[Operator, Shape]] = {
    ValueKind.TEXT: _without(_ONE[ValueKind.TEXT], _EMPTINESS),
    ValueKind.NUMBER: _without(_ONE[ValueKind.NUMBER], _EMPTINESS),
    ValueKind.BOOLEAN: _EQUALITY,
    ValueKind.DATE: _without(_MOMENTS, _EMPTINESS),
    ValueKind.DATETIME: _without(_MOMENTS, _EMPTINESS),
    # Of options and people one asks by sets; ``in`` is there for "every value is one of".
    ValueKind.OPTION: _CHOICE,
    ValueKind.USER: _CHOICE,
    ValueKind.FILE: {_O.CONTAINS: Shape.TEXT, _O.NOT_CONTAINS: Shape.TEXT, _O.HAS_TYPE: Shape.TEXT},
}
"""What one value of a list may be asked."""

_LISTS: Mapping[ValueKind, Mapping[Operator, Shape]] = {
    kind: {
        **(_SETS if kind in (ValueKind.TEXT, ValueKind.NUMBER, ValueKind.OPTION, ValueKind.USER) else {}),
        **items,
        **_AMOUNTS,
        **_EMPTINESS,
    }
    for kind, items in _ITEMS.items()
}

_LINKS = {**_SETS, **TITLES, **_AMOUNTS, **_EMPTINESS}
"""Of links, whether their cells hold one record or several."""

_COMPARABLE = frozenset(_ONE) | {ValueKind.LINK}


def operators(kind: ValueKind, many: bool) -> Mapping[Operator, Shape]:
    """What a field of this kind may be asked."""
    if kind is ValueKind.NONE:
        return {}
    if kind is ValueKind.LINK:
        return _LINKS
    known = _LISTS if many else _ONE
    return known.get(kind, _EMPTINESS)


def of_items(kind: ValueKind, operator: Operator) -> bool:
    """Whether a list is asked this value by value, so that ``match`` says how many it must hold for."""
    return operator in _ITEMS.get(kind, {})


def orderable(kind: ValueKind) -> bool:
    """Whether fields of this kind may be sorted and grouped by."""
    return kind in _COMPARABLE
