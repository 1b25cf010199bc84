"""The filter language in memory: automation conditions, realtime, policies on a record in hand.

Its meaning, which the SQL back-end shares (one case table and property tests hold them equal):

* Logic has two values. A positive condition on an empty cell is false, ``isEmpty`` apart; a negative condition is the
  exact opposite of its positive one, so it is true on an empty cell. Empty is null or an empty list; a checkbox is
  never empty and null reads as false.
* An empty group holds, whether ``and`` or ``or``.
* Text: ``equals`` and ``in`` are exact. ``contains``, ``startsWith`` and ``endsWith`` ignore capitals by
  ``core.text.fold`` (PostgreSQL's ``lower``); ``%``, ``_`` and ``\\`` are ordinary characters.
* Numbers compare as numbers; ``between`` includes both ends and holds for nothing when they are the wrong way round.
* Dates: a date operand is a whole day, a relative date a range of days, on datetime fields in the reader's zone;
  ``before`` is before the range begins, ``after`` is from its end on (``core.query.dates``).
* Another field as operand is the value in the same record; when either side is empty, the positive condition is false.
* An error of a formula is not empty, and no positive condition holds for it.
* The current user, where there is none, makes the condition false, negative or not.
* Lists are sets: ``hasAny``, ``hasAll``, ``hasExactly`` ignore order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from core.changes import Cells
from core.query.ast import (
    BoundFilter,
    Condition,
    Conjunction,
    CurrentUser,
    FieldRef,
    Group,
    Literal,
    LiteralList,
    Operator,
    RelativeDate,
)
from core.query.dates import MONDAY, Span, span
from core.query.operators import POSITIVE
from core.schema import FieldDef
from core.text import fold
from core.values import StoredValue, ValueKind

System = Mapping[str, StoredValue]
"""The record's system columns by name: ``id``, ``created_at``, ``updated_at``, ``created_by``, ``updated_by``."""


@dataclass(frozen=True, slots=True)
class EvalContext:
    """Who asks, and when. ``now`` is aware; ``user_number`` None is nobody."""

    now: datetime
    zone: ZoneInfo
    user_number: int | None = None
    week_start: int = MONDAY


def holds(filter: BoundFilter | None, cells: Cells, system: System, context: EvalContext) -> bool:
    """Whether the record with these cells satisfies the filter; no filter holds always."""
    match filter:
        case None:
            return True
        case Group(conjunction, members):
            if not members:
                return True
            each = (holds(member, cells, system, context) for member in members)
            return all(each) if conjunction is Conjunction.AND else any(each)
        case Condition(operand=CurrentUser()) if context.user_number is None:
            return False
        case Condition():
            positive = POSITIVE.get(filter.operator, filter.operator)
            return _positive(filter, positive, cells, system, context) == (positive is filter.operator)
        case _:
            assert_never(filter)


def cell(field: FieldDef, cells: Cells, system: System) -> StoredValue:
    """The stored value that a field shows; an empty list is empty like null."""
    column = field.type.system_column
    value = cells.get(field.number) if column is None else system.get(column)
    return None if value == [] else value


def is_error(field: FieldDef, value: StoredValue) -> bool:
    """Whether a formula's value is an error."""
    return isinstance(value, dict) and field.kind is not ValueKind.JSON


def _positive(condition: Condition, operator: Operator, cells: Cells, system: System, context: EvalContext) -> bool:
    field = condition.field
    value = cell(field, cells, system)
    if operator is Operator.IS_EMPTY:
        return value is None and field.kind is not ValueKind.BOOLEAN
    if is_error(field, value):
        return False
    if field.kind is ValueKind.BOOLEAN:
        value = bool(value)
    if value is None:
        return False
    match condition.operand:
        case FieldRef(other):
            against = cell(other, cells, system)
            if is_error(other, against):
                return False
            if other.kind is ValueKind.BOOLEAN:
                against = bool(against)
            return against is not None and _compare(operator, value, against)
        case CurrentUser():
            return _compare(operator, value, context.user_number)
        case RelativeDate() | Literal() | LiteralList() as operand:
            if field.kind in (ValueKind.DATE, ValueKind.DATETIME):
                asked = span(field.kind, operand, context.now, context.zone, context.week_start)
                return _compare_span(operator, str(value), asked)
            if isinstance(operand, LiteralList):
                return _compare_list(operator, value, operand.values)
            if isinstance(operand, Literal):
                return _compare(operator, value, operand.value)
            raise _misfit(operator)
        case None:
            raise _misfit(operator)
        case _:
            assert_never(condition.operand)


def _compare(operator: Operator, value: StoredValue, against: StoredValue) -> bool:
    """Two cells of one kind. Stored dates and times sort as text (``core.fields.instant``)."""
    if isinstance(value, str) and isinstance(against, str):
        match operator:
            case Operator.CONTAINS:
                return fold(against) in fold(value)
            case Operator.STARTS_WITH:
                return fold(value).startswith(fold(against))
            case Operator.ENDS_WITH:
                return fold(value).endswith(fold(against))
            case Operator.BEFORE:
                return value < against
            case Operator.AFTER:
                return value > against
            case Operator.ON_OR_BEFORE:
                return value <= against
            case Operator.ON_OR_AFTER:
                return value >= against
            case _:
                pass
    if isinstance(value, int | float) and isinstance(against, int | float):
        match operator:
            case Operator.GREATER_THAN:
                return value > against
            case Operator.GREATER_OR_EQUAL:
                return value >= against
            case Operator.LESS_THAN:
                return value < against
            case Operator.LESS_OR_EQUAL:
                return value <= against
            case _:
                pass
    if operator is Operator.EQUALS:
        return value == against
    raise _misfit(operator)


def _compare_list(operator: Operator, value: StoredValue, values: tuple[StoredValue, ...]) -> bool:
    match operator:
        case Operator.IN:
            return value in values
        case Operator.BETWEEN:
            low, high = values
            return _compare(Operator.GREATER_OR_EQUAL, value, low) and _compare(Operator.LESS_OR_EQUAL, value, high)
        case Operator.HAS_ANY | Operator.HAS_ALL | Operator.HAS_EXACTLY if isinstance(value, list):
            have, asked = {str(item) for item in value}, {str(item) for item in values}
            if operator is Operator.HAS_ANY:
                return bool(have & asked)
            return have >= asked if operator is Operator.HAS_ALL else have == asked
        case _:
            raise _misfit(operator)


def _compare_span(operator: Operator, value: str, asked: Span) -> bool:
    ended = asked.end is not None and value >= asked.end
    match operator:
        case Operator.EQUALS | Operator.WITHIN | Operator.BETWEEN:
            return asked.start <= value and not ended
        case Operator.BEFORE:
            return value < asked.start
        case Operator.ON_OR_BEFORE:
            return not ended
        case Operator.AFTER:
            return ended
        case Operator.ON_OR_AFTER:
            return value >= asked.start
        case _:
            raise _misfit(operator)


def _misfit(operator: Operator) -> ValueError:
    """The parser lets no such condition through; a hand-built one is a programming error."""
    return ValueError(f"the operator {operator} does not fit this field and operand")
