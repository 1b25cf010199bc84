import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields.duration_text import DurationFormat
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make, same

STYLES = [style.value for style in DurationFormat]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        (0, 0),
        (90, 90),
        (5400.0, 5400),
        (-61, -61),
        (1.5, 1.5),
        (0.0004, 0),
        (0.0005, 0.001),
        (2 * 86_400 + 3_661.25, 176461.25),
        (99_999_999_999.999, 99999999999.999),
        (10**11, Refused("below")),
        (True, REFUSED),
        ("90", REFUSED),
        (float("nan"), REFUSED),
        ([], REFUSED),
    ],
)
def test_durations_are_seconds_and_read_back_from_their_text(
    style: str, raw: JsonValue, expected: StoredValue | Refused
) -> None:
    check_parse(make("duration", format=style), raw, expected)


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("h:mm", "1:30", 5400),
        ("h:mm", "-1:30", -5400),
        ("h:mm", "\u22121:30", -5400),
        ("h:mm", "90", 5400),
        ("h:mm", "1.5h", 5400),
        ("h:mm", "1,5 h", 5400),
        ("h:mm", "90m", 5400),
        ("h:mm", " 1h 30m ", 5400),
        ("h:mm", "1 hour, 30 minutes", 5400),
        ("h:mm", "2d", 172800),
        ("h:mm", "2 days 4:00", 187200),
        ("h:mm", "1w", 604800),
        ("h:mm", "45s", 45),
        ("h:mm", "250 ms", 0.25),
        ("h:mm", "100:00", 360000),
        ("h:mm", "1:30:05", 5405),
        ("h:mm", "", None),
        ("h:mm:ss", "1:30", 90),
        ("h:mm:ss", "90", 90),
        ("h:mm:ss", "1:00:00", 3600),
        ("h:mm:ss.S", "0:00:01.5", 1.5),
        ("d h:mm", "1d 2:30", 95400),
        ("h:mm", "1:60", Refused("duration")),
        ("h:mm", "1:30.5", REFUSED),
        ("h:mm", "1h 2h", REFUSED),
        ("h:mm", "5 parsecs", REFUSED),
        ("h:mm", "--1:30", REFUSED),
        ("h:mm", "1:2:3:4", REFUSED),
        ("h:mm", "٣", REFUSED),
        ("h:mm", "1" * 61, REFUSED),
        ("h:mm", "999999999999h", Refused("below")),
        ("h:mm", 75, 75),
    ],
)
def test_text_is_read_as_people_write_it(style: str, text: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("duration", format=style), text, expected)


@pytest.mark.parametrize(
    ("style", "seconds", "text"),
    [
        ("h:mm", 5400, "1:30"),
        ("h:mm", 5405, "1:30:05"),
        ("h:mm", -60, "-0:01"),
        ("h:mm:ss", 5400, "1:30:00"),
        ("h:mm:ss.SS", 1.5, "0:00:01.50"),
        ("h:mm:ss", 1.5, "0:00:01.5"),
        ("d h:mm", 95400, "1d 2:30"),
        ("d h:mm", -0.5, "-0d 0:00:00.5"),
    ],
)
def test_the_text_has_the_format_and_loses_nothing(style: str, seconds: float, text: str) -> None:
    item = make("duration", format=style)
    assert item.type.format(seconds, item) == text


@given(st.integers(-(10**13), 10**13), st.sampled_from(STYLES))
def test_every_duration_survives_its_text(thousandths: int, style: str) -> None:
    item = make("duration", format=style)
    stored = item.type.parse(thousandths / 1000, item)
    assert same(item.type.coerce(item.type.format(stored, item), item), stored)
