"""The one case table of the query language: every back-end must agree with it (in memory, SQL).

A case is a table (``query_tables``), a filter or sorts as sent, when and where it is asked, and the keys it must give.
The cases are beside this module, a file per kind; ``table`` has them all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.fields.instant import rfc3339
from core.query.evaluate import EvalContext
from core.values import JsonValue
from tests.support.query_tables import Row, Table

EVER = "9999-12-31"
NEVER = "0001-01-01"

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""A Sunday."""


@dataclass(frozen=True)
class FilterCase:
    """``expect`` are the keys of the rows that hold, ascending."""

    id: str
    table: Table
    filter: JsonValue
    expect: tuple[int, ...]
    now: datetime = NOON
    zone: str = "UTC"
    user: int | None = 1
    week_start: int = 0

    @property
    def context(self) -> EvalContext:
        return EvalContext(self.now, ZoneInfo(self.zone), self.user, self.week_start)


@dataclass(frozen=True)
class SortCase:
    """``expect`` are all keys in order."""

    id: str
    table: Table
    sorts: JsonValue
    expect: tuple[int, ...]


Expected = str | Callable[[Table], Iterable[int]]
"""Keys as text (``"1 2 5"``), ``"not 1 2"`` for all but these, ``"all"``, ``""``; or a rule over the rows."""

Rows = list[tuple[str, JsonValue, Expected]]
"""Operator, value, keys."""


def keys(expected: Expected, table: Table) -> tuple[int, ...]:
    if not isinstance(expected, str):
        return tuple(sorted(expected(table)))
    every = [row.key for row in table.rows]
    if expected == "all":
        return tuple(every)
    said = {int(word) for word in expected.removeprefix("not").split()}
    return tuple(key for key in every if (key in said) != expected.startswith("not"))


def on(table: Table, field: str, rows: Rows, **asked: str | datetime | int | None) -> list[FilterCase]:
    found: list[FilterCase] = []
    for at, (operator, value, expected) in enumerate(rows, 1):
        condition: dict[str, JsonValue] = {"field": field, "operator": operator}
        if value is not None:
            condition["value"] = value
        where = asked.get("zone", "UTC")
        name = f"{field} {operator} {value!r} {where} {asked.get('now', '')} {at}"
        found.append(FilterCase(name, table, condition, keys(expected, table), **asked))  # pyright: ignore[reportArgumentType]
    return found


def ref(name: str) -> JsonValue:
    return {"field": name}


def mode(mode: str, count: int | None = None) -> JsonValue:
    return {"mode": mode} if count is None else {"mode": mode, "count": count}


def _first_cells(table: Table) -> Iterable[tuple[Row, str]]:
    for row in table.rows:
        value = row.cells[1]
        if isinstance(value, str):
            yield row, value


def days(first: str, last: str) -> Callable[[Table], Iterable[int]]:
    """Rows whose first field is from ``first`` to ``last``, both included."""
    return lambda table: [row.key for row, value in _first_cells(table) if first <= value <= last]


def _time(text: str) -> datetime:
    moment = rfc3339(text)
    assert moment is not None, text
    return moment


def moments(start: str, end: str | None = None) -> Callable[[Table], Iterable[int]]:
    """Rows whose first field is from ``start`` on, and before ``end``."""
    return lambda table: [
        row.key
        for row, value in _first_cells(table)
        if _time(start) <= _time(value) and (end is None or _time(value) < _time(end))
    ]


def but(expected: Callable[[Table], Iterable[int]]) -> Callable[[Table], Iterable[int]]:
    return lambda table: {row.key for row in table.rows} - set(expected(table))
