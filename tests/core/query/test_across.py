"""Conditions over links, parsed: paths, titles, and where nothing may be asked over a link."""

from dataclasses import replace

import pytest

from core.access.policy import compile_policy
from core.access.roles import BaseRole
from core.errors import Invalid
from core.query.across import positive
from core.query.ast import Linked, Operator
from core.query.parse import parse_filter
from core.query.render import render
from core.schema import TableSchema
from core.values import JsonValue
from tests.support.query_tables import field, schema

TARGET = schema(7, "Companies", [field(1, "Title", "text"), field(2, "Size", "number")])
LINK = field(2, "Company", "link", {"tableId": "tbl_x", "link": 1, "target": 7, "workspace": 1})
DOTTED = field(3, "Company.Size", "text", {})
HERE: TableSchema = replace(schema(6, "Deals", [field(1, "Name", "text"), LINK]), linked={2: TARGET})
POLICY = compile_policy(BaseRole.VIEWER, 1)


@pytest.mark.parametrize(
    ("operator", "value", "inner", "negated"),
    [
        ("equals", 3, Operator.EQUALS, False),
        ("notEquals", 3, Operator.EQUALS, True),
        ("isEmpty", None, Operator.IS_NOT_EMPTY, True),
        ("isNotEmpty", None, Operator.IS_NOT_EMPTY, False),
    ],
)
def test_a_negative_condition_is_the_opposite_of_some(
    operator: str, value: JsonValue, inner: Operator, negated: bool
) -> None:
    condition: dict[str, JsonValue] = {"field": "Company.Size", "operator": operator}
    if value is not None:
        condition["value"] = value
    found = parse_filter(condition, HERE, POLICY)
    assert isinstance(found, Linked)
    turned, opposite = positive(found)
    assert (turned.operator, opposite) == (inner, negated)
    again = parse_filter(render(found), HERE, POLICY)
    assert again == found


def test_titles_read_back() -> None:
    found = parse_filter({"field": "Company", "operator": "notContains", "value": "x"}, HERE, POLICY)
    assert isinstance(found, Linked)
    assert found.title
    assert parse_filter(render(found), HERE, POLICY) == found


def test_a_field_with_a_dot_in_its_name_wins() -> None:
    dotted = replace(HERE, fields=(*HERE.fields, DOTTED))
    found = parse_filter({"field": "Company.Size", "operator": "contains", "value": "x"}, dotted, POLICY)
    assert not isinstance(found, Linked)


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        ({"field": "Company", "operator": "contains", "value": "x"}, "filter.operator"),
        ({"field": "Company.Size", "operator": "isEmpty"}, "filter.field"),
    ],
)
def test_one_record_alone_has_no_linked_records(condition: dict[str, JsonValue], path: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_filter(condition, HERE, POLICY, alone=True)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(path, "across_link")]


def test_a_closed_table_does_not_exist() -> None:
    closed = compile_policy(BaseRole.VIEWER, 1, frozenset({7}))
    with pytest.raises(Invalid) as caught:
        parse_filter({"field": "Company.Size", "operator": "isEmpty"}, HERE, closed)
    assert caught.value.faults[0].code == "unknown_field"
