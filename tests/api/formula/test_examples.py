"""What the catalogue shows people is true, and what it promises about indexes too."""

from collections.abc import Iterator, Sequence

from api.db.engine import Database
from core.formula.functions.registry import ALL
from core.formula.typed import Applied, FieldValue, walk
from core.values import ValueKind
from tests.support.formula_cases.families import FAMILIES
from tests.support.formula_cases.table import compiled, statement, table, typed

_COLUMNS = 32
"""PostgreSQL's limit for one index."""


async def test_every_example_holds(formulas: Database) -> None:
    async with formulas.records() as conn:
        await conn.execute(f"INSERT INTO {table().relation} (created_by, updated_by) VALUES (1, 1)".encode())
        tests = (compiled(function.example) for function in ALL)
        values = ", ".join(f"coalesce({made.value}::text, {made.error or 'NULL'})" for made in tests)
        cursor = await conn.execute(f"SELECT ARRAY[{statement(values)}] FROM {table().relation}".encode())
        row = await cursor.fetchone()
    assert row is not None
    wrong = {function.example: given for function, given in zip(ALL, row[0], strict=True) if given != "true"}
    assert wrong == {}


async def test_formulas_that_depend_on_the_record_alone_can_be_indexed(formulas: Database) -> None:
    parts = list(_steady())
    assert len(parts) > 600
    async with formulas.records() as conn:
        for at in range(0, len(parts), _COLUMNS):
            await conn.execute(_index(parts[at : at + _COLUMNS]))


def _steady() -> Iterator[str]:
    """The SQL of all cases whose value changes only with the record."""
    for rows in FAMILIES.values():
        for expression, zone in dict.fromkeys((case.expression, case.zone) for case in rows):
            nodes = list(walk(typed(expression)))
            changing = any(isinstance(node, Applied) and node.function.volatile for node in nodes)
            people = any(isinstance(node, FieldValue) and node.field.kind is ValueKind.USER for node in nodes)
            if changing or people:
                continue
            made = compiled(expression, zone)
            yield made.value
            if made.error is not None:
                yield f"({made.error})::text"


def _index(parts: Sequence[str]) -> bytes:
    expressions = ", ".join(f"(({part}))" for part in parts)
    return statement(f"CREATE INDEX ON {table().relation} ({expressions})").encode()
