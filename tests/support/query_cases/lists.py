"""Fields with several values: asked as sets, by size, and value by value."""

from core.values import JsonValue
from tests.support.query_cases.model import FilterCase, Rows, keys, mode, on, ref
from tests.support.query_lists import HELD, LISTS, WHENS
from tests.support.query_tables import Table

_Matched = list[tuple[str, str, JsonValue, str]]


def matched(table: Table, field: str, rows: _Matched, zone: str = "UTC", week_start: int = 0) -> list[FilterCase]:
    """Cases with ``match``."""
    found: list[FilterCase] = []
    for at, (match, operator, value, expected) in enumerate(rows, 1):
        said: dict[str, JsonValue] = {"field": field, "operator": operator, "match": match}
        if value is not None:
            said["value"] = value
        name = f"{field} {match} {operator} {value!r} {zone} {week_start} {at}"
        found.append(FilterCase(name, table, said, keys(expected, table), zone=zone, week_start=week_start))
    return found


_WORDS: Rows = [
    ("hasAny", ["a"], "1 2 3 7 9"),
    ("hasAny", ["b", "A"], "2 3 6"),
    ("hasAny", ["nobody"], ""),
    ("hasAll", ["a", "b"], "2 3"),
    ("hasAll", ["a"], "1 2 3 7 9"),
    ("hasNone", ["a"], "not 1 2 3 7 9"),
    ("hasExactly", ["a"], "1 7 9"),
    ("hasExactly", ["b", "a", "b"], "2 3"),
    ("notHasExactly", ["a"], "not 1 7 9"),
    ("equals", "a", "1 2 3 7 9"),
    ("notEquals", "a", "not 1 2 3 7 9"),
    ("equalsIgnoreCase", "A", "1 2 3 6 7 9"),
    ("contains", "A", "1 2 3 6 7 9"),
    ("notContains", "A", "not 1 2 3 6 7 9"),
    ("contains", "%", "10"),
    ("containsWord", "B", "2 3 6"),
    ("notContainsWord", "B", "not 2 3 6"),
    ("startsWith", "a ", "6"),
    ("endsWith", "%", "10"),
    ("in", ["a b", "50%"], "6 10"),
    ("notIn", ["a b", "50%"], "not 6 10"),
    ("lengthEquals", 3, "6 10"),
    ("lengthGreaterThan", 1, "6 10"),
    ("lengthLessThan", 2, "1 2 3 6 7 9"),
    ("countEquals", 2, "2 3 6 9"),
    ("countEquals", 0, "4 5 8"),
    ("countGreaterThan", 1, "2 3 6 9"),
    ("countLessThan", 2, "1 4 5 7 8 10"),
    ("isEmpty", None, "4 5 8"),
    ("isNotEmpty", None, "not 4 5 8"),
    ("equals", ref("Name"), "1 2"),
    ("contains", ref("Name"), "1 2 7 10"),
    ("equalsIgnoreCase", ref("Name"), "1 2 7"),
    ("startsWith", ref("Name"), "1 2 7"),
    ("endsWith", ref("Name"), "1 2 7 10"),
]
_MATCHED_WORDS: _Matched = [
    ("any", "contains", "b", "2 3 6"),
    ("every", "contains", "a", "1 6 7 9"),
    ("every", "notContains", "a", "not 1 6 7 9"),
    ("none", "contains", "b", "not 2 3 6"),
    ("none", "notContains", "b", "2 3 6"),
    ("every", "equals", "a", "1 7 9"),
    ("every", "in", ["a", "b"], "1 2 3 7 9"),
    ("none", "in", ["a", "b"], "4 5 6 8 10"),
    ("every", "lengthLessThan", 2, "1 2 3 7 9"),
    ("every", "equals", ref("Name"), "1"),
    ("every", "contains", ref("Name"), "1 7 10"),
    ("none", "equals", ref("Name"), "not 1 2"),
]
_AMOUNTS: Rows = [
    ("hasAny", [1, 7], "1 2 3 7 9 10"),
    ("hasAll", [1, 2], "2 3"),
    ("hasNone", [1, 7], "not 1 2 3 7 9 10"),
    ("hasExactly", [2, 1], "2 3"),
    ("notHasExactly", [2, 1], "not 2 3"),
    ("equals", 1, "1 2 3 7 9"),
    ("notEquals", 1, "not 1 2 3 7 9"),
    ("greaterThan", 2, "6 10"),
    ("greaterOrEqual", 2, "2 3 6 10"),
    ("lessThan", 1, "6"),
    ("lessOrEqual", 1, "1 2 3 6 7 9"),
    ("between", [2, 3], "2 3 6"),
    ("between", [3, 2], ""),
    ("in", [2.5, 1e20], "6 10"),
    ("notIn", [2.5, 1e20], "not 6 10"),
    ("isWhole", None, "not 4 5 8"),
    ("isEven", None, "2 3 6 10"),
    ("isOdd", None, "1 2 3 7 9 10"),
    ("countEquals", 1, "1 7"),
    ("countGreaterThan", 0, "not 4 5 8"),
    ("countLessThan", 1, "4 5 8"),
    ("isEmpty", None, "4 5 8"),
    ("isNotEmpty", None, "not 4 5 8"),
    ("equals", ref("N"), "1 2 10"),
    ("lessThan", ref("N"), "2 3 9 10"),
]
_MATCHED_AMOUNTS: _Matched = [
    ("every", "greaterThan", 0, "1 2 3 7 9 10"),
    ("every", "isWhole", None, "1 2 3 7 9 10"),
    ("none", "greaterThan", 2, "not 6 10"),
    ("every", "between", [1, 2], "1 2 3 7 9"),
    ("every", "lessThan", ref("N"), "3 9"),
]
_TICKS: Rows = [
    ("equals", True, "1 2 6 7 9"),
    ("equals", False, "2 3 10"),
    ("notEquals", True, "not 1 2 6 7 9"),
    ("countEquals", 2, "2 9 10"),
    ("countGreaterThan", 1, "2 9 10"),
    ("countLessThan", 1, "4 5 8"),
    ("isEmpty", None, "4 5 8"),
    ("isNotEmpty", None, "not 4 5 8"),
    ("equals", ref("Done"), "1 2 9 10"),
]
_MATCHED_TICKS: _Matched = [
    ("every", "equals", True, "1 6 7 9"),
    ("none", "equals", True, "3 4 5 8 10"),
    ("every", "equals", False, "3 10"),
]

LIST_CASES = [
    case
    for suffix in ("", " too")
    for case in [
        *on(LISTS, f"Words{suffix}", _WORDS),
        *matched(LISTS, f"Words{suffix}", _MATCHED_WORDS),
        *on(LISTS, f"Amounts{suffix}", _AMOUNTS),
        *matched(LISTS, f"Amounts{suffix}", _MATCHED_AMOUNTS),
        *on(LISTS, f"Ticks{suffix}", _TICKS),
        *matched(LISTS, f"Ticks{suffix}", _MATCHED_TICKS),
    ]
]

_DAYS: Rows = [
    ("equals", "2026-11-22", "1 2"),
    ("notEquals", "2026-11-22", "3 4 5 6"),
    ("before", "2026-11-22", "3 5"),
    ("onOrBefore", "2026-11-22", "1 2 3 5"),
    ("after", mode("today"), "2"),
    ("onOrAfter", "2026-11-22", "1 2"),
    ("within", mode("thisWeek"), "1 2 3 5"),
    ("between", ["2026-11-20", "2026-11-21"], "3 5"),
    ("countEquals", 2, "2 3 5"),
    ("countGreaterThan", 1, "2 3 5"),
    ("countLessThan", 1, "4 6"),
    ("isEmpty", None, "4 6"),
    ("isNotEmpty", None, "1 2 3 5"),
    ("equals", ref("Due"), "1 2 5"),
    ("before", ref("Due"), "5"),
]
_TIMES: Rows = [
    ("equals", "2026-11-22", "1"),
    ("equals", "2026-11-22T10:00:00Z", "1"),
    ("notEquals", "2026-11-22", "not 1"),
    ("before", mode("today"), "2 3 5"),
    ("onOrBefore", "2026-11-22", "1 2 3 5"),
    ("after", "2026-11-22", "2"),
    ("onOrAfter", "2026-11-22", "1 2"),
    ("within", mode("lastWeek"), "5"),
    ("between", ["2026-11-22", "2026-11-23"], "1 2"),
    ("countEquals", 1, "1 3"),
    ("countGreaterThan", 1, "2 5"),
    ("countLessThan", 1, "4 6"),
    ("isEmpty", None, "4 6"),
    ("isNotEmpty", None, "1 2 3 5"),
    ("equals", ref("At"), "1"),
    ("after", ref("At"), "2"),
]

_IN_ATHENS: Rows = [("equals", "2026-11-22", "1 2"), ("within", mode("lastWeek"), "")]

WHEN_CASES = [
    case
    for suffix in ("", " too")
    for case in [
        *on(WHENS, f"Days{suffix}", _DAYS),
        *matched(
            WHENS,
            f"Days{suffix}",
            [
                ("every", "within", mode("thisWeek"), "1 5"),
                ("none", "within", mode("thisWeek"), "4 6"),
                ("every", "before", mode("today"), "3 5"),
                ("every", "onOrAfter", "2026-11-22", "1 2"),
            ],
        ),
        # Weeks that begin on Sunday: this one is from the 22nd to the 28th.
        *matched(WHENS, f"Days{suffix}", [("any", "within", mode("thisWeek"), "1 2")], week_start=6),
        *on(WHENS, f"Times{suffix}", _TIMES),
        *on(WHENS, f"Times{suffix}", _IN_ATHENS, zone="Europe/Athens"),
        *matched(WHENS, f"Times{suffix}", [("every", "within", mode("thisWeek"), "1 3 5")], zone="Europe/Athens"),
        *matched(WHENS, f"Times{suffix}", [("every", "within", mode("thisWeek"), "1 3")]),
    ]
]

_ADA = "usr_00000000000000000000000001"
_ME: JsonValue = {"currentUser": True}
_WHO: Rows = [
    ("hasAny", [_ADA], "1 2 6"),
    ("hasAny", [_ME], "1 2 6"),
    ("hasAny", _ME, "1 2 6"),
    ("hasAll", ["bo@example.org", _ME], "2 6"),
    ("hasNone", [_ADA], "3 4 5"),
    ("hasExactly", [_ADA], "1"),
    ("hasExactly", [_ME, "bo@example.org"], "2"),
    ("notHasExactly", [_ADA], "not 1"),
    ("in", ["bo@example.org"], "2 3 6"),
    ("notIn", ["bo@example.org"], "1 4 5"),
    ("countEquals", 3, "6"),
    ("countGreaterThan", 1, "2 6"),
    ("countLessThan", 2, "1 3 4 5"),
    ("isEmpty", None, "4 5"),
    ("isNotEmpty", None, "not 4 5"),
]

HELD_CASES = [
    *on(
        HELD,
        "Files",
        [
            ("contains", "PHOTO", "1 2"),
            ("contains", "%_", "3"),
            ("notContains", "photo", "3 4 5 6"),
            ("hasType", "image", "1 2"),
            ("hasType", "PDF", "2"),
            ("hasType", "document", "2 3"),
            ("hasType", "spreadsheet", ""),
            ("hasType", "Image/PNG", "1"),
            ("hasType", "image%", ""),
            ("hasType", "application/pdf", "2"),
            ("countEquals", 2, "2 3"),
            ("countGreaterThan", 1, "2 3"),
            ("countLessThan", 1, "4 5"),
            ("isEmpty", None, "4 5"),
            ("isNotEmpty", None, "not 4 5"),
        ],
    ),
    *matched(
        HELD,
        "Files",
        [
            ("every", "hasType", "text", "3"),
            ("none", "hasType", "image", "3 4 5 6"),
            ("every", "contains", ".t", "3"),
            ("every", "notContains", ".t", "not 3"),
        ],
    ),
    *(case for suffix in ("", " too") for case in on(HELD, f"Who{suffix}", _WHO)),
    *on(HELD, "Who", [("hasAny", [_ME], ""), ("hasNone", [_ADA, _ME], "")], user=None),
    *on(HELD, "Who", [("hasAny", _ME, "2 3 6")], user=2),
    *matched(HELD, "Who", [("every", "in", [_ADA, "bo@example.org"], "1 2 3"), ("none", "in", [_ADA], "3 4 5")]),
]
