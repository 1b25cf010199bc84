"""Bytes to text, text to a dialect, the stream to whole records."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.transfer.dialect import name_columns, sniff
from api.transfer.encoding import detect, stream
from api.transfer.segments import Irregularities, Raw, Repaired, cut, repair, without_header
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
    assert b"".join(stream(path, detect(path))).decode() == text


def test_utf8_is_judged_on_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"a,b\n" * 2_000_000 + "Chloé,é\n".encode("cp1252"))
    assert detect(path).codec == "cp1252"


def test_line_ends_and_nuls_are_evened_out_across_chunks(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"a\r\nb\rc\nd\x00e\xc3\xa9\r\n")
    for size in range(1, 8):
        assert b"".join(stream(path, detect(path), size)).decode() == "a\nb\nc\ndeé\n"


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


def _chunks(data: bytes, size: int) -> Iterator[bytes]:
    return iter([data[at : at + size] for at in range(0, len(data), size)])


def _records(data: bytes, size: int, width: int) -> list[list[str]]:
    found: list[list[str]] = []
    for segment in cut(_chunks(data, size), ",", width, Irregularities()):
        records = csv.reader(io.StringIO(segment.data.decode(), newline=""))
        found += [record[1:] if isinstance(segment, Repaired) else record for record in records]
    return found


CELLS = st.text(alphabet='ab"\n,é', max_size=6)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8), st.integers(1, 40))
def test_segments_hold_the_records_that_were_written(records: list[list[str]], size: int) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(records)
    assert _records(out.getvalue().encode(), size, 2) == records


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='a",\n', max_size=60), st.integers(1, 20))
def test_any_text_gives_records_of_the_right_width(text: str, size: int) -> None:
    irregular = Irregularities()
    for segment in cut(_chunks(text.encode(), size), ",", 2, irregular):
        raw = isinstance(segment, Raw)
        for repaired in repair(iter([segment.data]), ",", 2, 1, irregular) if raw else [segment]:
            rows = list(csv.reader(io.StringIO(repaired.data.decode(), newline="")))
            assert all(len(row) == 3 for row in rows)


def test_the_header_is_left_out_and_lines_are_counted() -> None:
    segments = list(without_header(cut(iter([b'"a\nb",c\n1,2\n3,4\n']), ",", 2, Irregularities()), ","))
    assert segments == [Raw(b"1,2\n3,4\n", 3)]


def test_repair_counts_lines_through_quoted_breaks() -> None:
    irregular = Irregularities()
    (only,) = repair(iter([b'1,"x\ny"\n\n2\n3,4,5\n']), ",", 2, 10, irregular)
    assert only.data.decode() == '10,1,"x\ny"\n13,2,\n14,3,4\n'
    assert (irregular.blank, irregular.short, irregular.long, irregular.long_lines) == (1, 1, 1, [14])
