from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields.base import InvalidValue
from core.fields.date_text import DateFormat
from core.fields.instant import rfc3339, stored
from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T10:00:00+00:00", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22t10:00:00z", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22 10:00:00Z", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T10:00:00-00:00", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T12:00:00+02:00", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T10:00:00-05:30", "2026-11-22T15:30:00+00:00"),
        ("2026-11-22T10:00:00.5Z", "2026-11-22T10:00:00.5+00:00"),
        ("2026-11-22T10:00:00.500000Z", "2026-11-22T10:00:00.5+00:00"),
        ("2026-11-22T10:00:00.000001Z", "2026-11-22T10:00:00.000001+00:00"),
        ("2026-11-22T10:00:00.123456789Z", "2026-11-22T10:00:00.123456+00:00"),
        ("2026-11-22T10:00:00.000000Z", "2026-11-22T10:00:00+00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999+00:00"),
        ("0001-01-01T00:00:00+01:00", Refused("outside the years")),
        ("9999-12-31T23:59:59-01:00", Refused("outside the years")),
        ("2026-11-22T10:00:00", REFUSED),
        ("2026-11-22T10:00Z", REFUSED),
        ("2026-11-22", REFUSED),
        ("2026-11-22T24:00:00Z", Refused("There is no time 24:00:00; hours go from 00 to 23.")),
        ("2026-11-22T25:00:00Z", Refused("There is no time 25:00:00")),
        ("2026-11-22T10:00:60Z", Refused("There is no time 10:00:60; minutes and seconds")),
        ("2026-11-22T10:60:00Z", Refused("There is no time 10:60:00; minutes and seconds")),
        ("2026-02-30T10:00:00Z", Refused("30 February 2026 does not exist")),
        ("1850-02-29T10:00:00Z", Refused("29 February 1850 does not exist")),
        ("2026-11-22T10:00:00+24:00", Refused("There is no offset +24:00")),
        ("2026-11-22T10:00:00+05:60", Refused("There is no offset +05:60")),
        ("2026-11-22T10:00:00+0530", REFUSED),
        ("2026-11-22T10:00:00Z\n", REFUSED),
        ("2026-11-22T10:00:00.Z", REFUSED),
        ("infinity", REFUSED),
        ("", REFUSED),
        (1763805600, REFUSED),
        (True, REFUSED),
        ([], REFUSED),
        ({"$date": 1}, REFUSED),
    ],
)
def test_times_have_a_zone_and_are_kept_in_utc(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("datetime"), raw, expected)


ATHENS = [
    ("2026-11-22 10:00", "2026-11-22T08:00:00+00:00"),
    ("2026-11-22T10:00", "2026-11-22T08:00:00+00:00"),
    ("2026-07-01 10:00:30.25", "2026-07-01T07:00:30.25+00:00"),
    ("2026-11-22", "2026-11-21T22:00:00+00:00"),
    ("22/11/2026 3:30 pm", "2026-11-22T13:30:00+00:00"),
    ("22/11/2026, 12:05 AM", "2026-11-21T22:05:00+00:00"),
    ("22/11/2026 12:05 p.m.", "2026-11-22T10:05:00+00:00"),
    ("Jun 12, 1998 9:30 pm", "1998-06-12T18:30:00+00:00"),
    ("12 June 1998", "1998-06-11T21:00:00+00:00"),
    ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00"),
    ("2026-11-22 10:00Z", "2026-11-22T10:00:00+00:00"),
    ("2026-11-22 10:00 UTC+01:00", "2026-11-22T09:00:00+00:00"),
    ("2026-03-29 02:59", "2026-03-29T00:59:00+00:00"),
    ("2026-03-29 03:00", "2026-03-29T01:00:00+00:00"),
    ("2026-03-29 03:30", "2026-03-29T01:30:00+00:00"),
    ("2026-03-29 04:00", "2026-03-29T01:00:00+00:00"),
    ("2026-10-25 03:30", "2026-10-25T00:30:00+00:00"),
    ("2026-10-25 03:30+02:00", "2026-10-25T01:30:00+00:00"),
    ("2026-10-25 04:00", "2026-10-25T02:00:00+00:00"),
    ("9999-12-31 23:59", "9999-12-31T21:59:00+00:00"),
    ("0001-01-01 00:00", Refused("years")),
    ("", None),
    ("2026-11-22 25:00", Refused("There is no time 25:00; hours go from 00 to 23.")),
    ("2026-11-22T25:00", Refused("There is no time 25:00")),
    ("22/11/2026, 9:61 pm", Refused("There is no time 9:61 pm")),
    ("29 Feb 1850 9:30", Refused("29 February 1850 does not exist")),
    ("2026-11-22 9:30 +25:00", Refused("There is no offset +25:00")),
    ("hello 25:00", Refused("'hello' is not a date")),
    ("2026-11-22 13:00 pm", Refused("with am or pm")),
    ("2026-11-22 0:30 am", Refused("with am or pm")),
    ("2026-11-22 10", REFUSED),
    ("10:00", REFUSED),
    ("3/4/2026 10:00", Refused("could be two days")),
    (" 1:1" * 5_000, REFUSED),
    (5, REFUSED),
]


@pytest.mark.parametrize(("raw", "expected"), ATHENS)
def test_wall_times_are_read_in_the_zone_of_the_field(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("datetime", timeZone="Europe/Athens"), raw, expected)


def test_without_a_zone_of_its_own_a_field_reads_utc() -> None:
    check_coerce(make("datetime"), "2026-11-22 10:00", "2026-11-22T10:00:00+00:00")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-11-22T08:00:00+00:00", "22/11/2026 10:00"),
        ("2026-11-22T08:00:05+00:00", "22/11/2026 10:00:05"),
        ("2026-11-22T08:00:00.25+00:00", "22/11/2026 10:00:00.25"),
        ("2026-10-25T00:30:00+00:00", "25/10/2026 03:30"),
        ("2026-10-25T01:30:00+00:00", "25/10/2026 03:30+02:00"),
        (None, ""),
    ],
)
def test_times_show_in_the_zone_of_the_field(value: StoredValue, shown: str) -> None:
    item = make("datetime", timeZone="Europe/Athens", format="european")
    assert item.type.format(value, item) == shown


MOMENTS = st.datetimes(timezones=st.just(UTC))
SAFE = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(SAFE, OFFSETS)
def test_one_instant_is_stored_alike_from_any_offset(moment: datetime, offset: timezone) -> None:
    item = make("datetime")
    assert item.type.parse(moment.astimezone(offset).isoformat(), item) == stored(moment)
    assert rfc3339(stored(moment)) == moment


@given(MOMENTS, MOMENTS)
def test_stored_times_sort_as_text(one: datetime, other: datetime) -> None:
    assert (one < other) == (stored(one) < stored(other))


@given(MOMENTS, st.timedeltas(timedelta(microseconds=1), timedelta(seconds=1)))
def test_close_times_sort_as_text(one: datetime, later: timedelta) -> None:
    if one < datetime(9999, 1, 1, tzinfo=UTC):
        assert stored(one) < stored(one + later)


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Europe/Athens", "America/New_York", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe"]),
    st.sampled_from(DateFormat),
)
def test_every_time_survives_export_in_every_zone(moment: datetime, zone: str, format: DateFormat) -> None:
    check_parse(make("datetime", timeZone=zone, format=format.value), stored(moment), stored(moment))


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    item = make("datetime")
    try:
        value = item.type.coerce(text, item)
    except InvalidValue:
        return
    assert value is None or (isinstance(value, str) and rfc3339(value) is not None)
