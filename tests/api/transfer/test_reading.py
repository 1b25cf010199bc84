"""Bytes to text, text to a dialect, text to records of the table's width."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.transfer.dialect import name_columns, sniff
from api.transfer.encoding import Decoding, Encoding, detect, stream
from api.transfer.records import Records, Surplus, rows_of
from api.transfer.sample import sample
from api.transfer.signature import refuse_binary
from core.errors import Invalid, LimitExceeded

GREEK = "Όνομα;Πόλη\nΝίκος Παπαδόπουλος;Αθήνα\nΕλένη Γεωργίου;Θεσσαλονίκη\n"
FRENCH = "Prénom;Ville\nChloé;Besançon\nZoë;Orléans – gare\nElène;Mâcon\n"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (GREEK, "utf-8"), (GREEK, "utf-8-sig"), (GREEK, "utf-16"), (GREEK, "utf-16-be"), (GREEK, "iso8859_7"),
        (FRENCH, "utf-8"), (FRENCH, "cp1252"), ("a,b\n1,2\n" * 20, "utf-16-le"), ("a,b\n1,2\n", "ascii"),
    ],
)  # fmt: skip
def test_a_file_reads_the_same_in_every_encoding(tmp_path: Path, text: str, codec: str) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(text.encode(codec))
    assert "".join(stream(path, detect(path), Decoding())) == text


def test_utf8_is_judged_on_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"a,b\n" * 2_000_000 + "Chloé,é\n".encode("cp1252"))
    assert detect(path).codec == "cp1252"


def test_line_ends_are_evened_out_across_chunks(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"a\r\nb\rc\nde\xc3\xa9\r\n")
    for size in range(1, 8):
        assert "".join(stream(path, detect(path), Decoding(), size)) == "a\nb\nc\ndeé\n"


def test_a_nul_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"a\r\nb\rc\nd\x00e\r\n")
    for size in range(1, 8):
        with pytest.raises(Invalid, match="Line 4 has a NUL byte"):
            list(stream(path, Encoding("utf-8"), Decoding(), size))


def test_bytes_that_are_no_characters_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(("é\ufffd\n" * 10).encode() + b"\xff\xfe\n")
    state = Decoding()
    list(stream(path, Encoding("utf-8"), state, 1024))
    assert (state.damaged, state.read) == (2, path.stat().st_size)


@pytest.mark.parametrize(
    ("text", "delimiter", "names"),
    [
        ("a,b\n1,2\n", ",", ("a", "b")),
        ("a;b\n1,5;2\n", ";", ("a", "b")),
        ("a\tb\nx, y\t2\n", "\t", ("a", "b")),
        ("a|b|c\n1|2|3\n", "|", ("a", "b", "c")),
        ('name,note\nx,"a;b;c"\ny,"d;e;f"\n', ",", ("name", "note")),
        ("a,b\n1,2\n3\n4,5,6,7\n1,2\n", ",", ("a", "b")),
        ("only\none\ncolumn\n", ",", ("only",)),
        ("1,2\n3,4\n", ",", ("Field 1", "Field 2")),
        ("Name,2024,2025\nx,1,2\n", ",", ("Name", "2024", "2025")),
        ("Name,name, ,\n1,2,3,4\n", ",", ("Name", "name 2", "Field 3", "Field 4")),
        ('"multi\nline",b\n1,2\n', ",", ("multi line", "b")),
    ],
)
def test_the_dialect_of(text: str, delimiter: str, names: tuple[str, ...]) -> None:
    dialect = sniff(text, whole=True)
    assert (dialect.delimiter, dialect.names) == (delimiter, names)


def test_names_are_cut_and_stay_unique() -> None:
    names = name_columns(["x" * 300, "X" * 300, "x" * 300])
    assert [len(name) for name in names] == [100, 100, 100]
    assert len({name.lower() for name in names}) == 3


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(Invalid):
        sniff(" \n", whole=True)
    with pytest.raises(LimitExceeded):
        sniff("a," * 500 + "\n", whole=True)


def _cut(text: str, size: int) -> Iterator[str]:
    return iter([text[at : at + size] for at in range(0, len(text), size)])


def _records(path: Path, text: str, width: int, *, header: bool = False, surplus: bool = False) -> Records:
    path.write_text(text, newline="")
    return Records(path, Encoding("utf-8"), ",", header, width, surplus=surplus)


def _cells(records: Records) -> list[tuple[str, ...]]:
    return [row for block in records.blocks() for row in zip(*block.columns, strict=True)]


CELLS = st.text(alphabet='ab"\n,é', max_size=6)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8), st.integers(1, 40))
def test_records_come_back_as_they_were_written(records: list[list[str]], size: int) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(records)
    pieces = list(rows_of(_cut(out.getvalue(), size), ","))
    assert [row for piece in pieces for row in piece.rows] == records
    assert all(piece.single == all("\n" not in cell for row in piece.rows for cell in row) for piece in pieces)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='a",\n', max_size=60), st.integers(1, 20))
def test_any_text_gives_records_or_says_which_quote_is_open(text: str, size: int) -> None:
    try:
        written = [row for piece in rows_of(_cut(text, size), ",") for row in piece.rows]
    except Invalid:
        assert '"' in text
    else:
        assert written == [row for piece in rows_of(iter([text]), ",") for row in piece.rows]


def test_the_header_is_left_out_and_lines_are_counted(tmp_path: Path) -> None:
    records = _records(tmp_path / "f.csv", '\n"a\nb",c\n1,2\n\n"x\ny",4\n5,6\n', 2, header=True)
    (block,) = records.blocks()
    assert list(zip(*block.columns, strict=True)) == [("1", "2"), ("x\ny", "4"), ("5", "6")]
    assert [block.line(at) for at in range(3)] == [4, 6, 8]
    assert (records.blank, block.simple) == (1, False)


def test_lines_are_counted_over_many_blocks(tmp_path: Path) -> None:
    text = "".join(f'n,"{i}\n{i}"\n' if i % 3 else f"n,{i}\n" for i in range(3_000))
    lines = [block.line(0) for block in _records(tmp_path / "f.csv", text, 2).blocks()]
    assert lines == [1 + 2 * at - (at + 2) // 3 for at in range(0, 3_000, 500)]


def test_every_block_has_the_width_of_the_table(tmp_path: Path) -> None:
    records = _records(tmp_path / "f.csv", "1\n1,2\n1,2,3\n1,2,,\n,,\n", 2, surplus=True)
    assert _cells(records) == [("1", "", ""), ("1", "2", ""), ("1", "2", "3"), ("1", "2", "")]
    assert (records.short, records.long, records.long_lines, records.blank) == (1, 1, [3], 1)
    with pytest.raises(Surplus):
        _cells(_records(tmp_path / "f.csv", "1,2,3\n", 2))


@pytest.mark.parametrize(("text", "line"), [('a,b\n1,2\n3,"4\n5,6\n', 3), ('a,b\n"x\ny",2\n"', 4), ('"', 1)])
def test_an_open_quote_is_named_by_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(Invalid, match=f"record on line {line} cannot be read: a quote is opened and never closed"):
        list(_records(tmp_path / "f.csv", text, 2).blocks())


def test_a_sample_of_a_large_file_has_cells_from_all_over_it(tmp_path: Path) -> None:
    text = "".join(f'{i},"first\nsecond, {i}",{"late" if i > 300_000 else ""}\n' for i in range(400_000))
    found = sample(_records(tmp_path / "f.csv", text, 3))
    assert "late" in found[2]
    assert all(cell.isdigit() for cell in found[0])
    assert max(map(int, found[0])) > 350_000


@pytest.mark.parametrize(
    "head", [b"PK\x03\x04rest", b"\x89PNG\r\n", b"%PDF-1.7", b"\x1f\x8b\x08", b"\x01\x02\x03,\x04\n"]
)
def test_what_is_no_text_is_refused(head: bytes) -> None:
    with pytest.raises(Invalid, match=r"Export the table as CSV"):
        refuse_binary(head)


def test_text_is_no_binary() -> None:
    for text in ("Name,Größe\n", "\ufeffΌνομα;Πόλη\r\n", "a\tb\f\n"):
        refuse_binary(text.encode())
        refuse_binary(text.encode("utf-16"))


@pytest.mark.parametrize("extra", ["\x1e\x1eend of file\x1e\x1e", '""', "", "x"])
@pytest.mark.parametrize("records", [1, 499, 500, 501, 1000])
def test_no_last_row_is_taken_for_the_end(tmp_path: Path, records: int, extra: str) -> None:
    """Whatever its text is, and wherever a block ends."""
    text = "a\n" * (records - 1) + f"{extra}\n"
    rows = [row for piece in rows_of(_cut(text, 1_000), ",") for row in piece.rows]
    assert rows == [["a"]] * (records - 1) + [[] if extra == "" else [extra.strip('"')]]
    found = _records(tmp_path / "f.csv", "a,b\n" * records + f"x,{extra}\n", 2)
    assert _cells(found)[-1] == ("x", extra.strip('"'))


@pytest.mark.parametrize("records", [0, 498, 499, 500])
def test_an_open_quote_at_the_end_of_a_block_is_seen(records: int) -> None:
    with pytest.raises(Invalid, match=f"record on line {records + 1} cannot be read: a quote is opened"):
        list(rows_of(iter(["a\n" * records + '"']), ","))
