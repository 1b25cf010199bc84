"""Checkboxes and options."""

from tests.support.query_cases.model import on, ref
from tests.support.query_tables import BOOLEANS, CHOICES, GONE, OPTIONS

BOOLEAN_CASES = on(
    BOOLEANS,
    "Done",
    [
        ("equals", True, "1 2"),
        ("equals", False, "3 4"),
        ("notEquals", True, "3 4"),
        ("notEquals", False, "1 2"),
        ("equals", ref("Seen"), "1 4"),
        ("notEquals", ref("Seen"), "2 3"),
    ],
)

CHOICE_CASES = [
    *on(
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
    *on(
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
            ("notHasExactly", ["a"], "not 1"),
            ("in", ["b", "c"], "2 3 6 7"),
            ("notIn", ["b", "c"], "1 4 5 8"),
            ("countEquals", 2, "2 3 8"),
            ("countEquals", 0, "4 5"),
            ("countGreaterThan", 2, "7"),
            ("countLessThan", 1, "4 5"),
            ("isEmpty", None, "4 5"),
            ("isNotEmpty", None, "not 4 5"),
        ],
    ),
]
