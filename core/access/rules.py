"""Row rules → the filters of one caller (decision 22).

Rules are read with nothing hidden. What cannot be understood any more, or speaks of something that the caller does not
have, fails closed: under ``read`` and ``write`` it holds for no row, under ``none`` for every one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.access.attributes import Lacking, filled, mentions
from core.access.levels import RowAccess, TableLevel
from core.access.policy import Policy
from core.access.rights import RowRule
from core.access.subjects import SubjectType
from core.errors import Invalid
from core.query.ast import BoundFilter, Condition, Conjunction, Group, Linked, Not, conjoin
from core.query.parse import parse_filter
from core.query.people import People
from core.schema import TableSchema
from core.values import JsonValue

EVERY: BoundFilter = Group(Conjunction.AND, ())
NEVER: BoundFilter = Not(EVERY)
OPEN = Policy(TableLevel.ADMIN, 0)
"""With nothing hidden, here and behind links."""
_NOBODY: People = {}


@dataclass(frozen=True, slots=True)
class Caller:
    """What the conditions of rules may speak of. ``people``: everybody whom they name."""

    known: bool = True
    attributes: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    people: People = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class RowFilters:
    """None: every row."""

    read: BoundFilter | None = None
    write: BoundFilter | None = None


def row_filters(rules: Sequence[RowRule], schema: TableSchema, caller: Caller) -> RowFilters:
    """``rules`` are those that name the caller. Those on a token bind beside those on its person."""
    token = [rule for rule in rules if rule.subject.type is SubjectType.TOKEN]
    person = [rule for rule in rules if rule.subject.type is not SubjectType.TOKEN]
    sets = [_of_set(some, schema, caller) for some in (person, token) if some]
    return RowFilters(conjoin([each.read for each in sets]), conjoin([each.write for each in sets]))


def bound_rule(rule: RowRule, schema: TableSchema, caller: Caller) -> BoundFilter:
    """The rows that the rule's filter finds."""
    lost = EVERY if rule.access is RowAccess.NONE else NEVER
    try:
        return _node(rule.filter, schema, caller, lost)
    except (Invalid, RecursionError):
        return lost


def leaves(raw: JsonValue, path: str = "filter") -> Iterator[tuple[dict[str, JsonValue], str]]:
    """The conditions of a filter that has been checked, with their paths."""
    if not isinstance(raw, dict):
        return
    inner = raw.get("filters")
    if isinstance(inner, list):
        for at, member in enumerate(inner):
            yield from leaves(member, f"{path}.filters[{at}]")
    elif "field" in raw:
        yield raw, path


def _of_set(rules: Iterable[RowRule], schema: TableSchema, caller: Caller) -> RowFilters:
    found = [(rule.access, bound_rule(rule, schema, caller)) for rule in rules]
    denied = [bound for access, bound in found if access is RowAccess.NONE]
    read = [bound for access, bound in found if access is not RowAccess.NONE]
    write = [bound for access, bound in found if access is RowAccess.WRITE]
    beside = Not(_any(denied)) if denied else None
    return RowFilters(conjoin([_any(read), beside]), conjoin([_any(write), beside]))


def _any(filters: Sequence[BoundFilter]) -> BoundFilter:
    if not filters:
        return NEVER
    return filters[0] if len(filters) == 1 else Group(Conjunction.OR, tuple(filters))


def _node(raw: JsonValue, schema: TableSchema, caller: Caller, lost: BoundFilter) -> BoundFilter:
    if isinstance(raw, dict) and isinstance(raw.get("filters"), list):
        inner = raw["filters"]
        members = tuple(_node(item, schema, caller, lost) for item in (inner if isinstance(inner, list) else []))
        return Group(Conjunction.OR if raw.get("conjunction") == "or" else Conjunction.AND, members)
    if not isinstance(raw, dict):
        raise Invalid.one("filter", "invalid_filter", "A rule's filter is a group or a condition.")
    value = raw.get("value")
    if mentions(value):
        try:
            raw = {**raw, "value": filled(value, caller.attributes)}
        except Lacking:
            return lost
    found = parse_filter(raw, schema, OPEN, people=caller.people)
    if found is None or (not caller.known and _for_reader(found)):
        return lost
    return found


def _for_reader(found: BoundFilter) -> bool:
    match found:
        case Condition():
            return found.for_reader
        case Linked(condition=condition):
            return condition.for_reader
        case _:
            return False
