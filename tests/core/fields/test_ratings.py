import math

import pytest

from core.fields.base import InvalidValue
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make, same


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        (0, None),
        (1, 1),
        (5, 5),
        (3.0, 3),
        (6, Refused("from 1 to 5")),
        (-1, REFUSED),
        (2.5, REFUSED),
        (True, REFUSED),
        (False, REFUSED),
        ("3", REFUSED),
        (math.nan, REFUSED),
        (10**400, REFUSED),
        ([3], REFUSED),
    ],
)
def test_ratings_are_whole_and_bounded(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("rating"), raw, expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("3", 3), ("★★★☆☆", 3), ("☆☆", None), ("⭐⭐", 2), ("0", None), ("", None), ("7", REFUSED), ("2.5", REFUSED)],
)
def test_ratings_are_read_from_stars(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("rating"), raw, expected)


@pytest.mark.parametrize(
    ("raw", "expected"), [(None, None), (1, 1), (2**48, REFUSED), (0, REFUSED), (1.5, REFUSED), ("1", REFUSED)]
)
def test_auto_numbers_are_record_numbers(raw: JsonValue, expected: StoredValue | Refused) -> None:
    item = make("autoNumber")
    assert item.read_only
    assert item.column == "id"
    if isinstance(expected, Refused):
        with pytest.raises(InvalidValue):
            item.type.parse(raw, item)
    else:
        assert same(item.type.parse(raw, item), expected)
