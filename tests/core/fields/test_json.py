import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields.base import InvalidValue
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make, same


def nested(levels: int) -> JsonValue:
    found: JsonValue = 1
    for _ in range(levels):
        found = [found]
    return found


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ({}, {}),
        ([], []),
        ({"b": [1, 2.0, None, True], "a": "x"}, {"a": "x", "b": [1, 2, None, True]}),
        (False, False),
        (0, 0),
        (nested(32), nested(32)),
        (nested(33), Refused("levels")),
        (nested(400), Refused("levels")),
        ({"a\x00": 1}, Refused("NUL")),
        (["\ud800"], Refused("surrogate")),
        ([math.nan], Refused("finite")),
        ([12345678901234567890], Refused("digits")),
        ("x" * 100_000, Refused("bytes")),
        (["é" * 40_000, "é" * 40_000], Refused("bytes")),
    ],
)
def test_any_json_of_a_sane_size_is_kept(raw: JsonValue, expected: StoredValue | Refused) -> None:
    item = make("json")
    if isinstance(expected, Refused):
        check_parse(item, raw, expected)
        return
    stored = item.type.parse(raw, item)
    assert same(stored, expected)
    assert same(item.type.parse(item.type.wire(stored, item), item), stored)
    assert same(item.type.coerce(item.type.format(stored, item), item), stored)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', {"a": 1}),
        ('"text"', "text"),
        (" ", None),
        ("null", None),
        ("text", Refused("JSON")),
        ("{", REFUSED),
        ("NaN", REFUSED),
        ("[" * 50_000, REFUSED),
        ("1" * 5_000, REFUSED),
    ],
)
def test_text_is_read_as_json(text: str, expected: StoredValue | Refused) -> None:
    item = make("json")
    if isinstance(expected, Refused):
        check_coerce(item, text, expected)
    else:
        assert same(item.type.coerce(text, item), expected)


_leaves = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6) | st.text(max_size=8)


@given(st.recursive(_leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner)))
def test_what_is_kept_reads_back_from_its_text(raw: JsonValue) -> None:
    item = make("json")
    try:
        stored = item.type.parse(raw, item)
    except InvalidValue:
        return
    assert same(item.type.coerce(item.type.format(stored, item), item), stored)
