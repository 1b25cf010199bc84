"""What operators, coercions and branches give in PostgreSQL, on a full record and on an empty one."""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import orjson
import pytest
from pydantic import SecretStr

import api.records.read as read
from api.db.engine import Database
from api.db.settings import DatabaseSettings
from api.records.sql.project import Shape
from core.query.ast import Query
from core.query.evaluate import EvalContext
from core.values import JsonValue
from tests.api.records.world import World, make_world
from tests.core.formula.support import formula, saved
from tests.support.postgres import TestCluster
from tests.support.query_cases.model import NOON

DIVISION, NUMBER, VALUE = ({"error": code} for code in ("#DIV/0!", "#NUM!", "#VALUE!"))
ODD = r"""{It's {odd\} "100%" \\ name}"""

# (expression, on the full record, on the empty one)
CASES: list[tuple[str, JsonValue, JsonValue]] = [
    ("1 + 2 * 3", 7, 7),
    ("-2 ^ 2", -4, -4),
    ("2 ^ 3 ^ 2", 64, 64),
    ("2 ^ -1", 0.5, 0.5),
    ("0 ^ 0", 1, 1),
    ("0 ^ -1", NUMBER, NUMBER),
    ("(-8) ^ (1/3)", NUMBER, NUMBER),
    ("(-2) ^ 3", -8, -8),
    ("7 / 2", 3.5, 3.5),
    ("1 / 0", DIVISION, DIVISION),
    ("0 / 0", DIVISION, DIVISION),
    ("1 / Qty", 0.25, DIVISION),
    ("0.1 + 0.2", 0.30000000000000004, 0.30000000000000004),
    ("Qty * {Unit price}", 10, 0),
    ("Qty - 10", -6, -10),
    ("-Qty", -4, 0),
    ("Qty + BLANK()", 4, 0),
    ("Qty & \"\"", "4", None),
    ("1e20 & \"\"", "100000000000000000000", "100000000000000000000"),
    ("0.000001 & \"\"", "0.000001", "0.000001"),
    ("-0 & \"\"", "0", "0"),
    ("1e308 * 10", NUMBER, NUMBER),
    ("1e307 * 10", NUMBER, NUMBER),
    ("1e200 * 1e200 * 0", 0, 0),
    ("1e200 * 1e-200", 1, 1),
    ("1e-200 * 1e-200", 0, 0),
    ("1e-320 * 1e-10", 0, 0),
    ("1e300 / 1e-300", NUMBER, NUMBER),
    ("1e-300 / 1e300", 0, 0),
    ("1e308 + 1e308", NUMBER, NUMBER),
    ("-1e308 - 1e308", NUMBER, NUMBER),
    ("10 ^ 400", NUMBER, NUMBER),
    ("10 ^ -400", 0, 0),
    ("0.5 ^ 1e300", 0, 0),
    ("1 ^ 1e300", 1, 1),
    ("1e308 * 10 > 5", True, True),
    ("ISERROR(1e308 * 10)", False, False),
    ("ISERROR(1 / Qty)", False, True),
    ('Name & " of " & Qty', "Ada's 100% of 4", " of "),
    ('Name + "!"', "Ada's 100%!", "!"),
    ('"n: " + 1', "n: 1", "n: 1"),
    ('"" & ""', None, None),
    (ODD + ' & "?"', "odd?", "?"),
    ("Done & \"\"", "true", "false"),
    ("Done + 1", 2, 1),
    ("Due & \"\"", "2026-11-22", None),
    ("At & \"\"", "2026-11-22T22:30:00.500Z", None),
    ("Colour & \"!\"", "blue!", "!"),
    ("Tags & \"!\"", "blue, red!", "!"),
    ("Author & \"!\"", "Ada!", "!"),
    ('Name = "Ada\'s 100%"', True, False),
    ('Name = "ada\'s 100%"', False, False),
    ('Name != ""', True, False),
    ("Name = BLANK()", False, True),
    ("BLANK() != Name", True, False),
    ("Qty = BLANK()", False, True),
    ("Qty = 0", False, True),
    ("0 = BLANK()", False, False),
    ("Qty > 3", True, False),
    ("Qty < 3", False, True),
    ("Qty = \"4\"", True, False),
    ("Done = 1 = 1", True, False),
    ("Done = 1", True, False),
    ("Done = BLANK()", False, True),
    ('Due = "2026-11-22"', True, False),
    ('Due != "2026-11-22"', False, True),
    ('Due > "2026-11-21T23:00:00Z"', True, False),
    ('Due < "2026-11-21"', False, False),
    ("Due < At", True, False),
    ("At = At", True, True),
    ('Due = Name & ""', VALUE, True),
    ("Due = BLANK()", False, True),
    ('Colour = "blue"', True, False),
    ('Tags = "blue, red"', True, False),
    ("Tags = BLANK()", False, True),
    ('"a" < "b"', True, True),
    ('"B" < "a"', True, True),
    ('IF(Done, "yes", "no")', "yes", "no"),
    ('IF(Name, 1)', 1, None),
    ('IF(Qty, Qty, "none")', "4", "none"),
    ("IF(Due, Due, At)", "2026-11-22T00:00:00+00:00", None),
    ("IF(Done, 1 / Qty, 5)", 0.25, 5),
    ("IF(1 / Qty > 0, 1, 2)", 1, DIVISION),
    ("IF(Tags, 1, 2)", 1, 2),
    ("IF(Done, 1 = 1)", True, False),
    ("IF(Done, Tags, Tags)", ["blue", "red"], None),
    ('SWITCH(Qty, 1, "one", 4, "four", "many")', "four", "many"),
    ('SWITCH(Qty, 1, "one")', None, None),
    ('SWITCH(Name, BLANK(), "blank", "other")', "other", "blank"),
    ("SWITCH(1, 1, 2, 1 / 0, 3)", 2, 2),
    ("SWITCH(2, 1, 2, 1 / 0, 3)", DIVISION, DIVISION),
    ("BLANK()", None, None),
    ("ISERROR(BLANK())", False, False),
    ("UPPER(Name)", "ADA'S 100%", None),
    ('"it\'s \\"50%\\" \\\\ {x} %s $1" & ""', "it's \"50%\" \\ {x} %s $1", "it's \"50%\" \\ {x} %s $1"),
    ("\"'); DROP TABLE x; --\" & ''", "'); DROP TABLE x; --", "'); DROP TABLE x; --"),
]  # fmt: skip

FORMULAS = [formula(100 + at, f"case {at}", expression) for at, (expression, _, _) in enumerate(CASES)]
SCHEMA = saved(*FORMULAS)
CONTEXT = EvalContext(NOON, ZoneInfo("UTC"))


@pytest.fixture(scope="module")
async def shown(cluster: TestCluster) -> AsyncIterator[list[dict[str, JsonValue]]]:
    """The cells of the full record and of the empty one."""
    with cluster.database(cluster.template) as url:
        database = await Database.open(DatabaseSettings(url=SecretStr(url)))
        world = await make_world(database)
        await world.load(SCHEMA)
        await _insert(world)
        query = Query(fields=tuple(SCHEMA.by_number[item.number] for item in FORMULAS))
        async with database.records() as conn:
            answer = await read.page(conn, world.access(SCHEMA), query, CONTEXT, Shape.NAME)
        yield [record["fields"] for record in orjson.loads(answer.body)["items"]]
        await database.close()


async def _insert(world: World) -> None:
    await world.rows(
        f"INSERT INTO {SCHEMA.relation} (created_by, f_1, f_2, f_3, f_4, f_5, f_6, f_7, f_8, f_10) VALUES"
        " (1, 'Ada''s 100%%', 4, 2.5, '2026-11-22', '2026-11-22T22:30:00.5Z', true, 'opt00000002',"
        " '{opt00000002,opt00000001}', 'odd'),"
        " (NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL) RETURNING id"
    )


@pytest.mark.parametrize("at", range(len(CASES)), ids=[expression for expression, _, _ in CASES])
async def test_value(shown: list[dict[str, JsonValue]], at: int) -> None:
    _, full, empty = CASES[at]
    for record, expected in zip(shown, (full, empty), strict=True):
        value = record[f"case {at}"]
        if isinstance(expected, dict):
            assert isinstance(value, dict)
            assert value["error"] == expected["error"]
            assert value["message"]
        else:
            assert value == expected, SCHEMA.by_name[f"case {at}"].config
