"""Packed keys behave like the list they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.records.snapshots.keys import NARROW, WIDE, Keys

# Keys whose bytes are found across two neighbours as well: 1, 256, 65_536, and full ones.
_KEYS = st.lists(
    st.integers(0, 300) | st.sampled_from([1 << shift for shift in range(31)]) | st.integers(0, 2**31 - 1), unique=True
)


@given(keys=_KEYS, width=st.sampled_from([NARROW, WIDE]), sought=st.integers(0, 2**31 - 1))
def test_each_key_is_found_where_it_is(keys: list[int], width: int, sought: int) -> None:
    packed = Keys.of(keys, width)
    assert len(packed) == len(keys)
    assert [packed.find(key) for key in keys] == list(range(len(keys)))
    assert packed.find(sought) == (keys.index(sought) if sought in keys else None)


@given(keys=_KEYS, first=st.integers(0, 50), last=st.integers(0, 50))
def test_a_cut_is_a_slice(keys: list[int], first: int, last: int) -> None:
    assert Keys.of(keys).cut(first, last) == keys[first:last]


@given(keys=_KEYS, data=st.data())
def test_keys_are_taken_out_and_put_in(keys: list[int], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from([*keys, 5]), max_size=5))
    kept = [key for key in keys if key not in gone]
    packed = Keys.of(keys).without(gone)
    assert packed.cut(0, len(keys)) == kept
    places = sorted(data.draw(st.lists(st.integers(0, len(kept)), max_size=4)))
    inserted = [(place, 2**31 - 1 - at) for at, place in enumerate(places)]
    expected = list(kept)
    for place, key in reversed(inserted):
        expected.insert(place, key)
    assert packed.having(inserted).cut(0, len(expected)) == expected


@pytest.mark.parametrize("key", [-1, 2**31, 2**63, 2**70])
def test_what_cannot_be_a_key_is_not_found(key: int) -> None:
    assert Keys.of([1, 2, 3]).find(key) is None


def test_wide_keys_hold_large_numbers() -> None:
    assert Keys.of([2**40, 1], WIDE).find(2**40) == 0
