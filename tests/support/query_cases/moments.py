"""Times: what a day is in each zone."""

from tests.support.query_cases.model import but, mode, moments, on, ref
from tests.support.query_tables import MOMENTS

_NOW_ATHENS = ("2026-11-21T22:00:00Z", "2026-11-22T22:00:00Z")

MOMENT_CASES = [
    *on(
        MOMENTS,
        "At",
        [
            ("equals", "2026-11-22", moments("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z")),
            ("notEquals", "2026-11-22", but(moments("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"))),
            ("equals", "2026-11-22T12:00:00Z", "31"),
            ("equals", "2026-11-22T14:00:00.123456+02:00", "30"),
            ("equals", "2026-11-22T12:00:00.123Z", ""),
            ("notEquals", "2026-11-22T12:00:00Z", "not 31"),
            ("before", "2026-11-22T12:00:00Z", moments("0001-01-01T00:00:00Z", "2026-11-22T12:00:00Z")),
            ("onOrBefore", "2026-11-22T12:00:00Z", moments("0001-01-01T00:00:00Z", "2026-11-22T12:00:00.000001Z")),
            ("after", "2026-11-22T12:00:00Z", "3 4 6 7 16 17 18 19 29 30"),
            ("onOrAfter", "2026-11-22T12:00:00Z", "3 4 6 7 16 17 18 19 29 30 31"),
            ("after", "9999-12-31T23:59:59.999999Z", ""),
            ("onOrAfter", "9999-12-31", "29"),
            ("onOrBefore", "9999-12-31", "not 20 32"),
            ("before", "0001-01-01", ""),
            ("equals", "0001-01-01", "28"),
            ("between", ["2026-11-22", "2026-11-22"], moments("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z")),
            ("between", ["2026-11-22T00:00:00Z", "2026-11-22T12:00:00Z"], "1 31"),
            ("between", ["2026-11-22", "2026-11-22T12:00:00Z"], "1 31"),
            ("between", ["2026-11-23", "2026-11-22"], ""),
            ("isEmpty", None, "20 32"),
            ("isNotEmpty", None, "not 20 32"),
            ("within", mode("thisYear"), moments("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")),
            ("within", mode("nextYear"), "18"),
            ("within", mode("thisWeek"), moments("2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z")),
            ("equals", ref("Until"), "1"),
            ("notEquals", ref("Until"), "not 1"),
            ("before", ref("Until"), "2 28"),
            ("after", ref("Until"), "3 29 30"),
            ("onOrBefore", ref("Until"), "1 2 28"),
            ("onOrAfter", ref("Until"), "1 3 29 30"),
        ],
    ),
    *on(
        MOMENTS,
        "At",
        [
            ("equals", "2026-11-22", moments(*_NOW_ATHENS)),
            ("equals", mode("today"), moments(*_NOW_ATHENS)),
            ("before", mode("today"), moments("0001-01-01T00:00:00Z", "2026-11-21T22:00:00Z")),
            ("after", mode("today"), moments("2026-11-22T22:00:00Z")),
            ("within", mode("thisWeek"), moments("2026-11-15T22:00:00Z", "2026-11-22T22:00:00Z")),
            ("equals", "2026-03-29", moments("2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z")),
            ("equals", "2026-03-30", moments("2026-03-29T21:00:00Z", "2026-03-30T21:00:00Z")),
            ("equals", "2026-10-25", "11 12 13 14"),
            ("before", "2026-10-25", moments("0001-01-01T00:00:00Z", "2026-10-24T21:00:00Z")),
            ("after", "2026-10-25", moments("2026-10-25T22:00:00Z")),
            ("onOrBefore", "2026-10-25", moments("0001-01-01T00:00:00Z", "2026-10-25T22:00:00Z")),
            ("onOrAfter", "2026-10-25", moments("2026-10-24T21:00:00Z")),
            ("within", mode("thisYear"), moments("2025-12-31T22:00:00Z", "2026-12-31T22:00:00Z")),
            ("within", mode("nextYear"), "16 18 19"),
            ("equals", "2026-10-25T03:30:00+03:00", "12"),
            ("equals", "2026-10-25T03:30:00+02:00", "13"),
            ("between", ["2026-03-29", "2026-03-29"], "8 9"),
        ],
        zone="Europe/Athens",
    ),
    *on(
        MOMENTS,
        "At",
        [
            ("equals", mode("today"), moments("2026-11-22T05:00:00Z", "2026-11-23T05:00:00Z")),
            ("equals", mode("tomorrow"), "7"),
            ("equals", mode("yesterday"), moments("2026-11-21T05:00:00Z", "2026-11-22T05:00:00Z")),
            ("within", mode("thisYear"), moments("2026-01-01T05:00:00Z", "2027-01-01T05:00:00Z")),
            ("equals", "0001-01-01", ""),
            ("onOrAfter", "0001-01-01", "not 20 28 32"),
        ],
        zone="America/New_York",
    ),
    *on(
        MOMENTS,
        "At",
        [
            ("equals", "2026-04-24", moments("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")),
            ("equals", "2026-04-23", "22"),
        ],
        zone="Africa/Cairo",  # summer time began on Friday 24 April 2026 at midnight
    ),
    *on(
        MOMENTS,
        "At",
        [
            ("equals", "2026-11-01", "23 24"),
            ("equals", "2026-10-31", "25"),
        ],
        zone="America/Havana",  # summer time ended on 1 November 2026 at one, back to midnight
    ),
    *on(
        MOMENTS,
        "At",
        [("equals", "2011-12-29", "26"), ("equals", "2011-12-30", ""), ("equals", "2011-12-31", "27")],
        zone="Pacific/Apia",
    ),
    *on(
        MOMENTS,
        "At",
        [("equals", "9999-12-31", "29"), ("after", "9999-12-31", ""), ("onOrBefore", "9999-12-31", "not 20 32")],
        zone="Pacific/Honolulu",
    ),
    *on(
        MOMENTS,
        "At",
        [("equals", "0001-01-01", "28"), ("onOrAfter", "0001-01-01", "not 20 32"), ("before", "0001-01-01", "")],
        zone="Asia/Tokyo",
    ),
]
