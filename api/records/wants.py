"""Which indexes a question would be quick with.

A want is small and says nothing of SQL: a kind and field numbers. Saved views and slow questions give wants;
``api/indexes`` makes indexes of those that count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from api.records.sql.search_dates import in_dates, moments
from api.records.sql.search_numbers import in_numbers
from api.records.sql.words import date_format, figures, fixed_zone, shown_as
from core.fields.derived import options_with
from core.query.ast import AggregateFn, BoundFilter, Condition, Conjunction, FieldRef, Group, Operator, Query, Search
from core.schema import FieldDef, TableSchema
from core.values import ValueKind


class WantKind(StrEnum):
    """SORT: in the order of these fields, or a range of the first, or a range of the second in the order of the first.
    PICK: one value of the first, in the order of the second. EQUAL: exactly this text. HAS: lists with some items.
    WORDS: text that contains something. FIGURES: numbers and dates that are shown with something in them. SUM: groups
    of the first with sums of the others."""

    SORT = "sort"
    PICK = "pick"
    EQUAL = "equal"
    HAS = "has"
    WORDS = "words"
    FIGURES = "figures"
    SUM = "sum"


@dataclass(frozen=True, order=True)
class Want:
    kind: WantKind
    fields: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.kind}:{','.join(map(str, self.fields))}"


_UTC = ZoneInfo("UTC")
_PICKED = {ValueKind.OPTION, ValueKind.USER, ValueKind.BOOLEAN}
_RANGED = {ValueKind.NUMBER, ValueKind.DATE, ValueKind.DATETIME}
_RANGES = {
    Operator.EQUALS, Operator.BETWEEN, Operator.GREATER_THAN, Operator.GREATER_OR_EQUAL, Operator.LESS_THAN,
    Operator.LESS_OR_EQUAL, Operator.BEFORE, Operator.AFTER, Operator.ON_OR_BEFORE, Operator.ON_OR_AFTER,
    Operator.WITHIN, Operator.IN,
}  # fmt: skip
_PATTERNS = {Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH}
_WORDED = {ValueKind.TEXT, ValueKind.FILE}
_ITEMS = {Operator.HAS_ANY, Operator.HAS_ALL, Operator.HAS_EXACTLY}
_SUMMED = {AggregateFn.SUM, AggregateFn.AVG, AggregateFn.MIN, AggregateFn.MAX}


def parse_want(text: str) -> Want:
    """Raises ValueError.

    >>> parse_want("pick:3,5")
    Want(kind=<WantKind.PICK: 'pick'>, fields=(3, 5))
    """
    kind, _, fields = text.partition(":")
    if kind not in set(WantKind):
        raise ValueError(f"{text[:50]!r} is no want")
    return Want(WantKind(kind), tuple(map(int, fields.split(","))))


def wants(query: Query, schema: TableSchema, searched: tuple[FieldDef, ...]) -> frozenset[Want]:
    """``searched`` are the fields that a search looks through. Only what every record must satisfy counts: a condition
    inside an "or" is not made quick by an index alone."""
    conditions = list(_all_of(query.filter))
    found = {want for condition in conditions for want in _of_condition(condition)}
    if query.search:
        found.update(_of_search(query.search, searched))
    found.update(_of_order(query, conditions))
    if query.groups and not conditions:
        found.update(_of_groups(query))
    known = schema.by_number
    return frozenset(want for want in found if want.fields and all(number in known for number in want.fields))


def _of_search(search: Search, searched: tuple[FieldDef, ...]) -> Iterator[Want]:
    """Of an "or" over fields every part needs an index, so that none makes it a walk through all records."""
    yield Want(WantKind.WORDS, _numbers(field for field in searched if field.kind in _WORDED))
    if any(in_numbers(search.text, field)[0] or in_dates(search.text, field) for field in searched):
        yield Want(WantKind.FIGURES, _numbers(field for field in searched if figures(field, field.column)))
    for field in searched:
        picked = options_with(field, search.text) if field.kind is ValueKind.OPTION else search.people
        if picked and field.kind in (ValueKind.OPTION, ValueKind.USER):
            yield Want(WantKind.HAS if field.many else WantKind.PICK, (field.number,))
        elif field.kind is ValueKind.DATETIME and not field.many and _named(search.text, field):
            yield Want(WantKind.SORT, (field.number,))


def _named(text: str, field: FieldDef) -> bool:
    """Whether the text is a stretch of time in a field that each reader sees in a zone of their own."""
    config = shown_as(field)[1]
    return fixed_zone(config) is None and moments(text, date_format(config), _UTC) is not None


def title_wants(query: Query, schema: TableSchema, searched: tuple[FieldDef, ...]) -> list[tuple[TableSchema, Want]]:
    """What the tables at the far ends of links would be quick with: a search looks through the titles there first."""
    if not query.search:
        return []
    targets = {at.number: at for field in searched if (at := schema.linked.get(field.number)) is not None}
    return [
        (target, Want(WantKind.WORDS, (target.primary.number,)))
        for target in targets.values()
        if target.primary.kind is ValueKind.TEXT
    ]


def _all_of(filter: BoundFilter | None) -> Iterator[Condition]:
    match filter:
        case Condition():
            yield filter
        case Group(Conjunction.AND, members):
            for member in members:
                yield from _all_of(member)
        case _:
            return


def _of_condition(condition: Condition) -> Iterator[Want]:
    field, operator = condition.field, condition.operator
    if isinstance(condition.operand, FieldRef):
        return
    if field.many:
        if operator in _ITEMS:
            yield Want(WantKind.HAS, (field.number,))
    elif field.kind is ValueKind.TEXT:
        if operator in _PATTERNS:
            yield Want(WantKind.WORDS, (field.number,))
        elif operator in (Operator.EQUALS, Operator.IN):
            yield Want(WantKind.EQUAL, (field.number,))
    elif _is_range(condition):
        yield Want(WantKind.SORT, (field.number,))


def _is_range(condition: Condition) -> bool:
    field = condition.field
    fixed = not field.many and not isinstance(condition.operand, FieldRef)
    return fixed and field.kind in _RANGED and condition.operator in _RANGES


def _of_order(query: Query, conditions: list[Condition]) -> Iterator[Want]:
    """One value picked and then sorted; else the sorts, as far as one index walk gives them."""
    if query.groups or query.aggregates:
        return
    picked = next(
        (
            c.field.number
            for c in conditions
            if c.operator is Operator.EQUALS and c.field.kind in _PICKED and not c.field.many
            if not isinstance(c.operand, FieldRef)
        ),
        None,
    )
    sorts = [sort.field.number for sort in query.sorts if sort.direction is query.sorts[0].direction][:2]
    one_way = len({sort.direction for sort in query.sorts}) == 1
    leading = tuple(sorts if one_way else sorts[:1])
    if picked is not None:
        yield Want(WantKind.PICK, (picked, *leading[:1]))
    elif leading:
        ranged = next((c.field.number for c in conditions if _is_range(c) and c.field.number != leading[0]), None)
        if len(query.sorts) == 1 and ranged is not None:
            # A walk in the order of the sort sees there which records are in the range, and fetches no others.
            leading = (leading[0], ranged)
        yield Want(WantKind.SORT, leading)


def _of_groups(query: Query) -> Iterator[Want]:
    first = query.groups[0]
    short = first.field.kind in _PICKED | _RANGED and not first.field.many
    if len(query.groups) > 1 or first.bucket is not None or not short:
        return
    summed = _numbers(
        a.field for a in query.aggregates if a.field is not None and a.fn in _SUMMED and a.field.kind in _RANGED
    )
    if summed:
        yield Want(WantKind.SUM, (first.field.number, *(number for number in summed if number != first.field.number)))


def _numbers(fields: Iterator[FieldDef]) -> tuple[int, ...]:
    return tuple(sorted({field.number for field in fields}))
