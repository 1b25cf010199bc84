import pytest

from core.query.evaluate import holds
from core.query.order import in_order
from core.query.parse import parse_filter, parse_sorts
from core.query.render import render
from tests.support.query_cases.model import FilterCase, SortCase
from tests.support.query_cases.sorts import SORT_CASES
from tests.support.query_cases.table import FILTER_CASES
from tests.support.query_tables import NAMES, PEOPLE, POLICY

PERSON_IDS = {number: key for key, number in PEOPLE.items() if key.startswith("usr_")}


@pytest.mark.parametrize("case", FILTER_CASES, ids=lambda case: case.id)
def test_memory_gives_the_rows_of_the_case(case: FilterCase) -> None:
    bound = parse_filter(case.filter, case.table.schema, POLICY, people=PEOPLE)
    found = tuple(row.key for row in case.table.rows if holds(bound, row.cells, row.system, case.context))
    assert found == case.expect


@pytest.mark.parametrize("case", FILTER_CASES, ids=lambda case: case.id)
def test_rendered_filters_read_back_as_they_were(case: FilterCase) -> None:
    bound = parse_filter(case.filter, case.table.schema, POLICY, people=PEOPLE)
    if bound is not None:
        assert parse_filter(render(bound, PERSON_IDS), case.table.schema, POLICY, people=PEOPLE) == bound


@pytest.mark.parametrize("case", SORT_CASES, ids=lambda case: case.id)
def test_memory_orders_as_the_case_says(case: SortCase) -> None:
    sorts = parse_sorts(case.sorts, case.table.schema, POLICY)
    found = in_order([(row.cells, row.system) for row in case.table.rows], sorts, NAMES)
    assert tuple(system["id"] for _, system in found) == case.expect


def test_the_table_covers_every_operator_of_every_kind() -> None:
    from core.query.ast import Condition, Group, Operator
    from core.query.operators import operators
    from core.values import ValueKind

    asked: set[tuple[ValueKind, bool, Operator]] = set()

    def visit(node: object) -> None:
        if isinstance(node, Group):
            for member in node.members:
                visit(member)
        elif isinstance(node, Condition):
            asked.add((node.field.kind, node.field.many, node.operator))

    for case in FILTER_CASES:
        visit(parse_filter(case.filter, case.table.schema, POLICY, people=PEOPLE))
    kinds = {(kind, many) for kind, many, _ in asked}
    # What is sealed can only be asked whether it is empty: tests/api/encryption does.
    elsewhere = {ValueKind.FILE, ValueKind.LINK, ValueKind.NONE, ValueKind.SEALED}
    assert {kind for kind, _ in kinds} >= set(ValueKind) - elsewhere
    assert asked == {(kind, many, operator) for kind, many in kinds for operator in operators(kind, many)}
    assert len(FILTER_CASES) >= 150
