"""Comparisons of one stored value in memory; ``api/records/sql/compare.py`` says the same in SQL.

An operator that does not fit is a programming error: the parser lets no such condition through.
"""

from core.files import of_type
from core.query.ast import Operator
from core.query.dates import Span
from core.query.words import contains_word
from core.text import fold
from core.values import StoredValue


def compare(operator: Operator, value: StoredValue, against: StoredValue) -> bool:
    """Two values of one kind. Stored dates and times sort as text (``core.fields.instant``)."""
    if operator is Operator.EQUALS:
        return value == against
    if isinstance(value, str) and isinstance(against, str):
        return _texts(operator, value, against)
    if isinstance(value, int | float) and isinstance(against, int | float):
        return _numbers(operator, value, against)
    raise misfit(operator)


def sized(operator: Operator, size: int, against: StoredValue) -> bool:
    """How long a text is, or how many values a list has."""
    match operator:
        case Operator.LENGTH_EQUALS | Operator.COUNT_EQUALS:
            return size == against
        case Operator.LENGTH_GREATER_THAN | Operator.COUNT_GREATER_THAN if isinstance(against, int):
            return size > against
        case Operator.LENGTH_LESS_THAN | Operator.COUNT_LESS_THAN if isinstance(against, int):
            return size < against
        case _:
            raise misfit(operator)


def form(operator: Operator, value: StoredValue) -> bool:
    """Numbers without an operand."""
    if not isinstance(value, int | float):
        raise misfit(operator)
    match operator:
        case Operator.IS_WHOLE:
            return value % 1 == 0
        case Operator.IS_EVEN:
            return value % 2 == 0
        case Operator.IS_ODD:
            return value % 2 == 1
        case _:
            raise misfit(operator)


def among(operator: Operator, value: StoredValue, values: tuple[StoredValue, ...]) -> bool:
    match operator:
        case Operator.IN:
            return value in values
        case Operator.BETWEEN:
            low, high = values
            return compare(Operator.GREATER_OR_EQUAL, value, low) and compare(Operator.LESS_OR_EQUAL, value, high)
        case _:
            raise misfit(operator)


def spanned(operator: Operator, value: str, asked: Span) -> bool:
    """A date or time beside a range of days."""
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
            raise misfit(operator)


def file(operator: Operator, value: StoredValue, asked: str) -> bool:
    """An attached file: by a part of its name, by what ``core.files.of_type`` says."""
    held = value if isinstance(value, dict) else {}
    name, kind = held.get("name"), held.get("type")
    match operator:
        case Operator.CONTAINS:
            return isinstance(name, str) and fold(asked) in fold(name)
        case Operator.HAS_TYPE:
            return isinstance(kind, str) and of_type(kind, asked)
        case _:
            raise misfit(operator)


def misfit(operator: Operator) -> ValueError:
    return ValueError(f"the operator {operator} does not fit this field and operand")


def _texts(operator: Operator, value: str, against: str) -> bool:
    match operator:
        case Operator.EQUALS_IGNORE_CASE:
            return fold(value) == fold(against)
        case Operator.CONTAINS:
            return fold(against) in fold(value)
        case Operator.CONTAINS_WORD:
            return contains_word(value, against)
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
            raise misfit(operator)


def _numbers(operator: Operator, value: float, against: float) -> bool:
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
            raise misfit(operator)
