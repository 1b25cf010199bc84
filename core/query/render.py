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
    Linked,
    Literal,
    LiteralList,
    Match,
    Not,
    Operand,
    RelativeDate,
)
from core.query.operators import Shape, operators
from core.schema import FieldDef
from core.values import JsonValue, StoredValue, ValueKind

PersonIds = Mapping[int, str]
"""Public user id by user number, of everybody whom the filter names."""

_NOBODY: PersonIds = {}


def render(filter: BoundFilter, people: PersonIds = _NOBODY) -> dict[str, JsonValue]:
    """Raises KeyError for a person who is not among ``people``."""
    shown: dict[str, JsonValue]
    match filter:
        case Group(conjunction, members):
            return {"conjunction": conjunction.value, "filters": [render(member, people) for member in members]}
        case Not():
            raise ValueError("what a policy adds to a filter is not shown")
        case Linked(link, _, condition, title):
            shown = render(condition, people)
            return {**shown, "field": link.id if title else f"{link.id}.{condition.field.id}"}
        case Condition(field, operator, operand, match):
            shown = {"field": field.id, "operator": operator.value}
            if operand is not None:
                shape = operators(field.kind, field.many).get(operator)
                # How many is a number whatever the field holds; in a field of people it is no person.
                shown["value"] = _operand(operand, None if shape is Shape.COUNT else field, people)
            if match is not Match.ANY:
                shown["match"] = match.value
            return shown
        case _:
            assert_never(filter)


def _operand(operand: Operand, field: FieldDef | None, people: PersonIds) -> JsonValue:
    match operand:
        case None:
            return None
        case Literal(value):
            return _value(value, field, people)
        case LiteralList(values, reader):
            me: list[JsonValue] = [{"currentUser": True}] if reader else []
            return [*(_value(value, field, people) for value in values), *me]
        case RelativeDate(mode, count):
            return {"mode": mode} if count is None else {"mode": mode, "count": count}
        case CurrentUser():
            return {"currentUser": True}
        case FieldRef(other):
            return {"field": other.id}
        case _:
            assert_never(operand)


def _value(value: StoredValue, field: FieldDef | None, people: PersonIds) -> JsonValue:
    person = field is not None and field.kind is ValueKind.USER
    return people[value] if person and isinstance(value, int) else value
