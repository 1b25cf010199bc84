import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.ids import MAX_RECORD_KEY
from core.query.ast import Direction, Sort
from core.query.cursor import Position, decode, encode
from core.values import StoredValue
from tests.support.query_strategies import SCHEMA

NUMBER, DAY = SCHEMA.by_name["Number"], SCHEMA.by_name["Day"]
SORTS = (Sort(NUMBER), Sort(DAY, Direction.DESC))
TABLE = SCHEMA.id
GOOD = encode(Position((2.5, "2026-11-22"), 7), TABLE, SORTS)

VALUES: st.SearchStrategy[StoredValue] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)


@given(VALUES, VALUES, st.integers(0, MAX_RECORD_KEY))
def test_cursors_round_trip(one: StoredValue, other: StoredValue, key: int) -> None:
    position = Position((one, other), key)
    cursor = encode(position, TABLE, SORTS)
    assert decode(cursor, TABLE, SORTS) == position
    assert cursor.isascii()
    assert not set(cursor) & set("+/=& ")


def test_a_list_without_sorts_has_cursors_too() -> None:
    assert decode(encode(Position((), 7), TABLE, ()), TABLE, ()) == Position((), 7)


def refused(cursor: str, table: str = TABLE, sorts: tuple[Sort, ...] = SORTS) -> None:
    with pytest.raises(Invalid) as caught:
        decode(cursor, table, sorts)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [("cursor", "invalid_cursor")]


@pytest.mark.parametrize(
    "sorts",
    [
        (),
        (Sort(NUMBER),),
        (Sort(DAY, Direction.DESC), Sort(NUMBER)),
        (Sort(NUMBER, Direction.DESC), Sort(DAY, Direction.DESC)),
        (Sort(NUMBER), Sort(SCHEMA.by_name["Other day"], Direction.DESC)),
        (*SORTS, Sort(SCHEMA.by_name["Text"])),
    ],
)
def test_a_cursor_of_another_order_is_refused(sorts: tuple[Sort, ...]) -> None:
    refused(GOOD, sorts=sorts)


def test_a_cursor_of_another_table_is_refused() -> None:
    refused(GOOD, table="tbl_00000000000000000000000001")


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "null",
        "§§§",
        "\ud800",
        GOOD[:-1],
        GOOD[1:],
        GOOD + "A",
        GOOD + "\n",
        GOOD.swapcase(),
        packed(None),
        packed({}),
        packed([]),
        packed(["", 7, 2.5, "2026-11-22"]),
        packed(["0" * 16, 7, 2.5, "2026-11-22"]),
        packed([5, "7", 2.5, "2026-11-22"]),
        packed(["0" * 16, -1, 2.5, "2026-11-22"]),
        packed(["0" * 16, 2**60, 2.5, "2026-11-22"]),
        packed(["0" * 16, True, 2.5, "2026-11-22"]),
        packed(["0" * 16, 7, float("nan"), "2026-11-22"]),
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
        base64.urlsafe_b64encode(b'["a",' + b"9" * 10_000 + b"]").decode(),
        base64.urlsafe_b64encode(b"\xff\xfe\x00").decode(),
        "A" * 2_000_000,
    ],
)
def test_a_broken_cursor_is_refused(cursor: str) -> None:
    refused(cursor)


@given(st.integers(0, len(GOOD) - 2), st.sampled_from("ABCxyz019-_"))
def test_an_edited_cursor_is_refused(at: int, letter: str) -> None:
    if GOOD[at] != letter:
        refused(GOOD[:at] + letter + GOOD[at + 1 :])


@given(st.integers(0, MAX_RECORD_KEY), st.integers())
def test_values_swapped_into_a_cursor_are_refused(key: int, value: int) -> None:
    digest = json.loads(base64.urlsafe_b64decode(GOOD + "=" * (-len(GOOD) % 4)))[0]
    if (key, value) != (7, 2.5):
        refused(packed([digest, key, value, "2026-11-22"]))
