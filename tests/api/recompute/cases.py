"""What every aggregate makes of the same four lines, by the kind of the field that it looks at."""

from typing import Any

LINES: list[dict[str, Any]] = [
    {
        "Name": "1", "Amount": 10, "Price": 1.5, "Stars": 3, "Done": True, "Day": "2026-01-05",
        "At": "2026-01-05T10:00:00Z", "Tag": "Red", "Tags": ["Red", "Blue"], "Note": "ab",
    },
    {"Name": "2"},
    {
        "Name": "3", "Amount": 2.5, "Price": 2.25, "Stars": 5, "Done": True, "Day": "2026-03-01",
        "At": "2026-01-05T10:01:30Z", "Tag": "Blue", "Tags": ["Blue"], "Note": "c",
    },
    {
        "Name": "4", "Amount": 10, "Price": 1.5, "Stars": 3, "Day": "2026-01-05",
        "At": "2026-01-05T10:00:00Z", "Tag": "Red", "Note": "ab",
    },
]  # fmt: skip

TEN, LATER = "2026-01-05T10:00:00Z", "2026-01-05T10:01:30Z"
FIRST, LAST = "2026-01-05", "2026-03-01"
MAKER = "the owner"

EXPECTED: dict[str, dict[str, Any]] = {
    "Amount": {
        "count": 3, "counta": 3, "countall": 4, "sum": 22.5, "average": 7.5, "min": 2.5, "max": 10, "median": 10,
        "range": 7.5, "stddev": 4.330127018922193, "variance": 18.75, "concatenate": "102.510",
        "arrayJoin": "10, 2.5, 10", "arrayUnique": [10, 2.5], "arrayCompact": [10, 2.5, 10], "percentFilled": 75,
    },
    "Price": {
        "count": 3, "counta": 3, "countall": 4, "sum": 5.25, "average": 1.75, "min": 1.5, "max": 2.25, "median": 1.5,
        "range": 0.75, "stddev": 0.4330127018922193, "variance": 0.1875, "concatenate": "1.52.251.5",
        "arrayJoin": "1.5, 2.25, 1.5", "arrayUnique": [1.5, 2.25], "arrayCompact": [1.5, 2.25, 1.5],
        "percentFilled": 75,
    },
    "Stars": {
        "count": 3, "counta": 3, "countall": 4, "sum": 11, "average": 3.6666666666666665, "min": 3, "max": 5,
        "median": 3, "range": 2, "stddev": 1.1547005383792515, "variance": 1.3333333333333333, "concatenate": "353",
        "arrayJoin": "3, 5, 3", "arrayUnique": [3, 5], "arrayCompact": [3, 5, 3], "percentFilled": 75,
    },
    "Done": {
        "count": 4, "counta": 2, "countall": 4, "and": False, "or": True, "xor": False, "arrayUnique": [True, False],
        "arrayCompact": [True, False, True, False], "percentFilled": 50,
    },
    "Day": {
        "count": 3, "counta": 3, "countall": 4, "min": FIRST, "max": LAST, "earliest": FIRST, "latest": LAST,
        "range": 55, "concatenate": FIRST + LAST + FIRST, "arrayJoin": f"{FIRST}, {LAST}, {FIRST}",
        "arrayUnique": [FIRST, LAST], "arrayCompact": [FIRST, LAST, FIRST], "percentFilled": 75,
    },
    "At": {
        "count": 3, "counta": 3, "countall": 4, "min": TEN, "max": LATER, "earliest": TEN, "latest": LATER,
        "range": 90, "concatenate": TEN + LATER + TEN, "arrayJoin": f"{TEN}, {LATER}, {TEN}",
        "arrayUnique": [TEN, LATER], "arrayCompact": [TEN, LATER, TEN], "percentFilled": 75,
    },
    "Tag": {
        "count": 3, "counta": 3, "countall": 4, "concatenate": "RedBlueRed", "arrayJoin": "Red, Blue, Red",
        "arrayUnique": ["Red", "Blue"], "arrayCompact": ["Red", "Blue", "Red"], "percentFilled": 75,
    },
    "Tags": {
        "count": 3, "counta": 3, "countall": 4, "concatenate": "RedBlueBlue", "arrayJoin": "Red, Blue, Blue",
        "arrayUnique": ["Red", "Blue"], "arrayCompact": ["Red", "Blue", "Blue"], "percentFilled": 50,
    },
    "Note": {
        "count": 3, "counta": 3, "countall": 4, "concatenate": "abcab", "arrayJoin": "ab, c, ab",
        "arrayUnique": ["ab", "c"], "arrayCompact": ["ab", "c", "ab"], "percentFilled": 75,
    },
    "Maker": {
        "count": 4, "counta": 4, "countall": 4, "arrayUnique": [MAKER], "arrayCompact": [MAKER] * 4,
        "percentFilled": 100,
    },
}  # fmt: skip
"""Per field of the lines."""

EMPTY: dict[str, Any] = {"count": 0, "counta": 0, "countall": 0, "sum": 0, "and": False, "or": False, "xor": False}
"""Of no lines; all others are null."""
