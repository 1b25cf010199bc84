"""The one case table of the query language: every back-end must agree with it (in memory, SQL).

A case is a table (``query_tables``), a filter or sorts as sent, when and where it is asked, and the keys it must give.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.fields.instant import rfc3339
from core.query.evaluate import EvalContext
from core.values import JsonValue
from tests.support.query_tables import (
    BOOLEANS,
    CHOICES,
    DATES,
    DOCUMENTS,
    GONE,
    MOMENTS,
    NUMBERS,
    OPTIONS,
    RECORDS,
    TEAMS,
    TEXTS,
    Row,
    Table,
)

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

    @property
    def context(self) -> EvalContext:
        return EvalContext(self.now, ZoneInfo(self.zone), self.user)


@dataclass(frozen=True)
class SortCase:
    """``expect`` are all keys in order."""

    id: str
    table: Table
    sorts: JsonValue
    expect: tuple[int, ...]


Expected = str | Callable[[Table], Iterable[int]]
"""Keys as text (``"1 2 5"``), ``"not 1 2"`` for all but these, ``"all"``, ``""``; or a rule over the rows."""


def _keys(expected: Expected, table: Table) -> tuple[int, ...]:
    if not isinstance(expected, str):
        return tuple(sorted(expected(table)))
    every = [row.key for row in table.rows]
    if expected == "all":
        return tuple(every)
    said = {int(word) for word in expected.removeprefix("not").split()}
    return tuple(key for key in every if (key in said) != expected.startswith("not"))


def _on(
    table: Table, field: str, rows: list[tuple[str, JsonValue, Expected]], **asked: str | datetime | int | None
) -> list[FilterCase]:
    found: list[FilterCase] = []
    for at, (operator, value, expected) in enumerate(rows, 1):
        condition: dict[str, JsonValue] = {"field": field, "operator": operator}
        if value is not None:
            condition["value"] = value
        where = asked.get("zone", "UTC")
        name = f"{field} {operator} {value!r} {where} {asked.get('now', '')} {at}"
        found.append(FilterCase(name, table, condition, _keys(expected, table), **asked))  # pyright: ignore[reportArgumentType]
    return found


def _ref(name: str) -> JsonValue:
    return {"field": name}


def _mode(mode: str, count: int | None = None) -> JsonValue:
    return {"mode": mode} if count is None else {"mode": mode, "count": count}


def _first_cells(table: Table) -> Iterable[tuple[Row, str]]:
    for row in table.rows:
        value = row.cells[1]
        if isinstance(value, str):
            yield row, value


def _days(first: str, last: str) -> Callable[[Table], Iterable[int]]:
    """Rows whose first field is from ``first`` to ``last``, both included."""
    return lambda table: [row.key for row, value in _first_cells(table) if first <= value <= last]


def _time(text: str) -> datetime:
    moment = rfc3339(text)
    assert moment is not None, text
    return moment


def _moments(start: str, end: str | None = None) -> Callable[[Table], Iterable[int]]:
    """Rows whose first field is from ``start`` on, and before ``end``."""
    return lambda table: [
        row.key
        for row, value in _first_cells(table)
        if _time(start) <= _time(value) and (end is None or _time(value) < _time(end))
    ]


def _but(expected: Callable[[Table], Iterable[int]]) -> Callable[[Table], Iterable[int]]:
    return lambda table: {row.key for row in table.rows} - set(expected(table))


TEXT_CASES = [
    *_on(
        TEXTS,
        "Name",
        [
            ("equals", "Alpha", "1"),
            ("equals", "alpha", "2"),
            ("equals", "ALPHA", ""),
            ("equals", "padded", ""),
            ("equals", " padded ", "9"),
            ("equals", "ΟΔΟΣ", "5"),
            ("equals", "a\\b", "8"),
            ("equals", "quote ' and \" end", "13"),
            ("notEquals", "Alpha", "not 1"),
            ("notEquals", "nobody", "all"),
            ("contains", "alp", "1 2"),
            ("contains", "ALPHA", "1 2"),
            ("contains", "%", "3"),
            ("contains", "_", "3"),
            ("contains", "a_100", "3"),
            ("contains", "\\", "8"),
            ("contains", "'", "13"),
            ("contains", '"', "13"),
            ("contains", " ", "9 13 14"),
            ("contains", "\n", "10"),
            ("contains", "οδοσ", "5"),
            ("contains", "ΟΔΟΣ", "5"),
            ("contains", "οδος", "6"),
            ("contains", "οδο", "5 6"),
            ("contains", "IZMIR", "7"),
            ("contains", "İZMİR", "7"),
            ("contains", "STRAßE", "11"),
            ("contains", "strasse", ""),
            ("contains", "NAÏVE", "10"),
            ("contains", "😀", "14"),
            ("notContains", "alpha", "not 1 2"),
            ("notContains", "%", "not 3"),
            ("notContains", "zzz", "all"),
            ("startsWith", "AL", "1 2"),
            ("startsWith", " ", "9"),
            ("startsWith", "%", ""),
            ("startsWith", "a\\", "8"),
            ("endsWith", "PHA", "1 2"),
            ("endsWith", "%", "3"),
            ("endsWith", "LINE", "10"),
            ("endsWith", "\\b", "8"),
            ("in", ["Alpha", "alpha", "nobody"], "1 2"),
            ("in", ["ALPHA"], ""),
            ("in", ["Alpha", "Alpha"], "1"),
            ("notIn", ["Alpha", "alpha"], "not 1 2"),
            ("isEmpty", None, "4 12"),
            ("isNotEmpty", None, "not 4 12"),
            ("equals", _ref("Other"), "1"),
            ("notEquals", _ref("Other"), "not 1"),
            ("contains", _ref("Other"), "1 2 3 5 7 8 9 10 13 14"),
            ("notContains", _ref("Other"), "4 6 11 12"),
            ("startsWith", _ref("Other"), "1 2 5 7 14"),
            ("endsWith", _ref("Other"), "1 3 5 10"),
        ],
    ),
    *_on(TEXTS, "Other", [("contains", "str", "11"), ("isEmpty", None, "4 6"), ("equals", _ref("Name"), "1")]),
]

NUMBER_CASES = [
    *_on(
        NUMBERS,
        "N",
        [
            ("equals", 5, "1"),
            ("equals", 5.0, "1"),
            ("equals", 0, "3"),
            ("equals", -0.0, "3"),
            ("equals", 1e20, "5"),
            ("equals", 0.1, "6"),
            ("equals", 123456789012345, "8"),
            ("notEquals", 5, "not 1"),
            ("notEquals", 0, "not 3"),
            ("greaterThan", 0, "1 5 6 8 9"),
            ("greaterThan", 0.1, "1 5 8 9"),
            ("greaterOrEqual", 0, "1 3 5 6 8 9"),
            ("lessThan", 0, "2"),
            ("lessOrEqual", 0, "2 3"),
            ("lessThan", 1e300, "not 4 7"),
            ("greaterThan", 1e300, ""),
            ("between", [0, 5], "1 3 6 9"),
            ("between", [-3.25, -3.25], "2"),
            ("between", [5, 0], ""),
            ("in", [5, -3.25, 77], "1 2"),
            ("in", [0.3], "9"),
            ("notIn", [5, 0], "not 1 3"),
            ("isEmpty", None, "4 7"),
            ("isNotEmpty", None, "not 4 7"),
            ("equals", _ref("M"), "1 8"),
            ("notEquals", _ref("M"), "not 1 8"),
            ("greaterThan", _ref("M"), "5 9"),
            ("greaterOrEqual", _ref("M"), "1 5 8 9"),
            ("lessThan", _ref("M"), "2 6"),
            ("lessOrEqual", _ref("M"), "1 2 6 8"),
            ("equals", _ref("Price"), "3 9"),
            ("greaterThan", _ref("Price"), "5 8"),
            ("equals", _ref("Stars"), ""),
            ("greaterThan", _ref("Stars"), "1 5 8"),
        ],
    ),
    *_on(
        NUMBERS,
        "Stars",
        [
            ("greaterOrEqual", 4, "4 6 8"),
            ("greaterThan", 0, "1 2 4 5 6 8"),
            ("equals", 7, ""),
            ("equals", 2.5, ""),
            ("greaterThan", 2.5, "1 4 6 8"),
            ("lessThan", 100000, "1 2 4 5 6 8"),
            ("greaterThan", -1e30, "1 2 4 5 6 8"),
            ("in", [1, 2, 99999999999], "2 5"),
            ("notIn", [1, 2.5], "not 2"),
            ("between", [1.5, 3.5], "1 5"),
            ("isEmpty", None, "3 7 9"),
        ],
    ),
    *_on(
        NUMBERS,
        "Price",
        [
            ("equals", 0.1, "2"),
            ("equals", 0.3, "6 9"),
            ("equals", 0.30000000000000004, ""),
            ("lessThan", 0.1, "3 8"),
            ("between", [0.1, 0.3], "2 6 9"),
            ("equals", 99999999999.99, "5"),
            ("greaterThan", 99999999999.98, "5"),
            ("in", [10.5, -10.5], "1 8"),
            ("notEquals", 0, "not 3"),
            ("greaterThan", _ref("N"), "1 2 6"),
        ],
    ),
]

BOOLEAN_CASES = _on(
    BOOLEANS,
    "Done",
    [
        ("equals", True, "1 2"),
        ("equals", False, "3 4"),
        ("notEquals", True, "3 4"),
        ("notEquals", False, "1 2"),
        ("equals", _ref("Seen"), "1 4"),
        ("notEquals", _ref("Seen"), "2 3"),
    ],
)

_EVER = "9999-12-31"
_NEVER = "0001-01-01"

DATE_CASES = [
    *_on(
        DATES,
        "Due",
        [
            ("equals", "2026-11-22", "1"),
            ("equals", _EVER, "21"),
            ("equals", _NEVER, "20"),
            ("notEquals", "2026-11-22", "not 1"),
            ("before", "2026-11-22", _days(_NEVER, "2026-11-21")),
            ("onOrBefore", "2026-11-22", _days(_NEVER, "2026-11-22")),
            ("after", "2026-11-22", _days("2026-11-23", _EVER)),
            ("onOrAfter", "2026-11-22", _days("2026-11-22", _EVER)),
            ("before", _NEVER, ""),
            ("after", _EVER, ""),
            ("onOrBefore", _EVER, "not 19 29"),
            ("onOrAfter", _EVER, "21"),
            ("between", ["2026-11-01", "2026-11-30"], _days("2026-11-01", "2026-11-30")),
            ("between", ["2026-11-22", "2026-11-22"], "1"),
            ("between", ["2026-11-30", "2026-11-01"], ""),
            ("between", [_NEVER, _EVER], "not 19 29"),
            ("isEmpty", None, "19 29"),
            ("isNotEmpty", None, "not 19 29"),
            ("equals", _mode("today"), _days("2026-11-22", "2026-11-22")),
            ("equals", _mode("yesterday"), _days("2026-11-21", "2026-11-21")),
            ("equals", _mode("tomorrow"), _days("2026-11-23", "2026-11-23")),
            ("notEquals", _mode("today"), "not 1"),
            ("before", _mode("today"), _days(_NEVER, "2026-11-21")),
            ("onOrBefore", _mode("today"), _days(_NEVER, "2026-11-22")),
            ("after", _mode("today"), _days("2026-11-23", _EVER)),
            ("onOrAfter", _mode("tomorrow"), _days("2026-11-23", _EVER)),
            ("within", _mode("today"), "1"),
            ("within", _mode("thisWeek"), _days("2026-11-16", "2026-11-22")),
            ("within", _mode("lastWeek"), _days("2026-11-09", "2026-11-15")),
            ("within", _mode("nextWeek"), _days("2026-11-23", "2026-11-29")),
            ("before", _mode("thisWeek"), _days(_NEVER, "2026-11-15")),
            ("after", _mode("thisWeek"), _days("2026-11-23", _EVER)),
            ("onOrBefore", _mode("thisWeek"), _days(_NEVER, "2026-11-22")),
            ("onOrAfter", _mode("thisWeek"), _days("2026-11-16", _EVER)),
            ("within", _mode("thisMonth"), _days("2026-11-01", "2026-11-30")),
            ("within", _mode("lastMonth"), _days("2026-10-01", "2026-10-31")),
            ("within", _mode("nextMonth"), _days("2026-12-01", "2026-12-31")),
            ("within", _mode("thisQuarter"), _days("2026-10-01", "2026-12-31")),
            ("within", _mode("lastQuarter"), _days("2026-07-01", "2026-09-30")),
            ("within", _mode("nextQuarter"), _days("2027-01-01", "2027-03-31")),
            ("within", _mode("thisYear"), _days("2026-01-01", "2026-12-31")),
            ("within", _mode("lastYear"), _days("2025-01-01", "2025-12-31")),
            ("within", _mode("nextYear"), _days("2027-01-01", "2027-12-31")),
            ("equals", _mode("daysAgo", 1), "2"),
            ("equals", _mode("daysAgo", 0), "1"),
            ("equals", _mode("daysFromNow", 1), "3"),
            ("equals", _mode("weeksAgo", 1), "5"),
            ("equals", _mode("oneWeekAgo"), "5"),
            ("equals", _mode("weeksFromNow", 1), "8"),
            ("equals", _mode("oneWeekFromNow"), "8"),
            ("equals", _mode("monthsAgo", 1), "24"),
            ("equals", _mode("oneMonthAgo"), "24"),
            ("equals", _mode("monthsFromNow", 1), "25"),
            ("equals", _mode("oneMonthFromNow"), "25"),
            ("equals", _mode("yearsAgo", 1), "17"),
            ("equals", _mode("oneYearAgo"), "17"),
            ("equals", _mode("yearsFromNow", 1), "18"),
            ("before", _mode("monthsAgo", 3), _days(_NEVER, "2026-08-21")),
            ("onOrAfter", _mode("weeksFromNow", 2), _days("2026-12-06", _EVER)),
            ("within", _mode("pastDays", 7), _days("2026-11-15", "2026-11-22")),
            ("within", _mode("pastDays", 0), "1"),
            ("within", _mode("nextDays", 7), _days("2026-11-22", "2026-11-29")),
            ("within", _mode("pastWeeks", 2), _days("2026-11-08", "2026-11-22")),
            ("within", _mode("nextWeeks", 2), _days("2026-11-22", "2026-12-06")),
            ("within", _mode("pastMonths", 1), _days("2026-10-22", "2026-11-22")),
            ("within", _mode("nextMonths", 1), _days("2026-11-22", "2026-12-22")),
            ("within", _mode("pastYears", 1), _days("2025-11-22", "2026-11-22")),
            ("within", _mode("nextYears", 1), _days("2026-11-22", "2027-11-22")),
            ("within", _mode("pastYears", 10000), _days(_NEVER, "2026-11-22")),
            ("equals", _ref("Start"), "1"),
            ("notEquals", _ref("Start"), "not 1"),
            ("before", _ref("Start"), "2 20"),
            ("after", _ref("Start"), "3 21"),
            ("onOrBefore", _ref("Start"), "1 2 20"),
            ("onOrAfter", _ref("Start"), "1 3 21"),
        ],
    ),
    *_on(
        DATES,
        "Due",
        [("equals", _mode("today"), "3"), ("within", _mode("thisWeek"), _days("2026-11-23", "2026-11-29"))],
        now=datetime(2026, 11, 22, 22, 0, tzinfo=UTC),  # already Monday in Athens
        zone="Europe/Athens",
    ),
    *_on(
        DATES,
        "Due",
        [("equals", _mode("today"), "2"), ("equals", _mode("tomorrow"), "1")],
        now=datetime(2026, 11, 22, 4, 59, 59, tzinfo=UTC),  # still Saturday in New York
        zone="America/New_York",
    ),
    *_on(
        DATES,
        "Due",
        [
            ("within", _mode("thisYear"), _days("2027-01-01", "2027-12-31")),
            ("within", _mode("lastMonth"), _days("2026-12-01", "2026-12-31")),
            ("equals", _mode("yesterday"), "13"),
            ("within", _mode("thisWeek"), _days("2026-12-28", "2027-01-03")),
        ],
        now=datetime(2026, 12, 31, 10, 0, tzinfo=UTC),  # new year's midnight on Kiritimati
        zone="Pacific/Kiritimati",
    ),
    *_on(
        DATES,
        "Due",
        [
            ("equals", _mode("oneMonthAgo"), "38"),  # 31 March back to 28 February
            ("within", _mode("pastMonths", 1), _days("2026-02-28", "2026-03-31")),
            ("within", _mode("thisQuarter"), _days("2026-01-01", "2026-03-31")),
        ],
        now=datetime(2026, 3, 31, 12, 0, tzinfo=UTC),
    ),
    *_on(
        DATES,
        "Due",
        [
            ("equals", _mode("yearsAgo", 1), "37"),  # 29 February back to 28
            ("equals", _mode("yearsAgo", 4), "26"),
            ("equals", _mode("today"), "36"),
        ],
        now=datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    ),
]

_NOW_ATHENS = ("2026-11-21T22:00:00Z", "2026-11-22T22:00:00Z")

MOMENT_CASES = [
    *_on(
        MOMENTS,
        "At",
        [
            ("equals", "2026-11-22", _moments("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z")),
            ("notEquals", "2026-11-22", _but(_moments("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"))),
            ("equals", "2026-11-22T12:00:00Z", "31"),
            ("equals", "2026-11-22T14:00:00.123456+02:00", "30"),
            ("equals", "2026-11-22T12:00:00.123Z", ""),
            ("notEquals", "2026-11-22T12:00:00Z", "not 31"),
            ("before", "2026-11-22T12:00:00Z", _moments("0001-01-01T00:00:00Z", "2026-11-22T12:00:00Z")),
            ("onOrBefore", "2026-11-22T12:00:00Z", _moments("0001-01-01T00:00:00Z", "2026-11-22T12:00:00.000001Z")),
            ("after", "2026-11-22T12:00:00Z", "3 4 6 7 16 17 18 19 29 30"),
            ("onOrAfter", "2026-11-22T12:00:00Z", "3 4 6 7 16 17 18 19 29 30 31"),
            ("after", "9999-12-31T23:59:59.999999Z", ""),
            ("onOrAfter", "9999-12-31", "29"),
            ("onOrBefore", "9999-12-31", "not 20 32"),
            ("before", "0001-01-01", ""),
            ("equals", "0001-01-01", "28"),
            ("between", ["2026-11-22", "2026-11-22"], _moments("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z")),
            ("between", ["2026-11-22T00:00:00Z", "2026-11-22T12:00:00Z"], "1 31"),
            ("between", ["2026-11-22", "2026-11-22T12:00:00Z"], "1 31"),
            ("between", ["2026-11-23", "2026-11-22"], ""),
            ("isEmpty", None, "20 32"),
            ("isNotEmpty", None, "not 20 32"),
            ("within", _mode("thisYear"), _moments("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")),
            ("within", _mode("nextYear"), "18"),
            ("within", _mode("thisWeek"), _moments("2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z")),
            ("equals", _ref("Until"), "1"),
            ("notEquals", _ref("Until"), "not 1"),
            ("before", _ref("Until"), "2 28"),
            ("after", _ref("Until"), "3 29 30"),
            ("onOrBefore", _ref("Until"), "1 2 28"),
            ("onOrAfter", _ref("Until"), "1 3 29 30"),
        ],
    ),
    *_on(
        MOMENTS,
        "At",
        [
            ("equals", "2026-11-22", _moments(*_NOW_ATHENS)),
            ("equals", _mode("today"), _moments(*_NOW_ATHENS)),
            ("before", _mode("today"), _moments("0001-01-01T00:00:00Z", "2026-11-21T22:00:00Z")),
            ("after", _mode("today"), _moments("2026-11-22T22:00:00Z")),
            ("within", _mode("thisWeek"), _moments("2026-11-15T22:00:00Z", "2026-11-22T22:00:00Z")),
            ("equals", "2026-03-29", _moments("2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z")),
            ("equals", "2026-03-30", _moments("2026-03-29T21:00:00Z", "2026-03-30T21:00:00Z")),
            ("equals", "2026-10-25", "11 12 13 14"),
            ("before", "2026-10-25", _moments("0001-01-01T00:00:00Z", "2026-10-24T21:00:00Z")),
            ("after", "2026-10-25", _moments("2026-10-25T22:00:00Z")),
            ("onOrBefore", "2026-10-25", _moments("0001-01-01T00:00:00Z", "2026-10-25T22:00:00Z")),
            ("onOrAfter", "2026-10-25", _moments("2026-10-24T21:00:00Z")),
            ("within", _mode("thisYear"), _moments("2025-12-31T22:00:00Z", "2026-12-31T22:00:00Z")),
            ("within", _mode("nextYear"), "16 18 19"),
            ("equals", "2026-10-25T03:30:00+03:00", "12"),
            ("equals", "2026-10-25T03:30:00+02:00", "13"),
            ("between", ["2026-03-29", "2026-03-29"], "8 9"),
        ],
        zone="Europe/Athens",
    ),
    *_on(
        MOMENTS,
        "At",
        [
            ("equals", _mode("today"), _moments("2026-11-22T05:00:00Z", "2026-11-23T05:00:00Z")),
            ("equals", _mode("tomorrow"), "7"),
            ("equals", _mode("yesterday"), _moments("2026-11-21T05:00:00Z", "2026-11-22T05:00:00Z")),
            ("within", _mode("thisYear"), _moments("2026-01-01T05:00:00Z", "2027-01-01T05:00:00Z")),
            ("equals", "0001-01-01", ""),
            ("onOrAfter", "0001-01-01", "not 20 28 32"),
        ],
        zone="America/New_York",
    ),
    *_on(
        MOMENTS,
        "At",
        [
            ("equals", "2026-04-24", _moments("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")),
            ("equals", "2026-04-23", "22"),
        ],
        zone="Africa/Cairo",  # summer time began on Friday 24 April 2026 at midnight
    ),
    *_on(
        MOMENTS,
        "At",
        [
            ("equals", "2026-11-01", "23 24"),
            ("equals", "2026-10-31", "25"),
        ],
        zone="America/Havana",  # summer time ended on 1 November 2026 at one, back to midnight
    ),
    *_on(
        MOMENTS,
        "At",
        [("equals", "2011-12-29", "26"), ("equals", "2011-12-30", ""), ("equals", "2011-12-31", "27")],
        zone="Pacific/Apia",
    ),
    *_on(
        MOMENTS,
        "At",
        [("equals", "9999-12-31", "29"), ("after", "9999-12-31", ""), ("onOrBefore", "9999-12-31", "not 20 32")],
        zone="Pacific/Honolulu",
    ),
    *_on(
        MOMENTS,
        "At",
        [("equals", "0001-01-01", "28"), ("onOrAfter", "0001-01-01", "not 20 32"), ("before", "0001-01-01", "")],
        zone="Asia/Tokyo",
    ),
]

CHOICE_CASES = [
    *_on(
        CHOICES,
        "Level",
        [
            ("equals", "High", "1 5"),
            ("equals", OPTIONS["High"], "1 5"),
            ("equals", "Mid, or so", "3 7"),
            ("equals", GONE, "8"),
            ("equals", "opt00000000", ""),
            ("notEquals", "High", "not 1 5"),
            ("in", ["High", "Low"], "1 2 5 6"),
            ("in", ["High", OPTIONS["High"]], "1 5"),
            ("notIn", ["High", "Low"], "3 4 7 8"),
            ("isEmpty", None, "4"),
            ("isNotEmpty", None, "not 4"),
        ],
    ),
    *_on(
        CHOICES,
        "Tags",
        [
            ("hasAny", ["a"], "1 2 3 7 8"),
            ("hasAny", ["b", "c"], "2 3 6 7"),
            ("hasAny", ["opt00000000"], ""),
            ("hasAll", ["a"], "1 2 3 7 8"),
            ("hasAll", ["b", "a"], "2 3 7"),
            ("hasAll", ["a", "b", "c"], "7"),
            ("hasAll", ["a", "opt00000000"], ""),
            ("hasNone", ["a"], "4 5 6"),
            ("hasNone", ["b", "c"], "1 4 5 8"),
            ("hasExactly", ["a", "b"], "2 3"),
            ("hasExactly", ["b", "a", "b"], "2 3"),
            ("hasExactly", ["a"], "1"),
            ("hasExactly", ["c", "b", "a"], "7"),
            ("isEmpty", None, "4 5"),
            ("isNotEmpty", None, "not 4 5"),
        ],
    ),
]

_ADA = "usr_00000000000000000000000001"

RECORD_CASES = [
    *_on(
        RECORDS,
        "By",
        [
            ("equals", _ADA, "1 2"),
            ("equals", "Ada@Example.org", "1 2"),
            ("equals", {"id": _ADA, "name": "Ada", "email": "ada@example.org"}, "1 2"),
            ("notEquals", _ADA, "3 4 5"),
            ("in", [_ADA, "bo@example.org"], "1 2 3"),
            ("notIn", [_ADA, "bo@example.org"], "4 5"),
            ("isEmpty", None, "4"),
            ("isNotEmpty", None, "not 4"),
            ("equals", {"currentUser": True}, "1 2"),
            ("notEquals", {"currentUser": True}, "3 4 5"),
            ("equals", _ref("Changed by"), "1"),
            ("notEquals", _ref("Changed by"), "not 1"),
        ],
    ),
    *_on(
        RECORDS, "By", [("equals", {"currentUser": True}, "3"), ("notEquals", {"currentUser": True}, "not 3")], user=2
    ),
    *_on(RECORDS, "By", [("equals", {"currentUser": True}, ""), ("notEquals", {"currentUser": True}, "")], user=None),
    *_on(
        RECORDS,
        "Made",
        [
            ("equals", _mode("today"), "1 5"),
            ("before", "2026-11-22", "2 3 4"),
            ("equals", "2026-11-21T23:30:00.25Z", "2"),
            ("equals", _ref("Edited"), "1 4"),
            ("before", _ref("Edited"), "2 3 5"),
            ("isEmpty", None, ""),
        ],
    ),
    *_on(RECORDS, "Made", [("equals", _mode("today"), "1 2 5")], zone="Europe/Athens"),
    *_on(RECORDS, "Edited", [("within", _mode("pastDays", 1), "1 2 3 5")]),
    *_on(
        RECORDS,
        "No",
        [("equals", 3, "3"), ("greaterThan", 3, "4 5"), ("in", [1, 9], "1"), ("between", [2, 4], "2 3 4")],
    ),
]


def _is(field: str, operator: str, value: JsonValue = None) -> JsonValue:
    return {"field": field, "operator": operator, **({} if value is None else {"value": value})}


def _all(*filters: JsonValue) -> JsonValue:
    return {"conjunction": "and", "filters": list(filters)}


def _any(*filters: JsonValue) -> JsonValue:
    return {"conjunction": "or", "filters": list(filters)}


_BIG, _EMPTY, _LOW_PRICE = _is("N", "greaterThan", 1), _is("N", "isEmpty"), _is("Price", "lessThan", 1)

GROUP_CASES = [
    FilterCase("no filter", NUMBERS, None, _keys("all", NUMBERS)),
    FilterCase("empty and", NUMBERS, _all(), _keys("all", NUMBERS)),
    FilterCase("empty or", NUMBERS, _any(), _keys("all", NUMBERS)),
    FilterCase("empty or within and", NUMBERS, _all(_BIG, _any()), (1, 5, 8)),
    FilterCase("empty and within or", NUMBERS, _any(_BIG, _all()), _keys("all", NUMBERS)),
    FilterCase("and", NUMBERS, _all(_BIG, _LOW_PRICE), (8,)),
    FilterCase("or", NUMBERS, _any(_BIG, _EMPTY), (1, 4, 5, 7, 8)),
    FilterCase("or within and", NUMBERS, _all(_any(_BIG, _EMPTY), _LOW_PRICE), (8,)),
    FilterCase("and within or", NUMBERS, _any(_all(_BIG, _LOW_PRICE), _EMPTY), (4, 7, 8)),
    FilterCase("opposites exclude", NUMBERS, _all(_is("N", "equals", 5), _is("N", "notEquals", 5)), ()),
    FilterCase(
        "opposites cover", NUMBERS, _any(_is("N", "equals", 5), _is("N", "notEquals", 5)), _keys("all", NUMBERS)
    ),
    FilterCase("five levels", NUMBERS, _all(_any(_all(_any(_all(_BIG)))), _is("N", "lessThan", 10)), (1,)),
    FilterCase("same field twice", NUMBERS, _all(_is("N", "greaterThan", 0), _is("N", "lessThan", 1)), (6, 9)),
    FilterCase("by field id", NUMBERS, _is(NUMBERS.schema.fields[0].id, "equals", 5), (1,)),
]

TEAM_CASES = [
    *_on(
        TEAMS,
        "Members",
        [
            ("hasAny", ["ada@example.org"], "1 2 3"),
            ("hasAny", ["ada@example.org", "bo@example.org"], "1 2 3 7"),
            ("hasAll", ["ada@example.org", "bo@example.org"], "2 3"),
            ("hasExactly", ["bo@example.org", "ada@example.org"], "2 3"),
            ("hasExactly", ["ada@example.org"], "1"),
            ("hasNone", ["ada@example.org"], "not 1 2 3"),
            ("hasAny", {"currentUser": True}, "1 2 3"),
            ("hasAll", {"currentUser": True}, "1 2 3"),
            ("hasExactly", {"currentUser": True}, "1"),
            ("hasNone", {"currentUser": True}, "not 1 2 3"),
            ("isEmpty", None, "4 5"),
            ("isNotEmpty", None, "not 4 5"),
        ],
    ),
    *_on(TEAMS, "Members", [("hasAny", {"currentUser": True}, ""), ("hasNone", {"currentUser": True}, "")], user=None),
    *_on(
        TEAMS,
        "Owner",
        [
            ("equals", {"currentUser": True}, "1 5 7"),
            ("equals", {"field": "Deputy"}, "1 4 7"),
            ("in", ["ada@example.org", "bo@example.org"], "1 2 5 6 7"),
            ("isEmpty", None, "3"),
        ],
    ),
]

DOCUMENT_CASES = [
    *_on(DOCUMENTS, "Data", [("isEmpty", None, "4"), ("isNotEmpty", None, "1 2 3")]),
    *_on(DOCUMENTS, "Place", [("isEmpty", None, "2 4"), ("isNotEmpty", None, "1 3")]),
]

FILTER_CASES: list[FilterCase] = [
    *TEXT_CASES,
    *NUMBER_CASES,
    *BOOLEAN_CASES,
    *DATE_CASES,
    *MOMENT_CASES,
    *CHOICE_CASES,
    *RECORD_CASES,
    *TEAM_CASES,
    *DOCUMENT_CASES,
    *GROUP_CASES,
]


def _sorted(id: str, table: Table, sorts: list[tuple[str, str]], expect: str) -> SortCase:
    said: list[JsonValue] = [{"field": field, "direction": direction} for field, direction in sorts]
    return SortCase(id, table, said, tuple(int(word) for word in expect.split()))


SORT_CASES = [
    _sorted("no sort is key order", NUMBERS, [], "1 2 3 4 5 6 7 8 9"),
    _sorted("text without regard to capitals", TEXTS, [("Name", "asc")], "4 12 9 8 1 2 3 7 10 13 11 6 5 14"),
    _sorted("text descending", TEXTS, [("Name", "desc")], "14 5 6 11 13 10 7 3 2 1 8 9 12 4"),
    _sorted("numbers", NUMBERS, [("N", "asc")], "4 7 2 3 6 9 1 8 5"),
    _sorted("numbers descending", NUMBERS, [("N", "desc")], "5 8 1 9 6 3 2 7 4"),
    _sorted("ties keep key order", NUMBERS, [("Stars", "asc")], "3 7 9 2 5 1 6 4 8"),
    _sorted("ties turn round descending", NUMBERS, [("Stars", "desc")], "8 4 6 1 5 2 9 7 3"),
    _sorted("money", NUMBERS, [("Price", "asc")], "4 7 8 3 2 6 9 1 5"),
    _sorted("two sorts", NUMBERS, [("Stars", "desc"), ("N", "asc")], "4 8 6 1 5 2 7 3 9"),
    _sorted("two sorts, last descending", NUMBERS, [("Stars", "asc"), ("N", "desc")], "9 3 7 2 5 1 6 8 4"),
    _sorted("checkbox", BOOLEANS, [("Done", "asc")], "3 4 1 2"),
    _sorted("checkbox descending", BOOLEANS, [("Done", "desc")], "2 1 4 3"),
    _sorted("two checkboxes", BOOLEANS, [("Done", "desc"), ("Seen", "asc")], "2 1 4 3"),
    _sorted("option order", CHOICES, [("Level", "asc")], "4 8 1 5 2 6 3 7"),
    _sorted("option order descending", CHOICES, [("Level", "desc")], "7 3 6 2 5 1 8 4"),
    _sorted("several options by the first", CHOICES, [("Tags", "asc")], "4 5 8 6 1 2 7 3"),
    _sorted("several options descending", CHOICES, [("Tags", "desc")], "3 7 2 1 6 8 5 4"),
    _sorted("dates", DATES, [("Start", "asc"), ("Due", "asc")], (
        "29 26 35 34 40 17 16 15 38 39 31 30 23 22 24 11 10 7 6 27 5 4 8 9 12 28 25 13 14 37 32 33 18 36 21 19 2 1 3 20"
    )),
    _sorted("times", RECORDS, [("Made", "asc")], "4 3 2 1 5"),
    _sorted("times descending", RECORDS, [("Made", "desc")], "5 1 2 3 4"),
    _sorted("times, then people", RECORDS, [("Made", "desc"), ("By", "asc")], "1 5 2 3 4"),
    _sorted("people", RECORDS, [("By", "asc")], "4 1 2 3 5"),
    _sorted("several people by the first", TEAMS, [("Members", "asc")], "4 5 1 2 3 7 6"),
    _sorted("several people descending", TEAMS, [("Members", "desc")], "6 7 3 2 1 5 4"),
    _sorted("record numbers descending", RECORDS, [("No", "desc")], "5 4 3 2 1"),
]  # fmt: skip
