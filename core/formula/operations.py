"""Operators as SQL. Numbers, texts and booleans come without blanks, dates with."""

from core.formula.ast import Operator
from core.formula.sqltext import Sql, first_error
from core.formula.types import BOOLEAN, NUMBER, TEXT, Kind

_ARITHMETIC = {
    Operator.ADD: "fx.add({a}, {b})",
    Operator.SUBTRACT: "fx.subtract({a}, {b})",
    Operator.MULTIPLY: "fx.multiply({a}, {b})",
    Operator.DIVIDE: "fx.divide({a}, {b})",
    Operator.POWER: "fx.raise_to({a}, {b})",
}
_MOMENTS = (Kind.DATE, Kind.DATETIME)


def operation(operator: Operator, left: Sql, right: Sql) -> Sql:
    a, b = left.value, right.value
    error = first_error([left.error, right.error])
    if operator is Operator.CONCATENATE:
        return Sql(f"({a} || {b})", TEXT, error, filled=True)
    template = _ARITHMETIC.get(operator)
    if template is None:
        return Sql(_comparison(operator, left, right), BOOLEAN, error, filled=True)
    own = None
    if operator is Operator.DIVIDE and not _is_nonzero(right):
        own = f"CASE WHEN {b} = 0 THEN '#DIV/0!' END"
    if operator is Operator.POWER:
        own = f"CASE WHEN fx.raise_to({a}, {b}) IS NULL THEN '#NUM!' END"
    return Sql(template.format(a=a, b=b), NUMBER, first_error([error, own]), filled=True)


def negation(operand: Sql) -> Sql:
    # Minus zero is zero.
    return Sql(f"(0 - {operand.value})", NUMBER, operand.error, filled=True)


def is_blank(operand: Sql, *, negated: bool) -> Sql:
    if operand.type.many:
        test = f"(cardinality(array_remove({operand.value}, NULL)) {'>' if negated else '='} 0)"
    elif operand.type.kind is Kind.TEXT:
        test = f"(coalesce({operand.value}, '') {'<>' if negated else '='} '')"
    elif operand.type.kind is Kind.BOOLEAN:
        test = f"({operand.value} IS {'' if negated else 'NOT '}TRUE)"
    else:
        test = f"({operand.value} IS {'NOT ' if negated else ''}NULL)"
    return Sql(test, BOOLEAN, operand.error, filled=True)


def _comparison(operator: Operator, left: Sql, right: Sql) -> str:
    a, b = left.value, right.value
    sign = "<>" if operator is Operator.NOT_EQUAL else operator.value
    if left.type.kind not in _MOMENTS:
        return f"({a} {sign} {b})"
    if operator is Operator.EQUAL:
        return f"({a} IS NOT DISTINCT FROM {b})"
    if operator is Operator.NOT_EQUAL:
        return f"({a} IS DISTINCT FROM {b})"
    return f"coalesce({a} {sign} {b}, false)"


def _is_nonzero(number: Sql) -> bool:
    return number.literal is not None and float(number.literal) != 0
