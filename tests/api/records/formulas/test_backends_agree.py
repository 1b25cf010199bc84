"""Filters and sorts over formulas, errors and blanks among their values: PostgreSQL and memory say the same."""

from collections.abc import AsyncIterator
from itertools import product
from zoneinfo import ZoneInfo

import orjson
import pytest
from pydantic import SecretStr

import api.records.read as read
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from api.records.sql.project import Shape
from core.access.policy import compile_policy
from core.access.roles import BaseRole
from core.query.ast import Page, Query
from core.query.evaluate import EvalContext, holds
from core.query.operators import Shape as Operand
from core.query.operators import operators
from core.query.order import in_order
from core.query.parse import parse_filter, parse_sorts
from core.schema import FieldDef
from core.values import JsonValue, ValueKind
from tests.api.records.world import World, make_world
from tests.core.formula.support import OPTIONS, field, formula, saved
from tests.support.postgres import TestCluster
from tests.support.query_cases.model import NOON

BASE = (
    field(1, "A", "number"),
    field(2, "B", "number"),
    field(3, "T", "text"),
    field(4, "D", "date"),
    field(5, "Tags", "multiSelect", OPTIONS),
)
SCHEMA = saved(
    formula(11, "Ratio", "A / B"),
    formula(12, "Label", 'IF(A > 1, T & "!", IF(B, T, 1 / 0 & ""))'),
    formula(13, "Flag", "IF(B, A > B, 1 / 0 > 1)"),
    formula(14, "Day", "IF(A, D, DATETIME_PARSE(T))"),
    formula(15, "Moment", 'DATEADD(IF(A, D), A, "hours")'),
    formula(16, "Plain", "A + 1"),
    formula(17, "Words", "ARRAYSLICE(Tags, 1, A / B)"),
    fields=BASE,
)
POLICY = compile_policy(BaseRole.EDITOR, 1)
CONTEXT = EvalContext(NOON, ZoneInfo("Europe/Athens"))

NUMBERS = (None, 0, 1, 2.5, -3)
TAGS = (None, ["opt00000001"], ["opt00000002", "opt00000001"])
TEXTS = (None, "Zebra", "apple", "2026-11-22")
OPERANDS: dict[ValueKind, JsonValue] = {
    ValueKind.NUMBER: 1,
    ValueKind.TEXT: "apple!",
    ValueKind.BOOLEAN: False,
    ValueKind.DATE: "2026-11-22",
    ValueKind.DATETIME: "2026-11-22",
}


@pytest.fixture(scope="module")
async def filled(cluster: TestCluster) -> AsyncIterator[World]:
    """Every combination of numbers and texts, half of them with a day."""
    with cluster.database(cluster.template) as url:
        database = await Database.open(DatabaseSettings(url=SecretStr(url)))
        world = await make_world(database)
        await world.load(SCHEMA)
        rows = [
            (*row, "2026-11-22" if at % 2 else None, TAGS[at % 3])
            for at, row in enumerate(product(NUMBERS, NUMBERS, TEXTS))
        ]
        columns = "f_1, f_2, f_3, f_4, f_5"
        for row in rows:
            statement = f"INSERT INTO {SCHEMA.relation} ({columns}) VALUES (%s, %s, %s, %s, %s) RETURNING id"
            await world.rows(statement, *row)
        yield world
        await database.close()


def operand(field: FieldDef, shape: Operand) -> JsonValue:
    value = OPERANDS[field.kind]
    match shape:
        case Operand.NONE:
            return None
        case Operand.LIST:
            return [value]
        case Operand.PAIR:
            return [value, value]
        case Operand.COUNT:
            return 0
        case Operand.PERIOD:
            return {"mode": "thisYear"}
        case _:
            return value


FORMULAS = [item for item in SCHEMA.fields if item.formulas is not None]
_EACH = [
    {"field": item.name, "operator": operator.value, **({} if (it := operand(item, shape)) is None else {"value": it})}
    for item in FORMULAS
    for operator, shape in operators(item.kind, item.many).items()
]
CONDITIONS = [
    *_EACH,
    {"field": "Words", "operator": "countLessThan", "value": 2},
    {"field": "Words", "operator": "contains", "value": "red", "match": "every"},
    {"field": "Words", "operator": "contains", "value": "red", "match": "none"},
    {"field": "Ratio", "operator": "lessThan", "value": {"field": "Plain"}},
    {"field": "Flag", "operator": "equals", "value": {"field": "Flag"}},
    {"field": "Flag", "operator": "notEquals", "value": {"field": "Flag"}},
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda it: f"{it['field']} {it['operator']}")
async def test_filters(filled: World, condition: dict[str, JsonValue]) -> None:
    bound = parse_filter(condition, SCHEMA, POLICY)
    async with filled.database.records() as conn:
        snapshots = await read.snapshots(conn, SCHEMA, list(range(1, 101)))
        query = Query(filter=bound, page=Page(limit=1000))
        answer = await read.page(conn, filled.access(SCHEMA), query, CONTEXT, Shape.NAME)
    found = [item["no"] for item in orjson.loads(answer.body)["items"]]
    assert found == [key for key, it in sorted(snapshots.items()) if holds(bound, it.state.cells, it.system, CONTEXT)]


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("name", [item.name for item in FORMULAS])
async def test_sorts(filled: World, name: str, direction: str) -> None:
    sorts = parse_sorts([{"field": name, "direction": direction}], SCHEMA, POLICY)
    async with filled.database.records() as conn:
        snapshots = await read.snapshots(conn, SCHEMA, list(range(1, 101)))
        query = Query(sorts=sorts, page=Page(limit=1000))
        answer = await read.page(conn, filled.access(SCHEMA), query, CONTEXT, Shape.NAME)
    found = [item["no"] for item in orjson.loads(answer.body)["items"]]
    rows = [(it.state.cells, it.system) for it in snapshots.values()]
    assert found == [system["id"] for _, system in in_order(rows, sorts)]


async def test_there_are_errors_blanks_and_values_of_each(filled: World) -> None:
    """Else the tests above would say little."""
    async with filled.database.records() as conn:
        snapshots = await read.snapshots(conn, SCHEMA, list(range(1, 101)))
    for item in FORMULAS:
        values = [it.state.cells.get(item.number) for it in snapshots.values()]
        assert any(value is not None and not isinstance(value, dict) for value in values), item.name
        if item.name != "Plain":
            assert any(isinstance(value, dict) for value in values) or item.name == "Moment", item.name
