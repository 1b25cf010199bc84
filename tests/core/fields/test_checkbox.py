import pytest

from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (True, True),
        (False, False),
        (None, False),
        (1, REFUSED),
        (0, REFUSED),
        ("true", REFUSED),
        ("", REFUSED),
        ([], REFUSED),
    ],
)
def test_only_true_and_false_are_checkboxes(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("checkbox"), raw, expected)


@pytest.mark.parametrize(
    "raw", [True, 1, 1.0, "1", "true", "TRUE", " Yes ", "y", "on", "x", "X", "✓", "ναι", "JA", "oui"]
)
def test_yes_in_many_ways(raw: JsonValue) -> None:
    check_coerce(make("checkbox"), raw, True)


@pytest.mark.parametrize(
    "raw", [None, False, 0, 0.0, "0", "", "  ", "False", "no", "N", "off", "☐", "όχι", "nein", "non"]
)
def test_no_in_many_ways(raw: JsonValue) -> None:
    check_coerce(make("checkbox"), raw, False)


@pytest.mark.parametrize("raw", [2, -1, 0.5, "maybe", "10", "truth", "\ud800", [], [True], {}, float("nan")])
def test_neither_yes_nor_no(raw: JsonValue) -> None:
    check_coerce(make("checkbox"), raw, REFUSED)


def test_checkboxes_are_never_empty() -> None:
    item = make("checkbox")
    assert [item.type.format(value, item) for value in (True, False, None)] == ["true", "false", "false"]
