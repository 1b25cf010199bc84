"""Which formulas an index can hold, and that PostgreSQL makes and uses it."""

from dataclasses import replace

import pytest

from api.records.sql.formula import index_expression
from tests.api.records.world import World
from tests.core.formula.support import formula, saved

INDEXABLE = {
    "number": "Qty * {Unit price} / 2",
    "text": 'UPPER(Name) & " 100% {x}"',
    "option": 'Colour & "!"',
    "date": 'DATEADD(Due, Qty, "days")',
    "zone": 'DATETIME_FORMAT(At, "YYYY-MM-DD HH:mm")',
    "boolean": "AND(Done, Due < At)",
    "list inside": 'ARRAYJOIN(Tags, "; ")',
    "record": "RECORD_ID()",
    "branches": 'SWITCH(Colour, "red", 1, "blue", 1 / Qty)',
    "regex": 'REGEX_REPLACE(Name, "[aeiou]", "")',
    "on formula": "{number} + 1",
    "last change": "LAST_MODIFIED_TIME({Qty}, Name)",
}
NOT_INDEXABLE = {
    "now": "NOW()",
    "today": 'DATETIME_DIFF(TODAY(), Due, "days")',
    "person": 'Author & ""',
    "list": "ARRAYUNIQUE(Tags)",
    "on volatile": "{now} > At",
}
SCHEMA = saved(
    *(
        formula(50 + at, name, text, "Europe/Athens")
        for at, (name, text) in enumerate((INDEXABLE | NOT_INDEXABLE).items())
    )
)


@pytest.mark.parametrize("name", NOT_INDEXABLE)
def test_what_changes_without_the_record_is_not_indexed(name: str) -> None:
    assert index_expression(SCHEMA.by_name[name]) is None


async def test_an_index_is_made_and_used(world: World) -> None:
    await world.load(SCHEMA)
    async with world.database.records() as conn:
        await conn.execute(
            f"INSERT INTO {SCHEMA.relation} (f_1, f_2, f_3, f_4, f_5) SELECT 'n' || i, i % 100, i,"
            " DATE '2026-01-01' + i, now() FROM generate_series(1, 2000) AS i".encode()
        )
        for name in INDEXABLE:
            expression = index_expression(SCHEMA.by_name[name])
            assert expression is not None
            await conn.execute(f"CREATE INDEX ON {SCHEMA.relation} (({expression}) NULLS FIRST, id)".encode())
        await conn.execute(f"ANALYZE {SCHEMA.relation}".encode())
        expression = index_expression(SCHEMA.by_name["number"])
        asked = f"EXPLAIN SELECT id FROM {SCHEMA.relation} ORDER BY {expression} ASC NULLS FIRST, id LIMIT 10"
        plan = await (await conn.execute(asked.encode())).fetchall()
    assert any("Index Scan" in str(line) for line in plan), plan


async def test_an_invalid_formula_is_not_indexed() -> None:
    fields = tuple(item for item in SCHEMA.fields if item.name != "Qty")
    without = replace(SCHEMA, fields=fields)
    assert index_expression(without.by_name["number"]) is None
    assert index_expression(without.by_name["option"]) is not None
