"""What a column is taken for, by its cells: one row per case."""

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.transfer.columns import Misfit, Reader
from api.transfer.formats.base import BLANK_WORDS, Format, understood
from api.transfer.formats.checkbox import AsCheckbox
from api.transfer.formats.choice import AsOption, AsOptions, Names
from api.transfer.formats.date import AsDate, AsDatetime
from api.transfer.formats.number import AsMoney, AsNumber, AsRating
from api.transfer.formats.text import AsEmail, AsLongText, AsPhone, AsText, AsUrl
from api.transfer.formats.unit import AsDuration, AsPercent
from api.transfer.infer import Hints, candidates

COMMA = Hints(comma_decimals=True)
ZONED = AsDatetime("ymd", "UTC", zoned=True)
NAIVE = AsDatetime("ymd", "UTC", zoned=False)

CASES: list[tuple[str, list[str], Format]] = [
    ("integers", ["1", "-2", "+3", "1000000"], AsNumber()),
    ("decimals", ["1.5", ".5", "2.", "-0.25"], AsNumber()),
    ("exponents", ["1e5", "2.5E-3"], AsNumber()),
    ("thousands", ["1,234", "12", "1,234,567.8"], AsNumber(".", grouped=True)),
    ("spaced thousands", ["1 234", "1\u00a0234\u00a0567"], AsNumber(".", grouped=True)),
    ("decimal commas", ["1,5", "2,25"], AsNumber(",")),
    ("German numbers", ["1.234,5", "12,25"], AsNumber(",", grouped=True)),
    ("with words for nothing", ["1", "N/A", "-", "2", "null"], AsNumber()),
    ("years", ["1998", "2026"], AsNumber()),
    ("leading zeros", ["007", "042"], AsText()),
    ("telephone numbers", ["+49 170 1234567", "+43 664 123456"], AsPhone()),
    ("telephone numbers without spaces", ["+491701234567", "+43664123456"], AsPhone()),
    ("telephone numbers with areas", ["(555) 123-4567", "(20) 7946 0958"], AsPhone()),
    ("percentages", ["12.5%", "-3 %", "1,250%"], AsPercent()),
    ("percentages with commas", ["12,5 %", "7,25 %"], AsPercent(",")),
    ("numbers with and without percent signs", ["12%", "13"], AsText()),
    ("lengths of time", ["1:30:05", "0:00:07.5", "-100:00:00"], AsDuration()),
    ("times of day", ["1:30", "14:05"], AsText()),
    ("grouped account numbers", ["1 234 567 890 123 456"], AsText()),
    ("more digits than a number holds", ["0.123456789012345678"], AsText()),
    ("card numbers", ["4111111111111111111", "5500000000000004000"], AsText()),
    ("bad groups", ["1,23,4", "12,34"], AsText()),
    ("versions", ["1.2.3", "2.0.1"], AsText()),
    ("dollars", ["$1,200.50", "-$3", "($4.10)"], AsMoney("USD", "$")),
    ("euros", ["12,50 €", "1.200 €"], AsMoney("EUR", "€", ",")),
    ("codes of currencies", ["GBP 5", "GBP 7.50"], AsMoney("GBP", "GBP")),
    ("rates in dollars", ["$1.2345", "$20"], AsMoney("USD", "$", ".", 4)),
    ("yen", ["¥100", "¥1,000"], AsMoney("JPY", "¥", ".", 0)),
    ("ISO dates", ["2026-11-22", "2025-1-3"], AsDate("ymd")),
    ("slashed ISO", ["2026/11/22"], AsDate("ymd")),
    ("day first", ["22/11/2026", "3/4/2025"], AsDate("dmy")),
    ("German dates", ["22.11.2026", "03.04.25"], AsDate("dmy")),
    ("month first", ["11/22/2026", "4/30/2025"], AsDate("mdy")),
    ("month names", ["Jun 12 1998", "December 1, 2001"], AsDate("name")),
    ("day and month name", ["12 Jun 1998", "1-Dec-2001"], AsDate("name")),
    ("ISO times", ["2026-11-22T10:00:00Z", "2026-11-22 10:00:00+02:00"], ZONED),
    ("naive times", ["2026-11-22 10:00", "2026-11-22T10:00:00.5"], NAIVE),
    ("day first times", ["22/11/2026 10:00", "1/2/2026 9:05 PM"], AsDatetime("dmy", "UTC", zoned=False)),
    ("yes and no", ["yes", "No", "yes"], AsCheckbox()),
    ("Greek yes", ["ναι", "όχι"], AsCheckbox()),
    ("true only", ["TRUE", "TRUE"], AsCheckbox()),
    ("crosses", ["x", "x"], AsCheckbox()),
    ("y and n", ["y", "n"], AsCheckbox()),
    ("ones and zeros", ["1", "0", "1"], AsNumber()),
    ("one letter", ["n", "n", "n", "n"], AsOption()),
    ("addresses", ["https://a.example/x?y=1", "http://b.example"], AsUrl()),
    ("e-mail", ["ann@example.org", "b.c+d@sub.example.co"], AsEmail()),
    ("few texts again and again", ["Won", "Lost", "won", "Lost"], AsOption()),
    ("different texts", ["Ann", "Bob", "Cy", "Di"], AsText()),
    ("lists", ["a, b", "a", "b, c", "c, a, b", "b, a", "c", "a", "b", "c"], AsOptions(",")),
    ("city and country", ["Athens, Greece", "Paris, France"] * 4, AsOption()),
    ("long text", ["x" * 300, "y"], AsLongText()),
    ("several lines", ["one\ntwo", "three"], AsLongText()),
    ("nothing", ["", "  "], AsText()),
    ("words for nothing only", ["n/a", "-"], AsText()),
]


@pytest.mark.parametrize(("cells", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_column_is_taken_for(cells: list[str], expected: Format) -> None:
    assert candidates(cells, Hints())[0] == expected


def test_the_first_column_names_records_and_is_no_select() -> None:
    assert candidates(["Won", "Lost"] * 10, Hints(title=True)) == [AsText()]


def test_a_semicolon_file_reads_dots_as_thousands() -> None:
    assert candidates(["1.234", "5.678"], COMMA)[0] == AsNumber(",", grouped=True)
    assert candidates(["1.234", "5.678"], Hints())[0] == AsNumber(".")


def test_what_takes_everything_comes_last() -> None:
    assert all(isinstance(candidates(case[1], Hints())[-1], AsText | AsLongText) for case in CASES)


VALUES: list[tuple[Format, str, str | None]] = [
    (AsNumber(), "-1.5e3", "-1500"),
    (AsNumber(), " 12\u00a0", "12"),
    (AsNumber(), "n/a", None),
    (AsNumber(), "-0", "0"),
    (AsNumber(), "1e-400", None),
    (AsNumber(), "007", None),
    (AsNumber(), "1234567890123456", None),
    (AsNumber(), "-123456789012345", "-123456789012345"),
    (AsNumber(), "0.30000000000000004", "0.30000000000000004"),
    (AsNumber(), "+4917012345", None),
    (AsNumber(".", grouped=True), "+49 170 123", None),
    (AsNumber(".", grouped=True), "+1,234,567", "1234567"),
    (AsNumber(), "NaN", None),
    (AsNumber(), "0x1F", None),
    (AsNumber(), "1e400", None),
    (AsNumber(".", grouped=True), "1,234.5", "1234.5"),
    (AsNumber(".", grouped=True), "1'234", "1234"),
    (AsNumber(",", grouped=True), "1.234,5", "1234.5"),
    (AsNumber(","), "1,5", "1.5"),
    (AsMoney("USD", "$"), "($1,200.50)", "-1200.50"),
    (AsMoney("USD", "$"), "($1,200.505)", None),
    (AsMoney("USD", "$"), "-$-3", None),
    (AsMoney("USD", "$"), "$.5", "0.50"),
    (AsMoney("USD", "$"), "$99,999,999,999,999", None),
    (AsMoney("JPY", "¥", ".", 0), "¥1,000", "1000"),
    (AsMoney("USD", "$"), "-$3", "-3.00"),
    (AsMoney("USD", "$"), "€3", None),
    (AsMoney("EUR", "€", ","), "12,50 €", "12.50"),
    (AsMoney("GBP", "GBP"), "GBP 7", "7.00"),
    (AsRating(5), "5", "5"),
    (AsRating(5), "6", None),
    (AsCheckbox(), "ΝΑΙ", "true"),
    (AsCheckbox(), "off", "false"),
    (AsCheckbox(), "maybe", None),
    (AsDate("ymd"), "2026-02-29", None),
    (AsDate("ymd"), "2026/1/5", "2026-01-05"),
    (AsDate("ymd"), "2026.01.05", "2026-01-05"),
    (AsDate("dmy"), "29.2.2024", "2024-02-29"),
    (AsDate("dmy"), "31/4/2026", None),
    (AsDate("dmy"), "1/2/68", "2068-02-01"),
    (AsDate("dmy"), "1/2/69", "1969-02-01"),
    (AsDate("mdy"), "12/31/2026", "2026-12-31"),
    (AsDate("mdy"), "31/12/2026", None),
    (AsDate("name"), "Jun 12 1998", "1998-06-12"),
    (AsDate("name"), "1-Dec-2001", "2001-12-01"),
    (AsDate("name"), "Decimber 1 2001", None),
    (AsDate("ymd"), "tomorrow", None),
    (ZONED, "2026-11-22T10:00:00+02:00", "2026-11-22 08:00:00+00"),
    (AsDatetime("ymd", "Europe/Athens", zoned=False), "2026-07-01 10:00", "2026-07-01 07:00:00+00"),
    (AsDatetime("dmy", "Europe/Athens", zoned=False), "1/2/2026 9:05 PM", "2026-02-01 19:05:00+00"),
    (NAIVE, "2026-11-22 25:00", None),
    (NAIVE, "2026-11-22 12:00 AM", "2026-11-22 00:00:00+00"),
    (NAIVE, "2026-11-22 13:00 PM", None),
    (NAIVE, "2026-11-22T10:00:00.123456", "2026-11-22 10:00:00.123456+00"),
    (ZONED, "2026-11-22 10:00:00-0330", "2026-11-22 13:30:00+00"),
    (ZONED, "2026-11-22 10:00", None),
    (AsUrl(), "javascript:alert(1)", None),
    (AsEmail(), "a@b", None),
    (AsOption(Names(1, {"won": "opt1"})), "Won", "opt1"),
    (AsOption(Names(1, {"won": "opt1"})), "Lost", None),
    (AsOptions(";", Names(2, {"a": "opt1", "b": "opt2"})), "B; a;b;", "{opt2,opt1}"),
    (AsOptions(";", Names(1, {"a": "opt1"})), "A", "{opt1}"),
    (AsOptions(";", Names(1, {"a": "opt1"})), " ; ", None),
]


TYPES = {
    "number": "float8", "currency": "numeric", "rating": "smallint", "checkbox": "boolean", "date": "date",
    "datetime": "timestamptz", "multiSelect": "text[]",
}  # fmt: skip


def _stored(conn: psycopg.Connection, form: Format, text: str) -> str | None:
    kind = TYPES.get(form.field_type, "text")
    row = conn.execute(f"SELECT nullif(%s, '')::{kind}::text".encode(), [text]).fetchone()
    return row[0] if row else None


def test_postgresql_reads_cells_as_the_formats_say(blank_database_url: str) -> None:
    with psycopg.connect(blank_database_url, options="-c TimeZone=UTC -c DateStyle=ISO,MDY") as conn:
        for form, cell, expected in VALUES:
            text = understood(form, cell)
            assert (_stored(conn, form, text) if text is not None else None) == expected, (form, cell)


def test_postgresql_takes_all_that_the_sample_took(blank_database_url: str) -> None:
    with psycopg.connect(blank_database_url) as conn:
        for name, cells, form in CASES:
            if isinstance(form, AsOption | AsOptions):
                continue
            shown = [cell for cell in cells if form.pattern is None or cell.strip().lower() not in BLANK_WORDS]
            values = [understood(form, cell) for cell in shown]
            assert None not in values, name
            assert all(_stored(conn, form, value) is not None for value in values if value), name


TELLING = [case for case in VALUES if not isinstance(case[0], AsOption | AsOptions)]


@pytest.mark.parametrize(("form", "cell"), [case[:2] for case in TELLING])
def test_what_is_passed_on_untouched_is_what_the_format_makes_of_it(
    blank_database_url: str, form: Format, cell: str
) -> None:
    for cells in ([cell], ["", cell], [cell, cell, ""]):
        if form.plain(cells):
            made = understood(form, cell)
            assert made is not None
            with psycopg.connect(blank_database_url, options="-c TimeZone=UTC") as conn:
                assert _stored(conn, form, cell) == _stored(conn, form, made)


NUMBER_LIKE = st.text(alphabet="0123456789.-+eE,", min_size=1, max_size=8)


@settings(max_examples=500, deadline=None)
@given(st.lists(NUMBER_LIKE | st.floats(allow_nan=False, allow_infinity=False).map(repr), min_size=1, max_size=3))
def test_a_block_of_numbers_is_plain_only_if_each_cell_is_that_number(cells: list[str]) -> None:
    if AsNumber().plain(cells):
        for cell in cells:
            value = AsNumber().value(cell)
            assert value is not None, cell
            assert repr(float(value)) == repr(float(cell)), cell


def test_a_reader_remembers_and_stops_at_a_misfit() -> None:
    reader = Reader(AsDate("dmy"))
    assert reader.read(["1/2/2026", "", "1/2/2026"]) == ["2026-02-01", "", "2026-02-01"]
    with pytest.raises(Misfit):
        reader.read(["1/2/2026", "soon"])
    assert Reader(AsDate("dmy"), lenient=True).read(["soon", "1/2/2026"]) == ["", "2026-02-01"]
