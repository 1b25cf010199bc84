"""Files that go wrong: each is imported whole or refused with the line and a remedy, and never half."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest

from api.transfer.report import ImportReport, Progress, Stage
from api.transfer.source import CsvSource
from core.errors import DomainError, Invalid, LimitExceeded
from tests.api.transfer.conftest import Place

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00" + bytes(range(256)) * 40
ROWS = "".join(f"n{i},{i}\n" for i in range(3_000))

REFUSED: list[tuple[str, bytes, str, str]] = [
    ("an open quote", b'a,b\n1,2\n3,"never closed\n5,6\n' + b"7,8\n" * 100, "not_csv", "line 3 .* double the quotes"),
    ("an open quote far down", f'a,b\n{ROWS}x,"y\n{ROWS}'.encode(), "not_csv", "line 3002 "),
    ("an open quote before megabytes", b'a,b\n1,"2\n' + b"3,4\n" * 1_500_000, "not_csv", "line 2 "),
    ("an image", PNG, "not_text", "PNG image, not CSV. Export the table as CSV"),
    ("a workbook", b"PK\x03\x04" + bytes(500), "not_text", "xlsx"),
    ("unknown bytes", bytes(range(256)) * 100, "not_text", "Line 1 has a NUL"),
    ("a NUL", f"a,b\n{ROWS}x,\x00\n".encode(), "not_text", "Line 3002 has a NUL byte.*remove"),
    ("a NUL in UTF-16", f"a,b\n{ROWS}x,\x00\n".encode("utf-16"), "not_text", "Line 3002 has a NUL byte"),
    ("nothing", b"", "empty_file", "empty"),
    ("blank lines", b" \r\n\r\n", "empty_file", "empty"),
    ("a byte order mark only", b"\xff\xfe", "empty_file", "empty"),
    ("two thousand columns", (b"x," * 1_999 + b"x\n") * 3, "too_many_fields", "2,000 columns; a table takes 500"),
    ("a cell of 50 MB", b'a,b\n1,"' + b"x" * 50_000_000 + b'"\n', "not_csv", "line 2 .*longer than"),
    ("a cell of 50 MB in lines", b'a,b\n1,"' + b"x\n" * 25_000_000 + b'"\n', "not_csv", "line 2 .*limit"),
    ("a text beyond the limit", f'a,b\n{ROWS}x,"{"y" * 100_001}"\n'.encode(), "text_too_long", "line 3002, b.*100,000"),
]


@pytest.mark.parametrize(("content", "code", "says"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
async def test_is_refused(place: Place, content: bytes, code: str, says: str) -> None:
    before = place.relations()
    with pytest.raises((Invalid, LimitExceeded), match=f"(?s){says}") as refused:
        await place.load(content)
    assert refused.value.code == code
    assert place.relations() == before
    assert place.one("SELECT count(*) FROM dataos.tables") == 0
    assert place.one("SELECT count(*) FROM dataos.changes") == 0


GREEK = "Όνομα,Πόλη\nΝίκος,Αθήνα\n"
WHOLE: list[tuple[str, bytes, list[str], list[tuple[object, ...]]]] = [
    ("UTF-16 with a mark", GREEK.encode("utf-16"), ["Όνομα", "Πόλη"], [("Νίκος", "Αθήνα")]),
    ("UTF-32 with a mark", GREEK.encode("utf-32"), ["Όνομα", "Πόλη"], [("Νίκος", "Αθήνα")]),
    ("UTF-8 with a mark", GREEK.encode("utf-8-sig"), ["Όνομα", "Πόλη"], [("Νίκος", "Αθήνα")]),
    ("Latin-1", "Nom,Ville\nZoë,Orléans\n".encode("latin-1"), ["Nom", "Ville"], [("Zoë", "Orléans")]),
    ("carriage returns", b"a,b\rx,y\rz,w", ["a", "b"], [("x", "y"), ("z", "w")]),
    ("mixed line ends", b"a,b\r\nx,y\nz,w\r", ["a", "b"], [("x", "y"), ("z", "w")]),
    ("no line end", b"a,b\np,q", ["a", "b"], [("p", "q")]),
    ("a header only", b"a,b\n", ["a", "b"], []),
    ("a header only, no line end", b"a,b", ["a", "b"], []),
    ("double names", b"Name,name,NAME 2\np,q,r\n", ["Name", "name 2", "NAME 2 2"], [("p", "q", "r")]),
    ("empty names", b"a,,\np,q,r\n", ["a", "Field 2", "Field 3"], [("p", "q", "r")]),
    ("delimiters after the last cell", b"a,b\nx,y,\nz,w,\n", ["a", "b"], [("x", "y"), ("z", "w")]),
    ("delimiters after each cell", b"a,b,\np,q,\n", ["a", "b", "Field 3"], [("p", "q", None)]),
    ("delimiters in quotes only", b'"a"\n"x,y"\n"z,w"\n', ["a"], [("x,y",), ("z,w",)]),
    ("line ends in quotes", b'a,b\n"x\r\ny",z\n', ["a", "b"], [("x\ny", "z")]),
    ("tabs", b"a\tb\nx, 1\t\\t\n", ["a", "b"], [("x, 1", "\\t")]),
    (
        "backslashes and marks",
        b'a,b\n\\N,\\.\n\\,"and \x1f xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"\n' + b"p,q\n" * 9,
        ["a", "b"],
        [("\\N", "\\."), ("\\", "and \x1f xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), *[("p", "q")] * 9],
    ),
    ("a cell that says where a file ends", b"a,b\np,end of file\n", ["a", "b"], [("p", "end of file")]),
    ("spaces around numbers", b"a,b\nx, 1\ny ,2 \n", ["a", "b"], [("x", 1.0), ("y ", 2.0)]),
    ("the longest text", f"a,b\np,{'q' * 100_000}\n".encode(), ["a", "b"], [("p", "q" * 100_000)]),
]


@pytest.mark.parametrize(("content", "names", "rows"), [c[1:] for c in WHOLE], ids=[c[0] for c in WHOLE])
async def test_is_imported_whole(
    place: Place, content: bytes, names: list[str], rows: list[tuple[object, ...]]
) -> None:
    report = await place.load(content)
    assert [column.name for column in report.columns] == names
    assert place.rows(report) == rows
    assert (report.bad, report.long, report.damaged) == (0, 0, 0)


async def test_damaged_characters_are_counted(place: Place) -> None:
    report = await place.load(("Name,City\n" + "Zoë,Orléans\n" * 10).encode() + b"Zo\xeb,Paris\n")
    assert report.damaged == 1
    assert place.column(report)[-1] == "Zo\ufffd"


STRICT: list[tuple[str, bytes, list[str]]] = [
    (
        "misfits",
        f"a,b\n{ROWS}x,one\ny,two\n".encode(),
        ["line 3002, b: 'one' is no number.", "line 3003, b: 'two' is no number."],
    ),
    (
        "no such day",
        ("a,b\n" + "x,2026-01-05\n" * 3_000 + "x,1850-02-29\n").encode(),
        ["line 3002, b: '1850-02-29' is no date. 29 February 1850 does not exist; that month has 28 days."],
    ),
    ("long lines", f"a,b\n{ROWS}x,1,2\n".encode(), ["line 3002: The line has more than 2 values."]),
    ("damage", ("Name,City\n" + "Zoë,Orléans\n" * 9).encode() + b"Zo\xeb,P\n", ["file: 1 place of the file is no"]),
]


@pytest.mark.parametrize(("content", "says"), [c[1:] for c in STRICT], ids=[c[0] for c in STRICT])
async def test_a_strict_import_names_the_first_faults_and_makes_nothing(
    place: Place, content: bytes, says: list[str]
) -> None:
    before = place.relations()
    with pytest.raises(Invalid) as refused:
        await _strictly(place, content)
    shown = [f"{fault.path}: {fault.message}" for fault in refused.value.faults]
    assert len(shown) == len(says)
    assert all(line.startswith(said) for line, said in zip(shown, says, strict=True))
    assert place.relations() == before
    assert place.one("SELECT count(*) FROM dataos.tables") == 0


async def test_a_strict_import_takes_a_clean_file(place: Place) -> None:
    report = await _strictly(place, f"a,b\n{ROWS}".encode())
    assert (report.records, report.columns[1].type) == (3_000, "number")


async def test_a_cancelled_import_leaves_nothing(place: Place) -> None:
    before = place.relations()
    loading = asyncio.Event()
    path = place.file("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(400_000)))

    def watch(now: Progress) -> None:
        if now.stage is Stage.LOADING:
            loading.set()

    task = asyncio.create_task(place.imports.run(place.user, place.base, CsvSource(path=path, name="Data"), watch))
    await asyncio.wait_for(loading.wait(), 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert place.relations() == before
    assert place.one("SELECT count(*) FROM dataos.tables") == 0
    assert place.one("SELECT count(*) FROM dataos.changes") == 0


async def test_a_file_that_cannot_be_read_is_named(place: Place) -> None:
    for path in (Path(place.folder), place.folder / "gone.csv"):
        with pytest.raises(DomainError, match=path.name):
            await place.imports.run(place.user, place.base, CsvSource(path=path, name="Data"), lambda _: None)


async def test_a_pipe_is_refused(place: Place) -> None:
    path = place.folder / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(Invalid, match=r"pipe\.csv is no regular file"):
        await place.imports.run(place.user, place.base, CsvSource(path=path, name="Data"), lambda _: None)


async def _strictly(place: Place, content: bytes) -> ImportReport:
    source = replace(CsvSource(path=place.file(content), name="Data"), strict=True)
    return await place.imports.run(place.user, place.base, source, lambda _: None)
