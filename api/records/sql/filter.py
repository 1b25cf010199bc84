"""Bound filters as SQL conditions; their meaning is written down in ``core.query.evaluate``.

Logic there has two values, in SQL three. A positive condition may be null here, which a WHERE clause takes for false; a
negative one is ``(positive) IS NOT TRUE`` and so never null. AND and OR keep that reading, and nothing negates a group.
"""

from collections.abc import Callable
from typing import assert_never

from api.records.sql.formula import failure, is_empty
from api.records.sql.fragment import FALSE, TRUE, Fragment, compose, join, param
from api.records.sql.project import Column
from api.records.sql.values import literal, literals
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
from core.query.dates import Span, span
from core.query.evaluate import EvalContext
from core.query.operators import POSITIVE
from core.schema import FieldDef
from core.values import StoredValue, ValueKind

_COMPARISONS = {
    Operator.EQUALS: "=",
    Operator.GREATER_THAN: ">",
    Operator.GREATER_OR_EQUAL: ">=",
    Operator.LESS_THAN: "<",
    Operator.LESS_OR_EQUAL: "<=",
    Operator.BEFORE: "<",
    Operator.AFTER: ">",
    Operator.ON_OR_BEFORE: "<=",
    Operator.ON_OR_AFTER: ">=",
}
_PATTERNS = {Operator.CONTAINS: "%{}%", Operator.STARTS_WITH: "{}%", Operator.ENDS_WITH: "%{}"}


def where(filter: BoundFilter | None, column: Column, context: EvalContext) -> Fragment:
    """True for the rows that the filter holds for, false or null for the others."""
    match filter:
        case None:
            return TRUE
        case Group(conjunction, members):
            if not members:
                return TRUE
            word = " AND " if conjunction is Conjunction.AND else " OR "
            return compose("({each})", each=join(word, (where(member, column, context) for member in members)))
        case Condition(operand=CurrentUser()) if context.user_number is None:
            return FALSE
        case Condition():
            positive = POSITIVE.get(filter.operator, filter.operator)
            condition = _without_errors(filter, positive, column, _positive(filter, positive, column, context))
            return condition if positive is filter.operator else compose("({it}) IS NOT TRUE", it=condition)
        case _:
            assert_never(filter)


def _without_errors(condition: Condition, operator: Operator, column: Column, positive: Fragment) -> Fragment:
    """A positive condition does not hold for an error. Errors have no value, so only booleans, where none reads as
    false, need to be told."""
    other = condition.operand.field if isinstance(condition.operand, FieldRef) else condition.field
    for field in (condition.field, other):
        error = failure(field, column)
        if field.kind is ValueKind.BOOLEAN and operator is not Operator.IS_EMPTY and error is not None:
            positive = compose("({it} AND ({error}) IS NULL)", it=positive, error=error)
    return positive


def search(text: str, fields: tuple[FieldDef, ...], column: Column) -> Fragment:
    """True for the rows that have ``text``, capitals or not, in one of the text fields among ``fields``."""
    pattern = param(f"%{escaped(text)}%", "text")
    hits = [
        compose("{at} ILIKE {p}", at=column(f), p=pattern) for f in fields if f.kind is ValueKind.TEXT and not f.many
    ]
    return compose("({any})", any=join(" OR ", hits)) if hits else FALSE


def escaped(text: str) -> str:
    """``text`` as it must be written in a LIKE pattern to mean itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _positive(condition: Condition, operator: Operator, column: Column, context: EvalContext) -> Fragment:
    field = condition.field
    at = column(field)
    if operator is Operator.IS_EMPTY:
        return Fragment(is_empty(field, column))
    match condition.operand:
        case FieldRef(other):
            return _same_row(operator, field, at, column(other))
        case CurrentUser():
            return _comparison(operator, field, at, context.user_number)
        case RelativeDate() | Literal() | LiteralList() as operand:
            if field.kind in (ValueKind.DATE, ValueKind.DATETIME):
                asked = span(field.kind, operand, context.now, context.zone, context.week_start)
                return _within(operator, field, at, asked)
            if isinstance(operand, LiteralList):
                return _list(operator, field, at, operand.values)
            if isinstance(operand, Literal):
                return _comparison(operator, field, at, operand.value)
            raise misfit(operator)
        case None:
            raise misfit(operator)
        case _:
            assert_never(condition.operand)


def _comparison(operator: Operator, field: FieldDef, at: str, value: StoredValue) -> Fragment:
    if field.kind is ValueKind.BOOLEAN and operator is Operator.EQUALS:
        return Fragment(f"{at} IS TRUE" if value else f"{at} IS NOT TRUE")
    if operator in _PATTERNS:
        return compose("{at} ILIKE {p}", at=at, p=param(_PATTERNS[operator].format(escaped(str(value))), "text"))
    if operator not in _COMPARISONS:
        raise misfit(operator)
    return compose("{at} {sign} {value}", at=at, sign=_COMPARISONS[operator], value=literal(field, value))


def _list(operator: Operator, field: FieldDef, at: str, values: tuple[StoredValue, ...]) -> Fragment:
    templates: dict[Operator, str] = {
        Operator.IN: "{at} = ANY({all})",
        Operator.HAS_ANY: "{at} && {all}",
        Operator.HAS_ALL: "{at} @> {all}",
        Operator.HAS_EXACTLY: "({at} @> {all} AND {at} <@ {all})",
    }
    if operator is Operator.BETWEEN:
        low, high = values
        return compose("({at} >= {low} AND {at} <= {high})", at=at, low=literal(field, low), high=literal(field, high))
    if operator not in templates:
        raise misfit(operator)
    return compose(templates[operator], at=at, all=literals(field, values))


def _within(operator: Operator, field: FieldDef, at: str, asked: Span) -> Fragment:
    start = literal(field, asked.start)
    before_end = TRUE if asked.end is None else compose("{at} < {end}", at=at, end=literal(field, asked.end))
    from_end = FALSE if asked.end is None else compose("{at} >= {end}", at=at, end=literal(field, asked.end))
    match operator:
        case Operator.EQUALS | Operator.WITHIN | Operator.BETWEEN:
            return compose("({at} >= {start} AND {before_end})", at=at, start=start, before_end=before_end)
        case Operator.BEFORE:
            return compose("{at} < {start}", at=at, start=start)
        case Operator.ON_OR_BEFORE:
            return compose("({at} IS NOT NULL AND {before_end})", at=at, before_end=before_end)
        case Operator.AFTER:
            return from_end
        case Operator.ON_OR_AFTER:
            return compose("{at} >= {start}", at=at, start=start)
        case _:
            raise misfit(operator)


def _same_row(operator: Operator, field: FieldDef, at: str, other: str) -> Fragment:
    if field.kind is ValueKind.BOOLEAN and operator is Operator.EQUALS:
        return Fragment(f"(({at} IS TRUE) = ({other} IS TRUE))")
    texts: dict[Operator, Callable[[str, str], str]] = {
        Operator.CONTAINS: lambda a, b: f"strpos({a}, {b}) > 0",
        Operator.STARTS_WITH: lambda a, b: f"starts_with({a}, {b})",
        Operator.ENDS_WITH: lambda a, b: f"right({a}, length({b})) = {b}",
    }
    if operator in texts:
        return Fragment(texts[operator](f"lower({at})", f"lower({other})"))
    if operator not in _COMPARISONS:
        raise misfit(operator)
    return Fragment(f"{at} {_COMPARISONS[operator]} {other}")


def misfit(operator: Operator) -> ValueError:
    """The parser lets no such condition through; a hand-built one is a programming error."""
    return ValueError(f"the operator {operator} does not fit this field and operand")
