"""Bound filter → wire JSON that survives renames: fields and options by id. ``parse(render(f)) == f``.

Views, policies and automation plans are stored in this form.
"""

from collections.abc import Mapping
from typing import assert_never

from core.query.ast import (
    BoundFilter,
    Condition,
    CurrentUser,
    FieldRef,
    Group,
    Literal,
    LiteralList,
    Operand,
    RelativeDate,
)
from core.values import JsonValue, StoredValue, ValueKind

PersonIds = Mapping[int, str]
"""Public user id by user number, of everybody whom the filter names."""

_NOBODY: PersonIds = {}


def render(filter: BoundFilter, people: PersonIds = _NOBODY) -> dict[str, JsonValue]:
    """Raises KeyError for a person who is not among ``people``."""
    match filter:
        case Group(conjunction, members):
            return {"conjunction": conjunction.value, "filters": [render(member, people) for member in members]}
        case Condition(field, operator, operand):
            shown: dict[str, JsonValue] = {"field": field.id, "operator": operator.value}
            if operand is not None:
                shown["value"] = _operand(operand, field.kind, people)
            return shown
        case _:
            assert_never(filter)


def _operand(operand: Operand, kind: ValueKind, people: PersonIds) -> JsonValue:
    match operand:
        case None:
            return None
        case Literal(value):
            return _value(value, kind, people)
        case LiteralList(values):
            return [_value(value, kind, people) for value in values]
        case RelativeDate(mode, count):
            return {"mode": mode} if count is None else {"mode": mode, "count": count}
        case CurrentUser():
            return {"currentUser": True}
        case FieldRef(field):
            return {"field": field.id}
        case _:
            assert_never(operand)


def _value(value: StoredValue, kind: ValueKind, people: PersonIds) -> JsonValue:
    return people[value] if kind is ValueKind.USER and isinstance(value, int) else value
