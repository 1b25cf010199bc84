"""What an import takes for a field, the field itself takes: else a cell could be shown and never written again.

Cells of a file have no NUL and no half surrogate pair: such a file is refused, or its characters are replaced.
"""

import time
from datetime import datetime

import pytest
from pydantic import JsonValue

from api.transfer.columns import Column
from api.transfer.formats.base import Format, compiled, understood
from api.transfer.formats.checkbox import AsCheckbox
from api.transfer.formats.choice import AsOption, AsOptions, Names
from api.transfer.formats.date import AsDate, AsDatetime
from api.transfer.formats.number import AsMoney, AsNumber, AsRating
from api.transfer.formats.text import AsEmail, AsLongText, AsPhone, AsText, AsUrl
from api.transfer.formats.unit import AsDuration, AsPercent
from core.fields.instant import stored
from core.fields.registry import get_type, parse_config
from core.ids import FieldId
from core.schema import FieldDef

_TIMES = ("12:00 AM", "23:59:59.123456", "13:00 PM", "9:00+0200", "9:00-00")
DAYS_AND_TIMES = [f"{day} {at}" for day in ("30.6.69", "6/30/2026", "Jun 30, 2026") for at in _TIMES]
HOSTILE = [
    "", " ", "\u3000", "\u200b", "\ufeff", "\u202egpj.exe", "a\nb", "\x1f", "\x85", "\\N", "\\.", "=1+1",
    "\U0001f469\u200d\U0001f4bb",
    "x" * 255, "x" * 256, "x" * 100_000, "x" * 100_001, "-", "n/a", "NULL", "nan", "Infinity", "-inf",
    # Numbers
    "0", "-0", "-0.0", "1e308", "1e309", "-1e309", "1e-400", "5.", ".5", "+5", "1_000", "0x10", "\u0661\u0662",
    "\uff11",
    "123456789012345", "1234567890123456", "9007199254740993", "0.1234567890123456789", "1,234,567", "1.234.567,89",
    "1 234\u00a0567", "$1,200.50", "$0.005", "($5)", "-$5", "$-0", "$9999999999999.99", "$99999999999999.99",
    "$" + "9" * 400,
    "6", "5", "1.0", "\u2605\u2605",
    # Days and times
    "2026-02-29", "2024-02-29", "2026-2-3", "0000-01-01", "9999-12-31", "31/12/2026", "12/31/2026", "31/12/69",
    "Feb 30, 2026",
    "May 5, 2026", "2026-01-01T00:00:00Z", "2026-01-01 24:00", "2026-01-01 23:59:60Z", "2026-01-01T00:00:00+14:59",
    "1000-01-01T00:00:00+14:00", "2999-12-31T23:59:59.999999-14:00", "2026-01-01 10:00", "2026-13-01 10:00",
    *DAYS_AND_TIMES,
    # Links
    "https://example.org", "http://example.org:80/a?b#c", "https://\"><script>", "https://-", "https://x y",
    "https://<x>",
    "https://x/\u202e", "https://x/\x9f", "https://" + "a" * 8_000, "https://x/" + "a" * 200_000, "https://x:123456/",
    "https://",
    "javascript:alert(1)", "https://\u200b", "https://u:p@example.org/", "https://[::1]/", "ftp://example.org",
    "HTTPS://EXAMPLE.ORG",
    "mailto:a@x.yy", "mailto:nobody", "example.org/page", "https://_x.org", "https://x_.org/",
    "https://\u03b5\u03bb.gr/\u03b1",
    # Addresses
    "a@x.yy", "\u200b,;<>@x.yy", "a" * 64 + "@x.yy", "a" * 65 + "@x.yy", "a@" + "x." * 125 + "yy",
    "a@" + "x." * 126 + "yy",
    "a@" + "x" * 63 + ".yy", "a@" + "x" * 64 + ".yy", "a@-x.yy", "a@x-.yy", "a@x_y.zz", ".a@x.yy", "a..b@x.yy",
    "a.@x.yy", "o'brien@x.yy",
    "a&b@x.yy", "a@b@x.yy", "a@x..yy", "a@x.yy.", "a@x", "\u03b1@\u03b5\u03bb.gr", "Ada <a@x.yy>", '"a b"@x.yy',
    "a@[127.0.0.1]", "a@x.yy\x1b[2J",
    "a" * 200_000 + "@x.yy",
    # Units and telephones
    "12.5%", "12,5 %", "-0%", "1e309 %", "%", "5%%", "1:30:05", "-0:00:00", "999999:59:59.999", "1:60:00", "1:30",
    "+30 210 1234567", "(555) 123-4567", "+1", "+" + "1" * 21, "(555)",
    # Words
    "yes", "FALSE", "\u2713", "\u039f\u03a7\u0399", "Won", " won ", "\u3000Won", "Won;Lost;\u3000", ";;",
    "Won;" * 2_000,
]  # fmt: skip

FORMATS = [
    AsText(), AsLongText(), AsUrl(), AsEmail(), AsCheckbox(), AsRating(5), AsRating(10),
    AsNumber(), AsNumber(",", grouped=True), AsNumber(".", grouped=True), AsMoney("USD", "$"),
    AsMoney("USD", "$", ",", 0),
    *(AsDate(order) for order in ("ymd", "dmy", "mdy", "name")),
    *(AsDatetime(order, "UTC", zoned) for order in ("ymd", "dmy", "mdy", "name") for zoned in (True, False)),
    AsOption(Names(50)), AsOptions(";", Names(50)), AsPercent(), AsPercent(","), AsDuration(), AsPhone(),
]  # fmt: skip

SLOW = [
    "a@" + "." * 100_000 + " ", "a" * 100_000 + "@", "a." * 50_000, "https://" + "a." * 50_000 + " ",
    "https://" + "@" * 100_000, "http://a" + ":" * 100_000, "a@" + "x-" * 50_000 + ".yy", "1" * 100_000 + " ",
    "1," * 50_000 + "x", "$ " * 50_000, "1%" * 50_000, "+1" + " 1" * 50_000, "1:" * 50_000, "Jan" * 30_000,
]  # fmt: skip


def ids(form: Format) -> str:
    return repr(form)


@pytest.mark.parametrize("form", FORMATS, ids=ids)
def test_what_an_import_takes_the_field_takes(form: Format) -> None:
    taken = [(cell, value) for cell in HOSTILE if (value := understood(form, cell)) not in (None, form.empty)]
    taken += [(cell, cell) for cell in HOSTILE if cell and form.plain([cell])]
    assert taken, "a test of nothing"
    type_ = get_type(form.field_type)
    config: dict[str, JsonValue] | None = (
        {"max": form.top} if isinstance(form, AsRating) else Column("F", form).config()
    )
    field = FieldDef(FieldId("fld_1"), 1, "F", type_, parse_config(type_, config))
    for _, value in taken:
        type_.parse(_said(form, str(value)), field)


@pytest.mark.parametrize("form", FORMATS, ids=ids)
def test_what_the_pattern_takes_of_a_sample_is_taken_of_the_rest(form: Format) -> None:
    if form.pattern is not None and not isinstance(form, AsDate | AsDatetime | AsMoney | AsNumber | AsPercent):
        fits = [cell for cell in HOSTILE if compiled(form.pattern).fullmatch(cell)]
        assert [cell for cell in fits if form.value(cell) is None] == []


@pytest.mark.parametrize("form", FORMATS, ids=ids)
@pytest.mark.parametrize("cell", SLOW, ids=lambda cell: cell[:12])
def test_no_cell_takes_long_to_judge(form: Format, cell: str) -> None:
    began = time.process_time()
    form.plain([cell])
    understood(form, cell)
    if form.pattern is not None:
        compiled(form.pattern).fullmatch(cell)
    assert time.process_time() - began < 0.2


def _said(form: Format, value: str) -> JsonValue:
    """What COPY is given, as a client of the field would say it."""
    match form:
        case AsNumber() | AsMoney() | AsPercent() | AsDuration():
            return float(value)
        case AsRating():
            return int(value)
        case AsCheckbox():
            return value == "t"
        case AsDatetime():
            return stored(datetime.fromisoformat(value.replace(" UTC", "+00:00")))
        case AsOptions():
            return [*value.strip("{}").split(",")]
        case _:
            return value
