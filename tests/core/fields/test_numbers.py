import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields.base import ColumnType, InvalidValue
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make, same

PARSED = [
    (None, None),
    (0, 0),
    (5, 5),
    (5.0, 5),
    (-0.0, 0),
    (0.1, 0.1),
    (-3.25, -3.25),
    (1e20, 1e20),
    (10**20, 1e20),
    (1e18, 10**18),
    (-(2.0**63), -(2.0**63)),
    (9.2e18, 9200000000000000000),
    (2**53, 2**53),
    (2**53 + 1, Refused("digits")),
    (12345678901234567890, Refused("digits")),
    (1.7976931348623157e308, 1.7976931348623157e308),
    (5e-324, 5e-324),
    (10**309, Refused("finite")),
    (10**4000, Refused("finite")),
    (math.nan, Refused("finite")),
    (math.inf, Refused("finite")),
    (-math.inf, Refused("finite")),
    (True, Refused("true")),
    (False, Refused("false")),
    ("5", Refused("'5'")),
    ("", REFUSED),
    ([], REFUSED),
    ([5], REFUSED),
    ({}, REFUSED),
]


@pytest.mark.parametrize(("raw", "expected"), PARSED)
def test_numbers_are_finite_json_numbers(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("number"), raw, expected)


@pytest.mark.parametrize(
    ("precision", "raw", "expected"),
    [
        (0, 0.5, 1),
        (0, -0.5, -1),
        (0, 1.5, 2),
        (0, 2.5, 3),
        (0, -2.5, -3),
        (0, 0.49999999999999994, 0),
        (0, -0.4, 0),
        (2, 2.675, 2.68),
        (2, 1.005, 1.01),
        (2, -1.005, -1.01),
        (2, 0.004, 0),
        (2, 5, 5),
        (10, 1 / 3, 0.3333333333),
        (2, 1e20, 1e20),
        (0, 1234567890123456.5, 1234567890123457),
        (10, 1e-11, 0),
    ],
)
def test_rounding_is_half_away_from_zero(precision: int, raw: JsonValue, expected: StoredValue) -> None:
    check_parse(make("number", precision=precision), raw, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("   ", None),
        ("5", 5),
        (" 5 ", 5),
        ("+5", 5),
        ("-5", -5),
        ("\u22125", -5),
        ("5-", -5),
        ("(5)", -5),
        ("(1,234.50)", -1234.5),
        ("$ (5)", -5),
        ("(€5)", -5),
        ("-$5", -5),
        ("$-5", -5),
        ("€ 3", 3),
        ("3€", 3),
        ("12%", 12),
        ("12.5 %", 12.5),
        (".5", 0.5),
        ("5.", 5),
        ("1.234", 1.234),
        ("1,234", 1234),
        ("1,5", 1.5),
        ("0,234", 0.234),
        ("12,34", 12.34),
        ("1234,567", 1234.567),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("1,234,567.89", 1234567.89),
        ("1.234.567,89", 1234567.89),
        ("12,34,567.5", 1234567.5),
        ("1 234 567", 1234567),
        ("1\u00a0234\u202f567,5", 1234567.5),
        ("1 234,567", 1234.567),
        ("1'234.5", 1234.5),
        ("1’234", 1234),
        ("1e3", 1000),
        ("1.5E-3", 0.0015),
        ("007", 7),
        ("0.10", 0.1),
        ("100000000000000000000", 1e20),
        ("-", REFUSED),
        (".", REFUSED),
        (",", REFUSED),
        ("()", REFUSED),
        ("(-5)", REFUSED),
        ("--5", REFUSED),
        ("1.2.3", REFUSED),
        ("1,2,3", REFUSED),
        ("1,23,4", REFUSED),
        ("1.234,567.8", REFUSED),
        ("1 23", REFUSED),
        ("1 234'567", REFUSED),
        ("5 apples", REFUSED),
        ("0x10", REFUSED),
        ("1_000", REFUSED),
        ("١٢", REFUSED),
        ("½", REFUSED),
        ("nan", REFUSED),
        ("inf", REFUSED),
        ("Infinity", REFUSED),
        ("1e999", REFUSED),
        ("12345678901234567890", Refused("digits")),
        ("9" * 500, Refused("Too long")),
        ("1" + ",111" * 90 + "x", REFUSED),
        ("\ud800", REFUSED),
        (True, 1),
        (False, 0),
        (5.5, 5.5),
        ([5], REFUSED),
    ],
)
def test_numbers_are_read_as_people_write_them(text: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("number"), text, expected)


@pytest.mark.parametrize(
    ("config", "raw", "expected"),
    [
        ({}, 10.005, 10.01),
        ({}, 9999999999999.99, 9999999999999.99),
        ({}, 9999999999999.999, Refused("10,000,000,000,000")),
        ({}, 1e13, Refused("10,000,000,000,000")),
        ({}, -1e13, REFUSED),
        ({"precision": 0}, 999999999999999, 999999999999999),
        ({"precision": 0}, 0.5, 1),
        ({"precision": 8}, 1234567.12345678, 1234567.12345678),
        ({"precision": 8}, 1e7, REFUSED),
        ({}, "5", REFUSED),
        ({}, True, REFUSED),
        ({}, math.nan, REFUSED),
        ({}, None, None),
    ],
)
def test_amounts_keep_fifteen_digits(
    config: dict[str, JsonValue], raw: JsonValue, expected: StoredValue | Refused
) -> None:
    check_parse(make("currency", **config), raw, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USD 5", 5),
        ("5.678 USD", 5.68),
        ("$5", 5),
        ("US$ 5", REFUSED),
        ("(USD 5)", -5),
        ("EUR 5", REFUSED),
        ("€1.234,50", 1234.5),
        ("", None),
    ],
)
def test_amounts_are_read_with_their_currency(text: str, expected: StoredValue | Refused) -> None:
    check_coerce(make("currency", currency="USD"), text, expected)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53))
def test_every_number_survives_storage_and_export(value: float) -> None:
    item = make("number")
    stored = item.type.parse(value, item)
    assert isinstance(stored, int | float)
    assert float(stored) == value
    assert same(json.loads(json.dumps(stored)), stored)
    assert same(item.type.parse(item.type.wire(stored, item), item), stored)
    assert same(item.type.coerce(item.type.format(stored, item), item), stored)


@given(st.floats(-9e11, 9e11), st.integers(0, 3))
def test_rounding_twice_is_rounding_once(value: float, precision: int) -> None:
    item = make("currency", precision=precision)
    stored = item.type.parse(value, item)
    assert same(item.type.parse(stored, item), stored)
    assert isinstance(stored, int | float)
    assert abs(stored - value) <= 0.5 * 10**-precision + 1e-3


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    item = make("number")
    try:
        stored = item.type.coerce(text, item)
    except InvalidValue:
        return
    assert stored is None or (isinstance(stored, int | float) and math.isfinite(stored))


def test_a_number_too_long_for_python_to_print_is_refused() -> None:
    for name in ("number", "currency", "rating", "checkbox", "date", "singleSelect", "createdBy", "autoNumber"):
        item = make(name)
        for read in (item.type.parse, item.type.coerce):
            with pytest.raises(InvalidValue):
                read(10**5000, item)


@pytest.mark.parametrize(
    ("type", "config", "stored", "shown"),
    [
        ("number", {}, 1234.5, "1234.5"),
        ("number", {"precision": 2}, 1234.5, "1234.50"),
        ("number", {"precision": 0}, 5, "5"),
        ("number", {}, 1e-7, "0.0000001"),
        ("number", {}, None, ""),
        ("currency", {}, 5, "5.00"),
        ("currency", {"precision": 0}, 5, "5"),
        ("rating", {}, 3, "3"),
        ("rating", {}, None, ""),
        ("autoNumber", {}, 12, "12"),
    ],
)
def test_numbers_show_their_precision(type: str, config: dict[str, JsonValue], stored: StoredValue, shown: str) -> None:
    item = make(type, **config)
    assert item.type.format(stored, item) == shown


def test_number_columns_do_not_depend_on_the_precision() -> None:
    for config in ({}, {"precision": 0}, {"precision": 10}):
        item = make("number", **config)
        assert item.column_type is ColumnType.DOUBLE
    assert make("currency").type.column_type(make("currency").config) is ColumnType.NUMERIC
    assert make("rating").type.column_type(make("rating").config) is ColumnType.SMALLINT
