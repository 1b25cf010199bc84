"""Bound filters as SQL conditions; their meaning is written down in ``core.query.evaluate``.

Logic there has two values, in SQL three. A positive condition may be null here, which a WHERE clause takes for false; a
negative one is ``(positive) IS NOT TRUE`` and so never null. AND and OR keep that reading, and nothing negates a group.
"""

from typing import assert_never

from api.records.sql import compare
from api.records.sql.formula import failure, is_empty
from api.records.sql.fragment import FALSE, TRUE, Fragment, compose, join, param
from api.records.sql.links import cell_alias, linked_rows, seen_by, title_of
from api.records.sql.project import Column, RowColumn, column_of
from api.records.sql.values import array_of, count_of, elements, literals
from core.fields.base import config_of
from core.fields.link import LinkConfig
from core.query.across import positive
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
from core.query.compare import misfit
from core.query.dates import span
from core.query.evaluate import EvalContext
from core.query.operators import POSITIVE, Shape, of_items, operators
from core.values import StoredValue, ValueKind


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
        case Not(member):
            return compose("({it}) IS NOT TRUE", it=where(member, column, context))
        case Linked(condition=asked) if asked.for_reader and context.user_number is None:
            return FALSE
        case Linked():
            return _linked(filter, column, context)
        case Condition() if filter.for_reader and context.user_number is None:
            return FALSE
        case Condition():
            positive = POSITIVE.get(filter.operator, filter.operator)
            negated = (positive is not filter.operator) != (filter.match is Match.NONE)
            condition = _without_errors(filter, positive, column, _positive(filter, positive, column, context))
            return compose("({it}) IS NOT TRUE", it=condition) if negated else condition
        case _:
            assert_never(filter)


def _linked(linked: Linked, column: Column, context: EvalContext) -> Fragment:
    """From a row as it stands a linked record is found by its pairs, else by the keys that the row would hold."""
    condition, negated = positive(linked)
    # A rule on the linked records may look further over a link of theirs.
    at = "lj" if isinstance(column, RowColumn) and column.alias == "li" else "li"
    there: Column = column_of(at)
    if linked.title:
        title = title_of(linked.target, at).sql
        there = lambda _field: f"({title})"  # noqa: E731 - a Column is a function
    rows = f"FROM {linked.target.relation} {at} WHERE {at}.deleted_at IS NULL AND {at}.id = ANY ({column(linked.link)})"
    if isinstance(column, RowColumn):
        rows = linked_rows(config_of(linked.link, LinkConfig), column.key, at) + seen_by(column.seen, linked.link, at)
    word = "NOT EXISTS" if negated else "EXISTS"
    return compose(word + " (SELECT {rows} AND {it})", rows=rows, it=where(condition, there, context))


def _without_errors(condition: Condition, operator: Operator, column: Column, positive: Fragment) -> Fragment:
    """A positive condition does not hold for an error. Errors have no value, so only conditions that take none for
    something need to be told: those on ticks, where it reads as unticked, and on amounts, where it reads as 0."""
    if operator is Operator.IS_EMPTY:
        return positive
    fields = [condition.field, *([condition.operand.field] if isinstance(condition.operand, FieldRef) else [])]
    for field in fields:
        safe = of_items(field.kind, operator) if field.many else field.kind is not ValueKind.BOOLEAN
        error = None if safe else failure(field, column)
        if error is not None:
            positive = compose("({it} AND ({error}) IS NULL)", it=positive, error=error)
    return positive


def _pairs(condition: Condition, operator: Operator, column: Column) -> Fragment | None:
    """What of a link can be asked of its pairs, without making the list first."""
    field = condition.field
    if field.kind is not ValueKind.LINK or not isinstance(column, RowColumn):
        return None
    config = config_of(field, LinkConfig)
    if config.link is None:
        return None
    alias = cell_alias(column.key)
    rows = linked_rows(config, column.key, alias) + seen_by(column.seen, field, alias)
    match operator, condition.operand:
        case Operator.IS_EMPTY, _:
            return Fragment(f"NOT EXISTS (SELECT {rows})")
        case Operator.HAS_ANY, LiteralList(values):
            wanted = param([str(value) for value in values], "bigint[]")
            return compose(
                "EXISTS (SELECT {rows} AND lk.{other} = ANY ({all}))", rows=rows, other=config.other, all=wanted
            )
        case _:
            return None


def _positive(condition: Condition, operator: Operator, column: Column, context: EvalContext) -> Fragment:
    field = condition.field
    of_pairs = _pairs(condition, operator, column)
    if of_pairs is not None:
        return of_pairs
    at = column(field)
    if operator is Operator.IS_EMPTY:
        return Fragment(is_empty(field, column))
    if not field.many and field.kind is not ValueKind.LINK:
        return _one(condition, operator, at, column, context)
    if not of_items(field.kind, operator):
        return _list(condition, operator, at, context)
    holds = _one(condition, operator, "e.v", column, context)
    if condition.match is Match.EVERY:
        # Every value, and there is one: no null is a value.
        return compose(
            "(SELECT bool_and(({holds}) IS TRUE) FROM {each} WHERE e.v IS NOT NULL)",
            each=elements(field, at),
            holds=holds,
        )
    return compose(
        "EXISTS (SELECT FROM {each} WHERE e.v IS NOT NULL AND {holds})", each=elements(field, at), holds=holds
    )


def _list(condition: Condition, operator: Operator, at: str, context: EvalContext) -> Fragment:
    field = condition.field
    match condition.operand:
        case Literal(value):
            return compare.sized(operator, count_of(field, at), value)
        case LiteralList() as operand:
            listed = array_of(field, at)
            asked = literals(field, _asked(operand, context))
        case _:
            raise misfit(operator)
    templates: dict[Operator, str] = {
        Operator.HAS_ANY: "{at} && {all}",
        Operator.HAS_ALL: "{at} @> {all}",
        Operator.HAS_EXACTLY: "({at} @> {all} AND array_remove({at}, NULL) <@ {all})",
    }
    if operator not in templates:
        raise misfit(operator)
    return compose(templates[operator], at=listed, all=asked)


def _one(condition: Condition, operator: Operator, at: str, column: Column, context: EvalContext) -> Fragment:
    """On one value: the field's own, or an element of its list."""
    field = condition.field
    match condition.operand:
        case FieldRef(other):
            return compare.same_row(operator, field, at, column(other))
        case CurrentUser():
            return compare.comparison(operator, field, at, context.user_number)
        case RelativeDate() | Literal() | LiteralList() as operand if field.kind in (
            ValueKind.DATE,
            ValueKind.DATETIME,
        ):
            asked = span(field.kind, operand, context.now, context.zone, context.week_start)
            return compare.spanned(operator, field, at, asked)
        case LiteralList() as operand:
            return compare.among(operator, field, at, _asked(operand, context))
        case Literal(value) if operators(field.kind, field.many)[operator] is Shape.COUNT:
            return compare.sized(operator, f"char_length({at})", value)
        case Literal(value) if field.kind is ValueKind.FILE:
            return compare.file(operator, at, str(value))
        case Literal(value):
            return compare.comparison(operator, field, at, value)
        case None:
            return compare.form(operator, at)
        case RelativeDate():
            raise misfit(operator)
        case _:
            assert_never(condition.operand)


def _asked(operand: LiteralList, context: EvalContext) -> tuple[StoredValue, ...]:
    return (*operand.values, context.user_number) if operand.reader else operand.values
