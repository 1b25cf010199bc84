"""Schema fx: what PostgreSQL knows about its functions, and that none of them raises."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from psycopg import AsyncConnection, Error

from api.db.engine import Database

_TEXTS = (
    "", " ", "a", "A", "x" * 100_000, "😀é\u0301", "İıſßΣς", "\U0010ffff\ue000", "'\"\\%_{}$1", "\n\t\r", "2026-11-22",
    "2026-02-30", "9999-12-31T23:59:59.999999Z", "0001-01-01", "24:00", "-1", "1e308", "1e999999", "NaN", "(", "[a",
    "\\", "a**", "(a*)*", "$0$9${1}", "M", "days", "Monday", "de", "DDDD MMMM YYYY Z X", "[[]", "1,23,456.7", "(5", "٣",
)  # fmt: skip
_NUMBERS = (
    "0", "-0", "1", "-1", "0.5", "-2.5", "3", "1e15", "9007199254740993", "2147483648", "-2147483649", "1e300",
    "-1e300", "8.9e307", "-8.9e307", "1.7976931348623157e308", "5e-324", "-5e-324", "1e-300", "Infinity", "-Infinity",
    "NaN",
)  # fmt: skip
_DATES = ("0001-01-01", "9999-12-31", "2024-02-29", "2026-03-29", "2026-11-22", "infinity", "-infinity")
_MOMENTS = (
    "0001-01-01 00:00:00+00", "9999-12-31 23:59:59.999999+00", "2024-02-29 12:00:00+00", "2026-03-29 00:59:59+00",
    "2026-10-25 00:30:00+00", "infinity", "-infinity",
)  # fmt: skip
_INTEGERS = ("0", "1", "-1", "7", "13", "366", "2147483647", "-2147483648")
_UNITS = ("year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "", "fortnight")

_BY_TYPE: Mapping[str, Sequence[str]] = {
    "text": _TEXTS,
    "double precision": _NUMBERS,
    "integer": _INTEGERS,
    "numeric": ("0", "1e-400", "-1e400", "8.9e307", "NaN", "Infinity", "0.1"),
    "boolean": ("true", "false"),
    "date": _DATES,
    "timestamp without time zone": _MOMENTS,
    "timestamp with time zone": _MOMENTS,
    "text[]": ("{}", "{NULL}", '{a,NULL,a,""}', "{opt1,opt2,opt1}"),
    "double precision[]": ("{}", "{NULL}", "{1,NULL,1}", "{1e308,1e308}", "{NaN,Infinity,-Infinity}"),
    "numeric[]": ("{}", "{NULL}", "{1,NULL,1}", "{1e-400,-1e400}", "{NaN,Infinity,-Infinity}"),
    "boolean[]": ("{}", "{NULL}", "{true,false}"),
    "date[]": ("{}", "{NULL}", "{2026-12-25,2026-12-25}", "{infinity,-infinity,0001-01-01,9999-12-31}"),
    "timestamp with time zone[]": ("{}", "{NULL}", "{2026-12-25 00:00:00+00,infinity}"),
    "jsonb": (
        "{}",
        '{"opt1": "x"}',
        "null",
        '[1, null, "a", true, {"name": 3}, [2]]',
        '["2026-02-30", "2026-11-22", 1e400]',
    ),
    "anyarray": ("{}", "{NULL}", "{1,NULL,1}"),
}

# Arguments whose values the callers make sure of: a zone that there is, patterns that other functions made.
_BY_NAME: Mapping[str, Sequence[str]] = {
    "zone": ("UTC", "Europe/Athens", "Asia/Kathmandu", "America/St_Johns"),
    "unit": _UNITS,
    "language": ("en", "de", "fr", "el", "tlh"),
    "locale": ("en", "de-AT", "FR", "el", "tlh", ""),
    "shape": ("YYYY-MM-DD", "DD/MM/YYYY HH24:MI", "FMDD FMMonth YYYY"),
    "mode": ("half", "up", "down"),
}
_MADE: Mapping[tuple[str, str], str] = {
    ("regex_extract", "pattern"): "fx.regex({})",
    ("regex_replace", "pattern"): "fx.regex({})",
    ("regex_replace", "replacement"): "fx.regex_replacement({})",
    ("parse_time", "pattern"): "fx.parse_pattern({}, 'en')",
    ("is_no_time", "pattern"): "fx.parse_pattern({}, 'fr')",
    ("parse_usual", "patterns"): "fx.usual_patterns({})",
    ("is_no_usual_time", "patterns"): "fx.usual_patterns({})",
    ("workday", "holidays"): "fx.free_weekdays({})",
    ("workday_diff", "holidays"): "fx.free_weekdays({})",
    ("format_time", "parts"): "fx.format_parts({}, 'el')",
    ("format_part", "token"): "(fx.format_parts({}, 'de'))[1]",
    ("start_of", "t"): "fx.in_range({})",
    ("months_between", "a"): "fx.in_range({})",
    ("months_between", "b"): "fx.in_range({})",
}


@dataclass(frozen=True)
class Proc:
    name: str
    types: tuple[str, ...]
    names: tuple[str, ...]
    volatility: str
    parallel: str

    @property
    def signature(self) -> str:
        return f"fx.{self.name}({', '.join(self.types)})"


async def _procs(conn: AsyncConnection) -> list[Proc]:
    cursor = await conn.execute(
        "SELECT proname,"
        " ARRAY(SELECT format_type(t, NULL) FROM unnest(proargtypes) WITH ORDINALITY AS a(t, n) ORDER BY n),"
        " coalesce(proargnames, '{}'), provolatile::text, proparallel::text"
        " FROM pg_proc WHERE pronamespace = 'fx'::regnamespace ORDER BY proname, oid"
    )
    return [Proc(name, tuple(types), tuple(names), *rest) for name, types, names, *rest in await cursor.fetchall()]


async def test_all_functions_are_immutable_and_parallel_safe(formulas: Database) -> None:
    async with formulas.records() as conn:
        procs = await _procs(conn)
    assert len(procs) > 60
    assert [item.signature for item in procs if (item.volatility, item.parallel) != ("i", "s")] == []


async def test_no_function_raises(formulas: Database) -> None:
    """Up to 400 combinations of hostile arguments for each."""
    raised: list[str] = []
    chance = random.Random(20261127)
    async with formulas.records() as conn:
        for proc in await _procs(conn):
            calls = {_call(proc, chance) for _ in range(400)}
            try:
                await conn.execute(f"SELECT {' , '.join(f'({call}) IS NULL' for call in calls)}".encode())
            except Error:
                raised.extend(await _culprits(conn, calls))
    assert raised == []


async def _culprits(conn: AsyncConnection, calls: set[str]) -> list[str]:
    found: list[str] = []
    for call in sorted(calls):
        try:
            await conn.execute(f"SELECT ({call}) IS NULL".encode())
        except Error as error:
            found.append(f"{call[:300]}: {str(error).splitlines()[0]}")
    return found


def _call(proc: Proc, chance: random.Random) -> str:
    element = chance.choice(["text", "double precision"])
    arguments: list[str] = []
    for kind, name in zip(proc.types, proc.names, strict=True):
        made = _MADE.get((proc.name, name), "{}")
        given = "text" if kind == "text[]" and made != "{}" else kind
        named = _BY_NAME.get(name) if given == "text" else None
        value = "NULL" if chance.random() < 0.05 else _quoted(chance.choice(named or _BY_TYPE[given]))
        arguments.append(made.format(f"{value}::{f'{element}[]' if given == 'anyarray' else given}"))
    return f"fx.{proc.name}({', '.join(arguments)})"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"E'{escaped}'"


async def test_functions_with_subtransactions_work_in_parallel_workers(formulas: Database) -> None:
    async with formulas.records() as conn, conn.transaction():
        await conn.execute("CREATE TABLE patterns AS SELECT 'x' || n AS p FROM generate_series(1, 20000) AS s(n)")
        await conn.execute("SET LOCAL debug_parallel_query = on")
        cursor = await conn.execute("SELECT count(fx.regex(p)), count(fx.zone(p)) FROM patterns")
        assert await cursor.fetchone() == (20_000, 0)
        await conn.execute("DROP TABLE patterns")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x", "(x+x+)+y"])
async def test_patterns_that_are_slow_elsewhere_are_not_here(formulas: Database, pattern: str) -> None:
    async with formulas.records() as conn, conn.transaction():
        await conn.execute("SET LOCAL statement_timeout = '2s'")
        cursor = await conn.execute("SELECT repeat('a', 100000) || '!' ~ fx.regex(%s)", [pattern])
        assert await cursor.fetchone() is not None
