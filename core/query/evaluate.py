"""The filter language in memory: automation conditions, realtime, policies on a record in hand.

Its meaning, which the SQL back-end shares (one case table and property tests hold them equal):

* Logic has two values. A positive condition on an empty cell is false, ``isEmpty`` apart; a negative condition is the
  exact opposite of its positive one, so it is true on an empty cell. Empty is null or a list without values; a checkbox
  is never empty and null reads as false.
* An empty group holds, whether ``and`` or ``or``.
* Text: ``equals`` and ``in`` are exact. ``contains``, ``startsWith``, ``endsWith``, ``equalsIgnoreCase`` and
  ``containsWord`` ignore capitals by ``core.text.fold`` (PostgreSQL's ``lower``); ``%``, ``_`` and ``\\`` are ordinary
  characters. Lengths count characters (code points). What ends a word: ``core.query.words``.
* Numbers compare as numbers; ``between`` includes both ends and holds for nothing when they are the wrong way round.
* Dates: a date operand is a whole day, a relative date a range of days, on datetime fields in the reader's zone;
  ``before`` is before the range begins, ``after`` is from its end on (``core.query.dates``).
* Another field as operand is the value in the same record; when either side is empty, the positive condition is false.
* An error of a formula is not empty, and no positive condition holds for it.
* The current user, where there is none, makes the condition false, negative or not.
* Lists are sets where values are looked for: ``hasAny``, ``hasAll``, ``hasExactly`` ignore order and repetition. An
  operator on one value is held against each value of the list, and ``match`` says for how many it must hold
  (``Match``). A negative operator is the opposite of that as well, so ``notContains`` without ``match`` is "none
  contains". Counts are of all values, repeated ones too; a list without values has 0. Nulls and errors in a list are no
  values.
* Links are lists of records. Conditions on their titles, or by a path on fields of theirs, are for SQL alone: a record
  in hand does not have what it links to, so places that judge records in memory (automations) refuse them when a filter
  is written (``core.query.across``).
* Files are lists: ``contains`` asks their names, ``hasType`` their types.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    Linked,
    Literal,
    LiteralList,
    Match,
    Not,
    Operator,
    RelativeDate,
)
from core.query.compare import among, compare, file, form, misfit, sized, spanned
from core.query.dates import MONDAY, span
from core.query.operators import POSITIVE, Shape, of_items, operators
from core.schema import FieldDef
from core.values import JsonValue, StoredValue, ValueKind

_UTC = ZoneInfo("UTC")
System = Mapping[str, StoredValue]
"""The record's system columns by name: ``id``, ``created_at``, ``updated_at``, ``created_by``, ``updated_by``."""


@dataclass(frozen=True, slots=True)
class EvalContext:
    """Who asks, and when. ``now`` is aware; ``user_number`` None is nobody."""

    now: datetime
    zone: ZoneInfo
    user_number: int | None = None
    week_start: int = MONDAY


def of_policy(context: EvalContext) -> EvalContext:
    """As rules on rows are read: callers say of themselves where they are and when their weeks begin, and must not
    choose by that which day a rule means."""
    return replace(context, zone=_UTC, week_start=MONDAY)


@dataclass(frozen=True, slots=True)
class _Record:
    cells: Cells
    system: System
    context: EvalContext


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
        case Not(member):
            return not holds(member, cells, system, context)
        case Linked():
            raise ValueError("a condition over a link needs the linked records: parse with ``alone`` for memory")
        case Condition() if filter.for_reader and context.user_number is None:
            return False
        case Condition():
            positive = POSITIVE.get(filter.operator, filter.operator)
            negated = (positive is not filter.operator) != (filter.match is Match.NONE)
            return _positive(filter, positive, _Record(cells, system, context)) != negated
        case _:
            assert_never(filter)


def cell(field: FieldDef, cells: Cells, system: System) -> StoredValue:
    """The stored value that a field shows; a list without values is empty like null."""
    column = field.type.system_column
    value = cells.get(field.number) if column is None else system.get(column)
    return values_of(field, value) or None if field.many and isinstance(value, list) else value


def values_of(field: FieldDef, listed: list[JsonValue]) -> list[JsonValue]:
    """The values of a list: what is null, or an error, is none."""
    if field.kind in (ValueKind.FILE, ValueKind.JSON, ValueKind.LINK):
        return [item for item in listed if item is not None]
    return [item for item in listed if item is not None and not isinstance(item, list | dict)]


def is_error(field: FieldDef, value: StoredValue) -> bool:
    """Whether a formula's value is an error."""
    return isinstance(value, dict) and "error" in value and field.kind is not ValueKind.JSON


def _positive(condition: Condition, operator: Operator, record: _Record) -> bool:
    field = condition.field
    value = cell(field, record.cells, record.system)
    if operator is Operator.IS_EMPTY:
        return value is None
    if is_error(field, value):
        return False
    if not field.many and field.kind is not ValueKind.LINK:
        if field.kind is ValueKind.BOOLEAN:
            value = bool(value)
        return value is not None and _one(condition, operator, value, record)
    listed = value if isinstance(value, list) else []
    if not of_items(field.kind, operator):
        return _list(condition, operator, listed, record)
    each = (_one(condition, operator, item, record) for item in listed)
    return all(each) and bool(listed) if condition.match is Match.EVERY else any(each)


def _list(condition: Condition, operator: Operator, listed: list[JsonValue], record: _Record) -> bool:
    match condition.operand:
        case Literal(value):
            return sized(operator, len(listed), value)
        case LiteralList():
            have, asked = set(map(_hashable, listed)), set(map(_hashable, _asked(condition.operand, record)))
        case _:
            raise misfit(operator)
    match operator:
        case Operator.HAS_ANY:
            return bool(have & asked)
        case Operator.HAS_ALL:
            return have >= asked
        case Operator.HAS_EXACTLY:
            return have == asked
        case _:
            raise misfit(operator)


def _one(condition: Condition, operator: Operator, value: StoredValue, record: _Record) -> bool:
    """Whether this one value, which is not empty, satisfies the condition."""
    field, context = condition.field, record.context
    match condition.operand:
        case FieldRef(other):
            against = cell(other, record.cells, record.system)
            if is_error(other, against):
                return False
            if other.kind is ValueKind.BOOLEAN:
                against = bool(against)
            return against is not None and compare(operator, value, against)
        case CurrentUser():
            return compare(operator, value, context.user_number)
        case RelativeDate() | Literal() | LiteralList() as operand if field.kind in (
            ValueKind.DATE,
            ValueKind.DATETIME,
        ):
            asked = span(field.kind, operand, context.now, context.zone, context.week_start)
            return spanned(operator, str(value), asked)
        case LiteralList() as operand:
            return among(operator, value, _asked(operand, record))
        case Literal(against) if operators(field.kind, field.many)[operator] is Shape.COUNT:
            return sized(operator, len(str(value)), against)
        case Literal(against) if field.kind is ValueKind.FILE:
            return file(operator, value, str(against))
        case Literal(against):
            return compare(operator, value, against)
        case None:
            return form(operator, value)
        case RelativeDate():
            raise misfit(operator)
        case _:
            assert_never(condition.operand)


def _asked(operand: LiteralList, record: _Record) -> tuple[StoredValue, ...]:
    return (*operand.values, record.context.user_number) if operand.reader else operand.values


def _hashable(value: StoredValue) -> str | int | float | None:
    return str(value) if isinstance(value, list | dict) else value
