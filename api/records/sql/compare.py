"""Conditions on one value as SQL; ``core.query.compare`` says the same in memory.

``at`` is SQL for the value: a column, or one element of a list. What is null here is false.
"""

from collections.abc import Callable

from api.records.sql.fragment import EMPTY, FALSE, TRUE, Fragment, compose, param, pattern
from api.records.sql.values import literal, literals
from core.files import FAMILIES
from core.query.ast import Operator
from core.query.compare import misfit
from core.query.dates import Span
from core.query.words import BETWEEN
from core.schema import FieldDef
from core.text import fold
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
_SIZES = {
    Operator.LENGTH_EQUALS: "=",
    Operator.LENGTH_GREATER_THAN: ">",
    Operator.LENGTH_LESS_THAN: "<",
    Operator.COUNT_EQUALS: "=",
    Operator.COUNT_GREATER_THAN: ">",
    Operator.COUNT_LESS_THAN: "<",
}


def escaped(text: str) -> str:
    """``text`` as it must be written in a LIKE pattern to mean itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def comparison(operator: Operator, field: FieldDef, at: str, value: StoredValue) -> Fragment:
    if field.kind is ValueKind.BOOLEAN and operator is Operator.EQUALS and not field.many:
        return Fragment(f"{at} IS TRUE" if value else f"{at} IS NOT TRUE")
    if operator in _PATTERNS:
        return compose("{at} ILIKE {p}", at=at, p=pattern(_PATTERNS[operator].format(escaped(str(value)))))
    if operator is Operator.EQUALS_IGNORE_CASE:
        return compose("lower({at}) = lower({value})", at=at, value=literal(field, value))
    if operator is Operator.CONTAINS_WORD:
        return _word(at, str(value))
    if operator not in _COMPARISONS:
        raise misfit(operator)
    return compose("{at} {sign} {value}", at=at, sign=_COMPARISONS[operator], value=literal(field, value))


def sized(operator: Operator, size: str, value: StoredValue) -> Fragment:
    if operator not in _SIZES:
        raise misfit(operator)
    return compose("{size} {sign} {value}", size=size, sign=_SIZES[operator], value=param(value, "bigint"))


def form(operator: Operator, at: str) -> Fragment:
    half = f"{at}::double precision / 2"
    tests = {
        Operator.IS_WHOLE: f"({at} = trunc({at}))",
        Operator.IS_EVEN: f"({at} = trunc({at}) AND {half} = trunc({half}))",
        Operator.IS_ODD: f"({at} = trunc({at}) AND {half} <> trunc({half}))",
    }
    if operator not in tests:
        raise misfit(operator)
    return Fragment(tests[operator])


def among(operator: Operator, field: FieldDef, at: str, values: tuple[StoredValue, ...]) -> Fragment:
    if operator is Operator.BETWEEN:
        low, high = values
        return compose("({at} >= {low} AND {at} <= {high})", at=at, low=literal(field, low), high=literal(field, high))
    if operator is not Operator.IN:
        raise misfit(operator)
    return compose("{at} = ANY({all})", at=at, all=literals(field, values))


def spanned(operator: Operator, field: FieldDef, at: str, asked: Span) -> Fragment:
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


def file(operator: Operator, at: str, asked: str) -> Fragment:
    """``at`` is a file as jsonb."""
    match operator:
        case Operator.CONTAINS:
            return compose("({at} ->> 'name') ILIKE {p}", at=at, p=pattern(f"%{escaped(asked)}%"))
        case Operator.HAS_TYPE:
            whole, half = pattern(escaped(asked)), pattern(f"{escaped(asked)}/%")
            family = list(FAMILIES.get(fold(asked), ()))
            also = compose(" OR lower({at} ->> 'type') = ANY ({all})", at=at, all=param(family, "text[]"))
            return compose(
                "(({at} ->> 'type') ILIKE {whole} OR ({at} ->> 'type') ILIKE {half}{also})",
                at=at,
                whole=whole,
                half=half,
                also=also if family else EMPTY,
            )
        case _:
            raise misfit(operator)


def same_row(operator: Operator, field: FieldDef, at: str, other: str) -> Fragment:
    """With another field of the same record."""
    if field.kind is ValueKind.BOOLEAN and operator is Operator.EQUALS:
        return Fragment(f"({at} = ({other} IS TRUE))" if field.many else f"(({at} IS TRUE) = ({other} IS TRUE))")
    texts: dict[Operator, Callable[[str, str], str]] = {
        Operator.EQUALS_IGNORE_CASE: lambda a, b: f"{a} = {b}",
        Operator.CONTAINS: lambda a, b: f"strpos({a}, {b}) > 0",
        Operator.STARTS_WITH: lambda a, b: f"starts_with({a}, {b})",
        Operator.ENDS_WITH: lambda a, b: f"right({a}, length({b})) = {b}",
    }
    if operator in texts:
        return Fragment(texts[operator](f"lower({at})", f"lower({other})"))
    if operator not in _COMPARISONS:
        raise misfit(operator)
    return Fragment(f"{at} {_COMPARISONS[operator]} {other}")


def _word(at: str, word: str) -> Fragment:
    """The first half alone decides too little, but an index on the text can answer it."""
    wanted = "".join(f"\\{letter}" if letter.isascii() and not letter.isalnum() else letter for letter in word)
    return compose(
        "({at} ILIKE {p} AND lower({at}) ~ ('(^|[{between}])' || lower({word}) || '([{between}]|$)'))",
        at=at,
        p=pattern(f"%{escaped(word)}%"),
        between=BETWEEN,
        word=param(wanted, "text"),
    )
