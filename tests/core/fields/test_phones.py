import pytest

from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make

ACCEPTED = [
    "+30 210 123 4567",
    "(555) 123-4567",
    "0049/89/123456",
    "555.123.4567 ext. 12",
    "555-1234 x7",
    "+1 555 123 4567 #9",
    "112",
    "  030 123456",
]


@pytest.mark.parametrize("text", ACCEPTED)
def test_numbers_are_kept_as_typed(text: str) -> None:
    item = make("phone")
    assert item.type.parse(text, item) == text
    assert item.type.parse(item.type.wire(text, item), item) == text


@pytest.mark.parametrize(
    "raw", ["12", "call me", "+", "1" * 21, "1-800-FLOWERS", "123\n456", "123 x", 5550123, ["112"]]
)
def test_what_is_no_number_is_refused(raw: JsonValue) -> None:
    check_parse(make("phone"), raw, REFUSED)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" +30 210 1234567 ", "+30 210 1234567"),
        ("tel:+302101234567", "+302101234567"),
        (2101234567, "2101234567"),
        ("", None),
        (None, None),
        ("nobody", Refused("telephone number")),
    ],
)
def test_paste_trims_and_takes_numbers(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("phone"), raw, expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("4006381333931", "4006381333931"), (" A B ", " A B "), ("", None), ("a\nb", REFUSED), ("x" * 7_090, REFUSED)],
)
def test_a_barcode_is_one_line(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("barcode"), raw, expected)


def test_a_scanner_ends_its_line() -> None:
    check_coerce(make("barcode"), "4006381333931\r\n", "4006381333931")


@pytest.mark.parametrize(("raw", "expected"), [("Long\ntext", "Long\ntext"), ("", None), (5, REFUSED)])
def test_ai_text_is_text(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("aiText", prompt="Summarise {Notes}"), raw, expected)
