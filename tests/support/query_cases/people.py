"""People and documents in cells."""

from tests.support.query_cases.model import on
from tests.support.query_tables import DOCUMENTS, TEAMS

TEAM_CASES = [
    *on(
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
    *on(TEAMS, "Members", [("hasAny", {"currentUser": True}, ""), ("hasNone", {"currentUser": True}, "")], user=None),
    *on(
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
    *on(DOCUMENTS, "Data", [("isEmpty", None, "4"), ("isNotEmpty", None, "1 2 3")]),
    *on(DOCUMENTS, "Place", [("isEmpty", None, "2 4"), ("isNotEmpty", None, "1 3")]),
]
