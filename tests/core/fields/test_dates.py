from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields.base import InvalidValue
from core.fields.date_text import DateFormat
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ("2026-11-22", "2026-11-22"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("2024-02-29", "2024-02-29"),
        ("2026-02-29", Refused("29 February 2026 does not exist; that month has 28 days.")),
        ("1850-02-29", Refused("29 February 1850 does not exist")),
        ("1900-02-29", Refused("29 February 1900 does not exist")),
        ("2026-04-31", Refused("31 April 2026 does not exist; that month has 30 days.")),
        ("2026-04-00", Refused("0 April 2026 does not exist")),
        ("0000-01-01", Refused("no year 0;")),
        ("10000-01-01", REFUSED),
        ("2026-13-01", Refused("no month 13;")),
        ("2026-00-10", Refused("no month 0;")),
        ("2026-1-2", REFUSED),
        ("20261122", REFUSED),
        ("2026-W47-7", REFUSED),
        ("2026-11-22T00:00:00Z", REFUSED),
        (" 2026-11-22", REFUSED),
        ("2026-11-22\n", REFUSED),
        ("٢٠٢٦-١١-٢٢", REFUSED),
        ("-001-01-01", REFUSED),
        ("", REFUSED),
        ("today", REFUSED),
        ("infinity", REFUSED),
        (20261122, REFUSED),
        (True, REFUSED),
        ([], REFUSED),
        ({}, REFUSED),
    ],
)
def test_dates_are_iso_days_of_the_calendar(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("date"), raw, expected)


READ = [
    ("", None),
    ("  ", None),
    ("2026-11-22", "2026-11-22"),
    ("2026-1-2", "2026-01-02"),
    ("2026/11/22", "2026-11-22"),
    ("Jun 12 1998", "1998-06-12"),
    ("June 12, 1998", "1998-06-12"),
    ("jun. 12 1998", "1998-06-12"),
    ("12 June 1998", "1998-06-12"),
    ("12th June 1998", "1998-06-12"),
    ("12-Jun-1998", "1998-06-12"),
    ("Sept 3 2020", "2020-09-03"),
    ("Mon, 3 Nov 2026", "2026-11-03"),
    ("Sunday 22 November 2026", "2026-11-22"),
    ("22.11.2026", "2026-11-22"),
    ("3.4.2026", "2026-04-03"),
    ("22/11/2026", "2026-11-22"),
    ("11/22/2026", "2026-11-22"),
    ("4/4/2026", "2026-04-04"),
    ("13/2/98", "1998-02-13"),
    ("13/2/68", "2068-02-13"),
    ("13/2/69", "1969-02-13"),
    ("2026-11-22T23:30:00-05:00", "2026-11-22"),
    ("2026-11-22T10:00:00Z", "2026-11-22"),
    ("2026-11-22 10:00", "2026-11-22"),
    ("22/11/2026 9:30 pm", "2026-11-22"),
    ("3/4/2026", Refused("could be two days")),
    ("13/13/2026", Refused("no month 13")),
    ("31/2/2026", Refused("31 February 2026 does not exist")),
    ("29.2.1850", Refused("29 February 1850 does not exist")),
    ("29 Feb 1850", Refused("29 February 1850 does not exist")),
    ("Feb 29, 1850", Refused("29 February 1850 does not exist")),
    ("2026-02-30", Refused("30 February 2026 does not exist")),
    ("2026/2/30", Refused("30 February 2026 does not exist")),
    ("2026-02-30T10:00:00Z", Refused("30 February 2026 does not exist")),
    ("2026-02-20 25:00", Refused("no time 25:00")),
    ("12 Juno 1998", REFUSED),
    ("12/1998", REFUSED),
    ("1998", REFUSED),
    ("tomorrow", REFUSED),
    ("22-11/2026", REFUSED),
    ("1/1/123", REFUSED),
    ("\x00", REFUSED),
    ("x" * 10_000, REFUSED),
    (" " * 50_000 + "x", REFUSED),
    (44000, REFUSED),
    (["2026-11-22"], REFUSED),
]


@pytest.mark.parametrize(("raw", "expected"), READ)
def test_dates_are_read_as_people_write_them(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("date"), raw, expected)


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        ("us", "3/4/2026", "2026-03-04"),
        ("us", "13/4/2026", "2026-04-13"),
        ("us", "3.4.2026", "2026-04-03"),
        ("european", "3/4/2026", "2026-04-03"),
        ("european", "3-4-26", "2026-04-03"),
        ("european", "4/13/2026", "2026-04-13"),
        ("friendly", "3/4/2026", REFUSED),
    ],
)
def test_the_format_says_which_number_is_the_day(format: str, text: str, expected: StoredValue | Refused) -> None:
    check_coerce(make("date", format=format), text, expected)


@pytest.mark.parametrize(
    ("format", "shown"),
    [("iso", "0045-06-07"), ("european", "07/06/0045"), ("us", "06/07/0045"), ("friendly", "7 June 0045")],
)
def test_dates_show_in_their_format(format: str, shown: str) -> None:
    item = make("date", format=format)
    assert item.type.format("0045-06-07", item) == shown
    assert item.type.format(None, item) == ""


@given(st.dates(), st.sampled_from(DateFormat))
def test_every_date_survives_export_in_every_format(day: date, format: DateFormat) -> None:
    check_parse(make("date", format=format.value), day.isoformat(), day.isoformat())


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    item = make("date")
    try:
        stored = item.type.coerce(text, item)
    except InvalidValue:
        return
    assert stored is None or (isinstance(stored, str) and date.fromisoformat(stored).isoformat() == stored)
