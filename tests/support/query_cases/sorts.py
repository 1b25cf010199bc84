"""Orders."""

from core.values import JsonValue
from tests.support.query_cases.model import SortCase
from tests.support.query_lists import HELD, LISTS, WHENS
from tests.support.query_tables import BOOLEANS, CHOICES, DATES, NUMBERS, RECORDS, TEXTS, Table


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
    _sorted("times, then people", RECORDS, [("Made", "desc"), ("By", "asc")], "5 1 2 3 4"),
    _sorted("people by name, who is nobody first", RECORDS, [("By", "asc")], "4 5 1 2 3"),
    _sorted("people descending", RECORDS, [("By", "desc")], "3 2 1 5 4"),
    _sorted("several texts by the first", LISTS, [("Words", "asc")], "4 5 8 10 1 2 6 7 9 3"),
    _sorted("several texts in jsonb", LISTS, [("Words too", "desc")], "3 9 7 6 2 1 10 8 5 4"),
    _sorted("several numbers", LISTS, [("Amounts", "asc"), ("Words", "asc")], "4 5 8 1 2 7 9 3 6 10"),
    _sorted("several numbers in jsonb", LISTS, [("Amounts too", "desc")], "10 6 3 9 7 2 1 8 5 4"),
    _sorted("several ticks", LISTS, [("Ticks", "asc")], "4 5 8 3 10 1 2 6 7 9"),
    _sorted("several days", WHENS, [("Days", "asc")], "4 6 5 3 1 2"),
    _sorted("several times", WHENS, [("Times too", "desc")], "1 2 3 5 6 4"),
    _sorted("several people", HELD, [("Who", "asc")], "4 5 1 2 3 6"),
    _sorted("several people in jsonb", HELD, [("Who too", "desc")], "6 3 2 1 5 4"),
    _sorted("record numbers descending", RECORDS, [("No", "desc")], "5 4 3 2 1"),
]  # fmt: skip
