from itertools import pairwise

from hypothesis import given, settings

from core.query.ast import BoundFilter, Condition, Group
from core.query.evaluate import EvalContext, holds
from core.query.operators import POSITIVE
from core.query.order import in_order, rank
from core.query.parse import parse_filter, parse_sorts
from core.query.render import render
from core.values import JsonValue
from tests.support.query_strategies import SCHEMA, contexts, filters, sorts, tables
from tests.support.query_tables import NAMES, PEOPLE, POLICY, Table

PERSON_IDS = {number: key for key, number in PEOPLE.items() if key.startswith("usr_")}


def read(raw: JsonValue) -> BoundFilter | None:
    return parse_filter(raw, SCHEMA, POLICY, people=PEOPLE)


@settings(max_examples=300, deadline=None)
@given(filters())
def test_rendering_loses_nothing(raw: JsonValue) -> None:
    bound = read(raw)
    assert bound is not None
    assert read(render(bound, PERSON_IDS)) == bound


def _conditions(bound: BoundFilter) -> list[Condition]:
    if isinstance(bound, Group):
        return [found for member in bound.members for found in _conditions(member)]
    assert isinstance(bound, Condition)
    return [bound]


@settings(max_examples=150, deadline=None)
@given(tables(max_rows=6), filters(), contexts())
def test_negative_operators_are_opposites(table: Table, raw: JsonValue, context: EvalContext) -> None:
    bound = read(raw)
    assert bound is not None
    for condition in _conditions(bound):
        positive = POSITIVE.get(condition.operator)
        if positive is None or (context.user_number is None and condition.for_reader):
            continue
        opposite = Condition(condition.field, positive, condition.operand, condition.match)
        for row in table.rows:
            assert holds(condition, row.cells, row.system, context) != holds(opposite, row.cells, row.system, context)


@settings(max_examples=150, deadline=None)
@given(tables(), sorts())
def test_order_is_total_and_follows_the_sorts(table: Table, raw: JsonValue) -> None:
    parsed = parse_sorts(raw, SCHEMA, POLICY)
    rows = [(row.cells, row.system) for row in table.rows]
    found = in_order(rows, parsed, NAMES)
    assert sorted(str(system["id"]) for _, system in found) == sorted(str(row.key) for row in table.rows)
    assert in_order(reversed(found), parsed, NAMES) == found
    for earlier, later in pairwise(found):
        for sort in parsed:
            left, right = rank(sort.field, earlier, NAMES), rank(sort.field, later, NAMES)
            if left != right:
                assert (left < right) == (sort.direction == "asc")  # pyright: ignore[reportOperatorIssue]
                break
