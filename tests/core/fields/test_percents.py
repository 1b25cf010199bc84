import pytest

from core.fields.base import ColumnType
from core.values import JsonValue, StoredValue, ValueKind
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make


def test_a_percentage_is_a_number() -> None:
    item = make("percent")
    assert (item.kind, item.column_type) == (ValueKind.NUMBER, ColumnType.DOUBLE)


@pytest.mark.parametrize(
    ("precision", "raw", "expected"),
    [(None, 12.5, 12.5), (None, 0, 0), (0, 12.5, 13), (2, -0.125, -0.13), (None, None, None), (1, "12.5", REFUSED)],
)
def test_percentages_are_kept_as_people_say_them(
    precision: int | None, raw: JsonValue, expected: StoredValue | Refused
) -> None:
    check_parse(make("percent", precision=precision), raw, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5 %", 12.5),
        ("12.5%", 12.5),
        ("12,5\u00a0%", 12.5),
        ("-3 %", -3),
        ("1,250 %", 1250),
        ("50", 50),
        ("", None),
        ("half", REFUSED),
        ("5 ‰", REFUSED),
    ],
)
def test_the_percent_sign_may_stand_there(text: str, expected: StoredValue | Refused) -> None:
    check_coerce(make("percent"), text, expected)


def test_the_text_has_the_sign() -> None:
    item = make("percent", precision=1)
    assert item.type.format(12.5, item) == "12.5%"
    assert item.type.format(None, item) == ""
