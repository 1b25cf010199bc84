"""Pieces of SQL put together, and as they go to PostgreSQL."""

import psycopg
import pytest

from api.records.sql.fragment import Fragment, Slot, compiled, compose, execute, literal, param, pattern


def test_a_compiled_statement_has_the_places_of_postgresql() -> None:
    statement = compiled(
        compose("SELECT {a}, '%%', {b}, {c}", a=param(1, "int"), b=literal("100 %", "text"), c=param("x", "text"))
    )
    assert statement.sql == b"SELECT $1::int, '%', '100 %'::text, $2::text"
    assert statement.params == (1, "x")


@pytest.mark.parametrize(
    "fragment", [Fragment("SELECT %s"), Fragment("SELECT 1", (1,)), Fragment("SELECT '%%s'", (1,))]
)
def test_text_and_parameters_out_of_step_are_refused(fragment: Fragment) -> None:
    with pytest.raises(ValueError, match="placeholders for"):
        compiled(fragment)


async def test_statements_with_a_pattern_are_planned_for_it_however_often_they_come(database_url: str) -> None:
    asked = compose("SELECT 'Lyra' ILIKE {it} AS planned_anew", it=pattern("%y%"))
    settled = compose("SELECT {it} AS planned_once", it=param("y", "text"))
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as conn:
        for _ in range(20):
            answer = await (await execute(conn, compiled(asked), {})).fetchone()
            assert answer == (True,)
            await execute(conn, compiled(settled), {})
        found = await (await conn.execute("SELECT statement FROM pg_prepared_statements")).fetchall()
    assert [text for (text,) in found if "planned_once" in text]
    assert not [text for (text,) in found if "planned_anew" in text]


async def test_what_looks_like_a_place_inside_a_text_is_left_alone(database_url: str) -> None:
    statement = compiled(
        compose("SELECT {name}, {value}", name=literal("Cost in $1 %s", "text"), value=param("x", "text"))
    )
    async with await psycopg.AsyncConnection.connect(database_url) as conn:
        assert await (await execute(conn, statement, {})).fetchone() == ("Cost in $1 %s", "x")


async def test_slots_are_filled_by_the_call(database_url: str) -> None:
    statement = compiled(Fragment("SELECT %s::int, %s::text", (Slot("number"), "x")))
    async with await psycopg.AsyncConnection.connect(database_url) as conn:
        assert await (await execute(conn, statement, {"number": "7"})).fetchone() == (7, "x")
        with pytest.raises(KeyError):
            await execute(conn, statement, {})
