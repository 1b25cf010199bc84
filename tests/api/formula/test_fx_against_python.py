"""What fx calculates by shortcuts, beside the plain way in Python, on random arguments (the same each time)."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_UP, Context, Decimal

from api.db.engine import Database

_CONTEXT = Context(prec=800)
_TYPES = {float: "double precision", int: "integer", str: "text", date: "date"}


async def _ask(formulas: Database, call: str, rows: Sequence[tuple[float | str | date, ...]]) -> list[object]:
    """``call`` names its arguments a, b and c."""
    names = "abc"[: len(rows[0])]
    columns = [list(column) for column in zip(*rows, strict=True)]
    arrays = ", ".join(f"%s::{_TYPES[type(value)]}[]" for value in rows[0])
    given = f"unnest({arrays}) WITH ORDINALITY AS given({', '.join(names)}, n)"
    async with formulas.records() as conn:
        cursor = await conn.execute(f"SELECT {call} FROM {given} ORDER BY n".encode(), columns)
        return [row[0] for row in await cursor.fetchall()]


def _rounded(x: float, places: int, mode: str) -> float:
    number = Decimal(repr(x)).scaleb(places, _CONTEXT)
    if mode == "half":
        whole = (number + Decimal("0.5")).to_integral_value(ROUND_FLOOR, _CONTEXT)
    else:
        whole = number.to_integral_value(ROUND_UP if mode == "up" else ROUND_DOWN, _CONTEXT)
    return float(whole.scaleb(-places, _CONTEXT))


async def test_rounding(formulas: Database) -> None:
    chance = random.Random(1)
    rows: list[tuple[float, int, str]] = []
    for _ in range(6_000):
        digits = chance.randint(0, 8)
        exact = chance.randint(-(10**9), 10**9) / 10**digits
        x = chance.choice(
            [exact, exact + 0.5 / 10 ** chance.randint(0, 8), chance.uniform(-1e9, 1e9), chance.gauss(0, 1)]
        )
        rows.append((x, chance.randint(-3, 12), chance.choice(["half", "up", "down"])))
    answers = await _ask(formulas, "fx.round_to(a, b, c)", rows)
    wrong = [(row, given) for row, given in zip(rows, answers, strict=True) if given != _rounded(*row)]
    assert wrong == []


async def test_multiples_and_remainders(formulas: Database) -> None:
    chance = random.Random(2)
    rows = [
        (
            round(chance.uniform(-1000, 1000), chance.randint(0, 4)),
            chance.choice([1.0, 2.0, -3.0, 0.1, 0.25, 0.05, 7.5]),
        )
        for _ in range(2_000)
    ]
    pairs = [(Decimal(repr(x)), Decimal(repr(step))) for x, step in rows]
    ceilings = [float((x / abs(step)).to_integral_value(ROUND_CEILING) * abs(step)) for x, step in pairs]
    remainders = [float(x - step * (x / step).to_integral_value(ROUND_FLOOR)) for x, step in pairs]
    assert await _ask(formulas, "fx.multiple_of(a, b, 'up')", rows) == ceilings
    assert await _ask(formulas, "fx.remainder(a, b)", rows) == remainders


def _works(day: date, holidays: frozenset[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def _workday(day: date, count: int, holidays: frozenset[date]) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if _works(day, holidays):
            count -= 1 if count > 0 else -1
    return day


async def test_working_days(formulas: Database) -> None:
    chance = random.Random(3)
    start = date(2026, 1, 1)
    holidays = frozenset(start + timedelta(days=chance.randrange(400)) for _ in range(40))
    listed = ", ".join(map(str, holidays))
    rows = [(start + timedelta(days=chance.randrange(400)), float(chance.randint(-60, 60))) for _ in range(1_500)]
    later = await _ask(formulas, f"fx.workday(a, b, fx.holidays('{listed}'))", rows)
    assert later == [_workday(day, int(count), holidays) for day, count in rows]

    spans = [(day, day + timedelta(days=int(count))) for day, count in rows]
    counted = await _ask(formulas, f"fx.workday_diff(a, b, fx.holidays('{listed}'))", spans)
    expected: list[int] = []
    for first, last in spans:
        low, high = min(first, last), max(first, last)
        days = sum(_works(low + timedelta(days=n), holidays) for n in range((high - low).days + 1))
        expected.append(-days if last < first else days)
    assert counted == expected


async def test_whole_months_are_the_most_that_fit(formulas: Database) -> None:
    """n months later is not past the other date, and n + 1 months would be."""
    chance = random.Random(4)
    start = date(2023, 1, 1)
    rows = [
        (start + timedelta(days=chance.randrange(1500)), start + timedelta(days=chance.randrange(1500)))
        for _ in range(2_000)
    ]
    ordered = [(max(pair), min(pair)) for pair in rows]
    fits = await _ask(
        formulas,
        "fx.date_add(b, fx.date_diff(a, b, 'month'), 'month') <= a"
        " AND fx.date_add(a, -fx.date_diff(a, b, 'month') - 1, 'month') <= b",
        ordered,
    )
    assert all(fits)
    signs = await _ask(formulas, "fx.date_diff(a, b, 'month') + fx.date_diff(b, a, 'month')", rows)
    assert set(signs) == {0}


async def test_a_day_between_dates_is_a_day_between_their_midnights(formulas: Database) -> None:
    chance = random.Random(5)
    start = date(2026, 1, 1)
    rows = [
        (start + timedelta(days=chance.randrange(900)), start + timedelta(days=chance.randrange(900)))
        for _ in range(1_000)
    ]
    for unit in ("day", "week", "month", "quarter", "year"):
        midnight = "{}::timestamp AT TIME ZONE 'Europe/Athens'"
        moments = f"fx.date_diff({midnight.format('a')}, {midnight.format('b')}, '{unit}', 'Europe/Athens')"
        assert set(await _ask(formulas, f"fx.date_diff(a, b, '{unit}') = {moments}", rows)) == {True}
