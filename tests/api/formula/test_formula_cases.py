"""The case table of formulas, asked of PostgreSQL: one statement per family."""

import math
from collections.abc import Sequence

import orjson
import pytest
from psycopg import AsyncConnection, Error

from api.db.engine import Database
from core.formula.errors import FormulaError
from core.values import JsonValue
from tests.support.formula_cases.families import FAMILIES
from tests.support.formula_cases.table import Case, Fault, compiled, held, statement, table

Answers = dict[tuple[str, int], JsonValue | Fault]


@pytest.fixture(scope="module")
async def answers(formulas: Database) -> Answers:
    """What every case gives, by family and place."""
    found: Answers = {}
    async with formulas.records() as conn:
        for family, rows in FAMILIES.items():
            await conn.execute(f"TRUNCATE {table().relation}".encode())
            await _insert(conn, rows)
            for place, answer in enumerate(await _ask(conn, rows)):
                found[family, place] = answer
    return found


async def _insert(conn: AsyncConnection, rows: Sequence[Case]) -> None:
    """The record of case n has the key n + 1."""
    schema = table()
    records: list[dict[str, JsonValue]] = []
    for place, case in enumerate(rows):
        cells = {held(name).column: value for name, value in case.values.items()}
        system = {"id": place + 1, "created_at": "2026-11-01T08:00:00Z", "updated_at": "2026-11-02T09:30:00Z"}
        by: dict[str, JsonValue] = {"created_by": 1, "updated_by": 1, "version": 1}
        records.append({"f_7": False, **system, **by, **cells})
    names = [field.column for field in schema.every if field.stored]
    columns = ", ".join(["id", "created_at", "updated_at", "created_by", "updated_by", "version", *names])
    await conn.execute(
        f"INSERT INTO {schema.relation} ({columns}) OVERRIDING SYSTEM VALUE"
        f" SELECT {columns} FROM json_populate_recordset(NULL::{schema.relation}, %s::json)".encode(),
        [orjson.dumps(records).decode()],
    )


async def _ask(conn: AsyncConnection, rows: Sequence[Case]) -> list[JsonValue | Fault]:
    answers: list[JsonValue | Fault] = [None] * len(rows)
    selects: dict[int, str] = {}
    for place, case in enumerate(rows):
        try:
            selects[place] = _select(place, case)
        except FormulaError as error:
            answers[place] = f"refused: {error.problems[0].message}"
    try:
        cursor = await conn.execute(" UNION ALL ".join(selects.values()).encode())
        for place, value, error in await cursor.fetchall():
            answers[place] = _answer(value, error)
    except Error:
        # Find out which one: an error of PostgreSQL is the fault of that case alone.
        for place, select in selects.items():
            answers[place] = await _alone(conn, select)
    return answers


def _select(place: int, case: Case) -> str:
    made = compiled(case.expression, case.zone)
    sql = f"SELECT {place}, to_jsonb({made.value})::text, {made.error or 'NULL'}::text"
    return statement(f"{sql} FROM {table().relation} WHERE id = {place + 1}")


async def _alone(conn: AsyncConnection, select: str) -> JsonValue | Fault:
    try:
        cursor = await conn.execute(select.encode())
    except Error as error:
        return f"raised {type(error).__name__}: {error}"
    row = await cursor.fetchone()
    assert row is not None
    return _answer(row[1], row[2])


def _answer(value: str | None, error: str | None) -> JsonValue | Fault:
    if error is not None:
        assert value is None, "a value beside an error"
        return Fault(error)
    return None if value is None else orjson.loads(value)


_ALL = [
    pytest.param(family, place, case, id=f"{family}{place}-{case.expression[:60]}")
    for family, rows in FAMILIES.items()
    for place, case in enumerate(rows)
]


def test_there_are_enough_cases() -> None:
    assert len(_ALL) >= 600


@pytest.mark.parametrize(("family", "place", "case"), _ALL)
async def test_case(answers: Answers, family: str, place: int, case: Case) -> None:
    answer = answers[family, place]
    if isinstance(case.expected, int | float) and not isinstance(case.expected, bool):
        assert isinstance(answer, int | float)
        assert not isinstance(answer, bool)
        assert math.isclose(answer, case.expected, rel_tol=1e-12), answer
    else:
        assert answer == case.expected
        assert type(answer) is type(case.expected)
