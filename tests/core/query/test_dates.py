from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.query.ast import Literal, LiteralList, RelativeDate
from core.query.dates import COUNTED_MODES, MODES, Span, resolve, span
from core.values import ValueKind

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")


def days(mode: str, count: int | None = None, now: datetime = NOON, week_start: int = 0) -> tuple[str, str]:
    start, end = resolve(mode, count, now, UTC_ZONE, week_start)
    return start.isoformat(), end.isoformat()


@pytest.mark.parametrize(
    ("mode", "count", "start", "end"),
    [
        ("today", None, "2026-11-22", "2026-11-23"),
        ("yesterday", None, "2026-11-21", "2026-11-22"),
        ("tomorrow", None, "2026-11-23", "2026-11-24"),
        ("thisWeek", None, "2026-11-16", "2026-11-23"),
        ("lastWeek", None, "2026-11-09", "2026-11-16"),
        ("nextWeek", None, "2026-11-23", "2026-11-30"),
        ("thisMonth", None, "2026-11-01", "2026-12-01"),
        ("lastMonth", None, "2026-10-01", "2026-11-01"),
        ("nextMonth", None, "2026-12-01", "2027-01-01"),
        ("thisQuarter", None, "2026-10-01", "2027-01-01"),
        ("lastQuarter", None, "2026-07-01", "2026-10-01"),
        ("nextQuarter", None, "2027-01-01", "2027-04-01"),
        ("thisYear", None, "2026-01-01", "2027-01-01"),
        ("lastYear", None, "2025-01-01", "2026-01-01"),
        ("nextYear", None, "2027-01-01", "2028-01-01"),
        ("oneWeekAgo", None, "2026-11-15", "2026-11-16"),
        ("oneWeekFromNow", None, "2026-11-29", "2026-11-30"),
        ("oneMonthAgo", None, "2026-10-22", "2026-10-23"),
        ("oneMonthFromNow", None, "2026-12-22", "2026-12-23"),
        ("oneYearAgo", None, "2025-11-22", "2025-11-23"),
        ("oneYearFromNow", None, "2027-11-22", "2027-11-23"),
        ("daysAgo", 0, "2026-11-22", "2026-11-23"),
        ("daysAgo", 30, "2026-10-23", "2026-10-24"),
        ("daysFromNow", 40, "2027-01-01", "2027-01-02"),
        ("weeksAgo", 2, "2026-11-08", "2026-11-09"),
        ("weeksFromNow", 2, "2026-12-06", "2026-12-07"),
        ("monthsAgo", 12, "2025-11-22", "2025-11-23"),
        ("monthsFromNow", 2, "2027-01-22", "2027-01-23"),
        ("yearsAgo", 100, "1926-11-22", "1926-11-23"),
        ("yearsFromNow", 2, "2028-11-22", "2028-11-23"),
        ("pastDays", 0, "2026-11-22", "2026-11-23"),
        ("pastDays", 7, "2026-11-15", "2026-11-23"),
        ("nextDays", 7, "2026-11-22", "2026-11-30"),
        ("pastWeeks", 1, "2026-11-15", "2026-11-23"),
        ("nextWeeks", 1, "2026-11-22", "2026-11-30"),
        ("pastMonths", 1, "2026-10-22", "2026-11-23"),
        ("nextMonths", 1, "2026-11-22", "2026-12-23"),
        ("pastYears", 1, "2025-11-22", "2026-11-23"),
        ("nextYears", 1, "2026-11-22", "2027-11-23"),
        ("yearsAgo", 10_000, "0001-01-01", "0001-01-02"),
        ("daysFromNow", 10_000_000, "9999-12-31", "9999-12-31"),
        ("pastMonths", 1_000_000, "0001-01-01", "2026-11-23"),
        ("nextYears", 10_000, "2026-11-22", "9999-12-31"),
    ],
)
def test_what_relative_dates_mean(mode: str, count: int | None, start: str, end: str) -> None:
    assert days(mode, count) == (start, end)


@pytest.mark.parametrize(
    ("now", "mode", "count", "start"),
    [
        (datetime(2026, 3, 31, tzinfo=UTC), "monthsAgo", 1, "2026-02-28"),
        (datetime(2024, 3, 31, tzinfo=UTC), "monthsAgo", 1, "2024-02-29"),
        (datetime(2026, 1, 31, tzinfo=UTC), "monthsFromNow", 1, "2026-02-28"),
        (datetime(2026, 1, 31, tzinfo=UTC), "monthsFromNow", 2, "2026-03-31"),
        (datetime(2026, 8, 31, tzinfo=UTC), "monthsFromNow", 1, "2026-09-30"),
        (datetime(2024, 2, 29, tzinfo=UTC), "yearsAgo", 1, "2023-02-28"),
        (datetime(2024, 2, 29, tzinfo=UTC), "yearsFromNow", 4, "2028-02-29"),
        (datetime(2026, 12, 31, tzinfo=UTC), "tomorrow", None, "2027-01-01"),
        (datetime(2027, 1, 1, tzinfo=UTC), "yesterday", None, "2026-12-31"),
        (datetime(2027, 1, 1, tzinfo=UTC), "thisWeek", None, "2026-12-28"),
        (datetime(2026, 1, 15, tzinfo=UTC), "lastQuarter", None, "2025-10-01"),
        (datetime(2026, 1, 15, tzinfo=UTC), "lastMonth", None, "2025-12-01"),
        (datetime(1, 1, 1, tzinfo=UTC), "yesterday", None, "0001-01-01"),
        (datetime(1, 1, 1, tzinfo=UTC), "lastYear", None, "0001-01-01"),
    ],
)
def test_months_are_clamped_to_their_end(now: datetime, mode: str, count: int | None, start: str) -> None:
    assert days(mode, count, now)[0] == start


@pytest.mark.parametrize(("week_start", "start"), [(0, "2026-11-16"), (5, "2026-11-21"), (6, "2026-11-22")])
def test_weeks_start_where_the_reader_starts_them(week_start: int, start: str) -> None:
    assert days("thisWeek", week_start=week_start)[0] == start


@pytest.mark.parametrize(
    ("zone", "now", "today"),
    [
        ("Europe/Athens", datetime(2026, 11, 22, 21, 59, 59, tzinfo=UTC), "2026-11-22"),
        ("Europe/Athens", datetime(2026, 11, 22, 22, 0, tzinfo=UTC), "2026-11-23"),
        ("America/New_York", datetime(2026, 11, 22, 4, 59, tzinfo=UTC), "2026-11-21"),
        ("Pacific/Kiritimati", datetime(2026, 12, 31, 10, 0, tzinfo=UTC), "2027-01-01"),
        ("Asia/Kathmandu", datetime(2026, 11, 22, 18, 15, tzinfo=UTC), "2026-11-23"),
        ("Pacific/Kiritimati", datetime.max.replace(tzinfo=UTC), "9999-12-31"),
        ("America/New_York", datetime.min.replace(tzinfo=UTC), "0001-01-01"),
    ],
)
def test_today_is_the_readers(zone: str, now: datetime, today: str) -> None:
    assert resolve("today", None, now, ZoneInfo(zone))[0].isoformat() == today


@given(
    st.sampled_from(MODES),
    st.integers(0, 10_000),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(["UTC", "Europe/Athens", "America/New_York", "Pacific/Apia"]).map(ZoneInfo),
    st.integers(0, 6),
)
def test_every_mode_gives_a_range_of_the_calendar(
    mode: str, count: int, now: datetime, zone: ZoneInfo, week_start: int
) -> None:
    start, end = resolve(mode, count if mode in COUNTED_MODES else None, now, zone, week_start)
    assert date.min <= start <= end <= date.max
    moment = span(ValueKind.DATETIME, RelativeDate(mode, count), now, zone, week_start)
    assert moment.end is None or moment.start <= moment.end
    if mode.startswith(("past", "this")):
        today = resolve("today", None, now, zone)[0]
        assert start <= today
        assert end >= today


ATHENS = ZoneInfo("Europe/Athens")


@pytest.mark.parametrize(
    ("kind", "value", "zone", "expected"),
    [
        (ValueKind.DATE, "2026-03-29", "Europe/Athens", ("2026-03-29", "2026-03-30")),
        (ValueKind.DATE, "9999-12-31", "UTC", ("9999-12-31", None)),
        (
            ValueKind.DATETIME,
            "2026-03-29",
            "Europe/Athens",
            ("2026-03-28T22:00:00+00:00", "2026-03-29T21:00:00+00:00"),
        ),
        (
            ValueKind.DATETIME,
            "2026-10-25",
            "Europe/Athens",
            ("2026-10-24T21:00:00+00:00", "2026-10-25T22:00:00+00:00"),
        ),
        (
            ValueKind.DATETIME,
            "2026-11-22T10:00:00+00:00",
            "Europe/Athens",
            ("2026-11-22T10:00:00+00:00", "2026-11-22T10:00:00.000001+00:00"),
        ),
        (ValueKind.DATETIME, "9999-12-31T23:59:59.999999+00:00", "UTC", ("9999-12-31T23:59:59.999999+00:00", None)),
        (ValueKind.DATETIME, "9999-12-31", "Pacific/Honolulu", ("9999-12-31T10:00:00+00:00", None)),
        (ValueKind.DATETIME, "0001-01-01", "Asia/Tokyo", ("0001-01-01T00:00:00+00:00", "0001-01-01T14:41:01+00:00")),
    ],
)
def test_a_literal_is_a_half_open_range(
    kind: ValueKind, value: str, zone: str, expected: tuple[str, str | None]
) -> None:
    assert span(kind, Literal(value), NOON, ZoneInfo(zone)) == Span(*expected)


def test_between_runs_from_the_start_of_one_to_the_end_of_the_other() -> None:
    found = span(ValueKind.DATETIME, LiteralList(("2026-03-28", "2026-03-29")), NOON, ATHENS)
    assert found == Span("2026-03-27T22:00:00+00:00", "2026-03-29T21:00:00+00:00")
