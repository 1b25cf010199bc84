"""System fields: who made a record, when, and its number."""

from tests.support.query_cases.model import mode, on, ref
from tests.support.query_tables import RECORDS

_ADA = "usr_00000000000000000000000001"

RECORD_CASES = [
    *on(
        RECORDS,
        "By",
        [
            ("equals", _ADA, "1 2"),
            ("equals", "Ada@Example.org", "1 2"),
            ("equals", {"id": _ADA, "name": "Ada", "email": "ada@example.org"}, "1 2"),
            ("notEquals", _ADA, "3 4 5"),
            ("in", [_ADA, "bo@example.org"], "1 2 3"),
            ("notIn", [_ADA, "bo@example.org"], "4 5"),
            ("in", ["bo@example.org", {"currentUser": True}], "1 2 3"),
            ("notIn", [{"currentUser": True}], "3 4 5"),
            ("isEmpty", None, "4"),
            ("isNotEmpty", None, "not 4"),
            ("equals", {"currentUser": True}, "1 2"),
            ("notEquals", {"currentUser": True}, "3 4 5"),
            ("equals", ref("Changed by"), "1"),
            ("notEquals", ref("Changed by"), "not 1"),
        ],
    ),
    *on(RECORDS, "By", [("equals", {"currentUser": True}, "3"), ("notEquals", {"currentUser": True}, "not 3")], user=2),
    *on(RECORDS, "By", [("equals", {"currentUser": True}, ""), ("notEquals", {"currentUser": True}, "")], user=None),
    *on(
        RECORDS,
        "Made",
        [
            ("equals", mode("today"), "1 5"),
            ("before", "2026-11-22", "2 3 4"),
            ("equals", "2026-11-21T23:30:00.25Z", "2"),
            ("equals", ref("Edited"), "1 4"),
            ("before", ref("Edited"), "2 3 5"),
            ("isEmpty", None, ""),
        ],
    ),
    *on(RECORDS, "Made", [("equals", mode("today"), "1 2 5")], zone="Europe/Athens"),
    *on(RECORDS, "Edited", [("within", mode("pastDays", 1), "1 2 3 5")]),
    *on(
        RECORDS,
        "No",
        [("equals", 3, "3"), ("greaterThan", 3, "4 5"), ("in", [1, 9], "1"), ("between", [2, 4], "2 3 4")],
    ),
]
