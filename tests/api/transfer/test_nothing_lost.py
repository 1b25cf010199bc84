"""A value that does not fit what the sample promised is kept as it is written, and told."""

import psycopg
import pytest
from pydantic import JsonValue

from api.transfer.formats.choice import AsOption
from api.transfer.formats.number import AsNumber
from api.transfer.formats.text import AsText
from api.transfer.report import BadCell
from api.transfer.source import CsvSource, GivenColumn
from tests.api.transfer.conftest import Place


async def test_a_late_misfit_makes_its_column_text_and_is_reported_with_its_line(place: Place) -> None:
    cells = [str(i) for i in range(2000)]
    cells[1970] = "seventy"
    report = await place.load("Name,Count\n" + "".join(f'"n\n{i}",{cell}\n' for i, cell in enumerate(cells)))
    (bad,) = [column for column in report.columns if column.bad]
    assert (bad.name, bad.type, bad.wanted, bad.bad, bad.filled) == ("Count", "text", "number", 1, 2000)
    assert [(cell.line, cell.text) for cell in bad.samples] == [(2 + 2 * 1970, "seventy")]
    assert place.column(report, 1) == cells


async def test_the_first_twenty_misfits_are_shown_and_all_are_counted(place: Place) -> None:
    cells = [str(i) if i < 5_000 else f"x{i}" for i in range(5_050)]
    report = await place.load("Name,Count\n" + "".join(f"n{i},{cell}\n" for i, cell in enumerate(cells)))
    count = report.columns[1]
    assert (count.type, count.bad, len(count.samples)) == ("text", 50, 20)
    assert [cell.line for cell in count.samples] == list(range(5_002, 5_022))
    assert place.column(report, 1) == cells


async def test_a_late_thousands_separator_is_a_number_all_the_same(place: Place) -> None:
    rows = [f"n{i},{i}\n" for i in range(3_000)] + ['big,"1,234,567"\n']
    report = await place.load("Name,Count\n" + "".join(rows))
    assert (report.columns[1].type, report.records) == ("number", 3_001)
    assert place.column(report, 1)[-1] == 1_234_567.0


async def test_a_late_option_joins_the_others(place: Place) -> None:
    rows = [f"n{i},{'Won' if i % 3 else 'Lost'}\n" for i in range(5_000)] + ["last, wOn \n", "very last,Held\n"]
    report = await place.load("Name,State\n" + "".join(rows))
    assert (report.columns[1].type, report.bad) == ("singleSelect", 0)
    with psycopg.connect(place.url) as conn:
        options = conn.execute(
            "SELECT o ->> 'id', o ->> 'name', o ->> 'color' FROM dataos.fields f,"
            " jsonb_array_elements(f.config -> 'options') AS o WHERE f.table_id = %s AND f.name = 'State'",
            [report.table_id],
        ).fetchall()
    assert [name for _, name, _ in options] == ["Won", "Lost", "Held"]
    assert len({color for _, _, color in options}) == 3
    names = {key: name for key, name, _ in options}
    assert [names[str(cell)] for cell in place.column(report, 1)[-3:]] == ["Won", "Won", "Held"]


async def test_more_options_than_a_select_is_for_make_text(place: Place) -> None:
    rows = [f"n{i},{'Won' if i % 3 else 'Lost'}\n" for i in range(25_000)] + [f"n,name {i}\n" for i in range(60)]
    report = await place.load("Name,State\n" + "".join(rows))
    assert (report.columns[1].type, report.columns[1].wanted) == ("text", "singleSelect")
    assert place.column(report, 1)[-1] == "name 59"


async def test_columns_that_the_caller_insists_on_lose_what_does_not_fit_and_say_so(place: Place) -> None:
    path = place.file("Name,Count,State\nx,1,Won\ny,many,won\nz,3,Held\nn,n/a,\n")
    options: dict[str, JsonValue] = {"options": [{"name": "Won"}, {"name": "Lost"}]}
    columns = [GivenColumn(AsText()), GivenColumn(AsNumber()), GivenColumn(AsOption(), options)]
    source = CsvSource(path=path, name="Data", columns=columns)
    report = await place.imports.run(place.user, place.base, source, lambda _: None)
    assert [(column.type, column.emptied) for column in report.columns] == [
        ("text", 0), ("number", 1), ("singleSelect", 1),
    ]  # fmt: skip
    assert [column.samples for column in report.columns[1:]] == [(BadCell(3, "many"),), (BadCell(4, "Held"),)]
    assert place.column(report, 1) == [1.0, None, 3.0, None]
    states = place.column(report, 2)
    assert states[0] == states[1]
    assert states[2:] == [None, None]


async def test_what_only_looks_like_numbers_stays_as_it_is_written(place: Place) -> None:
    odd = ["Infinity", "1e999", "0x1F", "1_000", "0.12345678901234567890", "1234567890123456", "+491701234567"]
    for cell in odd:
        report = await place.load("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(3_000)) + f"o,{cell}\n")
        assert (report.columns[1].type, report.columns[1].bad) == ("text", 1), cell
        assert place.column(report, 1)[-1] == cell


PHONES = [
    ("telephone", [f"+49 170 {i:07}" for i in range(300)]),
    ("telephone without spaces", [f"+49170{i:07}" for i in range(300)]),
]
CODES = [
    ("national telephone", [f"0170 {i:07}" for i in range(300)]),
    ("codes", [f"{i:05}" for i in range(300)]),
    ("mostly long zips", [f"{i + 900:05}" for i in range(30_000)]),
    ("accounts", [f"41111111111{i:05}" for i in range(300)]),
    ("grouped accounts", [f"4 111 111 111 1{i // 1000:02} {i % 1000:03}" for i in range(300)]),
    ("late plus", [*map(str, range(3_000)), "+43 664 1234567"]),
]


@pytest.mark.parametrize("cells", [case[1] for case in CODES], ids=[case[0] for case in CODES])
async def test_codes_are_text_character_by_character(place: Place, cells: list[str]) -> None:
    report = await place.load("Name,Code\n" + "".join(f"n{i},{cell}\n" for i, cell in enumerate(cells)))
    assert report.columns[1].type == "text"
    assert place.column(report, 1) == cells


@pytest.mark.parametrize("cells", [case[1] for case in PHONES], ids=[case[0] for case in PHONES])
async def test_telephone_numbers_stay_as_they_are_written(place: Place, cells: list[str]) -> None:
    report = await place.load("Name,Code\n" + "".join(f"n{i},{cell}\n" for i, cell in enumerate(cells)))
    assert report.columns[1].type == "phone"
    assert place.column(report, 1) == cells
