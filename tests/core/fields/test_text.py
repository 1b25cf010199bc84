import pytest

from core.fields.base import ColumnType
from core.text import MAX_TEXT, fold
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make

PARSED = [
    (None, None),
    ("", None),
    (" ", " "),
    ("  two\nlines\t", "  two\nlines\t"),
    ("Ελληνικά 😀", "Ελληνικά 😀"),
    ("'; DROP TABLE users; --", "'; DROP TABLE users; --"),
    ("x" * MAX_TEXT, "x" * MAX_TEXT),
    ("x" * (MAX_TEXT + 1), Refused("100,000")),
    ("a\x00b", Refused("NUL")),
    ("a\ud800", Refused("surrogate")),
    ("\udfff", Refused("surrogate")),
    (5, Refused("5")),
    (True, Refused("true")),
    (["a"], Refused("list")),
    ({"a": 1}, Refused("object")),
    (10**4000, Refused("digits")),
]

COERCED = [
    (5, "5"),
    (5.0, "5"),
    (0.1, "0.1"),
    (1e-7, "0.0000001"),
    (True, "true"),
    (False, "false"),
    (["a", 1, None, ""], "a, 1"),
    ([], None),
    ({"id": "usr_1", "name": "Ada", "email": "a@b.co"}, "Ada"),
    ({}, REFUSED),
    ([["a"]], REFUSED),
    ([{"name": ["x"]}], REFUSED),
    (["a\x00"], REFUSED),
    (["x" * 60_000, "x" * 60_000], REFUSED),
    (float("nan"), REFUSED),
    (10**4000, REFUSED),
]


@pytest.mark.parametrize("type", ["text", "longText"])
@pytest.mark.parametrize(("raw", "expected"), PARSED)
def test_text_is_kept_as_it_is(type: str, raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make(type), raw, expected)


@pytest.mark.parametrize("type", ["text", "longText"])
@pytest.mark.parametrize(("raw", "expected"), COERCED)
def test_anything_with_a_text_becomes_text(type: str, raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make(type), raw, expected)


def test_text_is_a_text_column() -> None:
    for name in ("text", "longText", "url", "email"):
        item = make(name)
        assert item.column_type is ColumnType.TEXT


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("ABC", "abc"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδος", "οδος"),
        ("ΑΣ ΑΣ", "ασ ασ"),
        ("İ", "i"),
        ("I", "i"),
        ("ß", "ß"),
        ("ẞ", "ß"),
        ("Ǆ", "ǆ"),
        ("", ""),
    ],
)
def test_fold_is_what_postgresql_18_lower_gives(text: str, lower: str) -> None:
    assert fold(text) == lower
