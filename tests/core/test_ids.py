from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import NotFound
from core.ids import (
    MAX_RECORD_KEY,
    MAX_TABLE_NUMBER,
    PREFIXES,
    decode,
    derived,
    encode,
    is_id,
    parse_record_id,
    record_id,
    uuid7,
)

TIMES = st.integers(0, 2**48 - 1)
RANDOM = st.integers(0, 2**80 - 1)
PREFIX = st.sampled_from(sorted(PREFIXES.values()))


@given(PREFIX, st.uuids())
def test_ids_round_trip(prefix: str, value: UUID) -> None:
    text = encode(prefix, value)
    assert len(text) == 30
    assert decode(prefix, text) == value
    assert is_id(prefix, text)


@given(TIMES, TIMES, RANDOM, RANDOM)
def test_ids_sort_by_time(early: int, late: int, one: int, other: int) -> None:
    if early < late:
        assert encode("run", uuid7(early, one)) < encode("run", uuid7(late, other))


@given(TIMES, RANDOM)
def test_uuids_are_version_seven(time: int, random: int) -> None:
    made = uuid7(time, random)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == time


def test_the_specification_example_holds() -> None:
    assert encode("tbl", UUID("01890a5d-ac96-774b-bcce-b302099a8057")) == "tbl_01h455vb4pex5vsknk084sn02q"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tbl_",
        "tbl_01h455vb4pex5vsknk084sn02",
        "tbl_01h455vb4pex5vsknk084sn02qq",
        "tbl_01h455vb4pex5vsknk084sn02q\n",
        "TBL_01h455vb4pex5vsknk084sn02q",
        "tbl_01H455vb4pex5vsknk084sn02q",
        "tbl_81h455vb4pex5vsknk084sn02q",
        "tbl_01h455vb4pex5vsknk084sn0iq",
        "tbl_01h455vb4pex5vsknk084sn0u1",
        "fld_01h455vb4pex5vsknk084sn02q",
        "tbl-01h455vb4pex5vsknk084sn02q",
        "tbl_01h455vb4pex5vsknk084sn02\u0660",
    ],
)
def test_malformed_ids_are_told_apart(text: str) -> None:
    assert not is_id("tbl", text)
    with pytest.raises(ValueError, match="not an id"):
        decode("tbl", text)


@given(st.integers(0, 2**48 - 1), st.lists(st.text() | st.integers(), max_size=4))
def test_derived_ids_depend_on_their_parts_only(time: int, parts: list[str | int]) -> None:
    assert derived("run", time, *parts) == derived("run", time, *parts)
    assert derived("run", time, *parts) != derived("run", time, *parts, "more")
    assert is_id("run", derived("run", time, *parts))


def test_derived_ids_keep_parts_apart() -> None:
    assert derived("run", 0, "ab", "c") != derived("run", 0, "a", "bc")


@given(st.integers(0, MAX_TABLE_NUMBER), st.integers(0, MAX_RECORD_KEY))
def test_record_ids_round_trip(table: int, key: int) -> None:
    assert parse_record_id(record_id(table, key)) == (table, key)


@given(st.integers(0, MAX_RECORD_KEY), st.integers(0, MAX_RECORD_KEY))
def test_record_ids_sort_by_key(one: int, other: int) -> None:
    assert (one < other) == (record_id(5, one) < record_id(5, other))


@pytest.mark.parametrize(
    ("table", "key"), [(-1, 1), (1, -1), (MAX_TABLE_NUMBER + 1, 1), (1, MAX_RECORD_KEY + 1), (2**64, 2**64)]
)
def test_no_record_id_is_made_of_impossible_numbers(table: int, key: int) -> None:
    with pytest.raises(ValueError, match="no record"):
        record_id(table, key)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rec_",
        "rec_0000000c00000000000",
        "rec_0000000c0000000000070",
        "rec_0000000c000000000007\n",
        "rec_0000000C000000000007",
        "rec_8000000c000000000007",
        "rec_ffffffffffffffffffff",
        "rec_0000000g000000000007",
        "tbl_0000000c000000000007",
        " rec_0000000c000000000007",
        "rec_0000000c00000000000\u0667",
        "x" * 100_000,
    ],
)
def test_malformed_record_ids_name_no_record(text: str) -> None:
    with pytest.raises(NotFound) as caught:
        parse_record_id(text)
    assert caught.value.code == "record_not_found"
