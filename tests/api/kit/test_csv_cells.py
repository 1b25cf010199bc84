"""Cells that a spreadsheet would take for formulas, wherever it splits the row."""

import csv
import io
import time

import pytest

from api.kit.csv_cells import guarded, written

STARTERS = "=+-@＝＋－＠"
HOSTILE = {
    "=1": "'=1",
    "+1": "'+1",
    "-1": "'-1",
    "@SUM(A1)": "'@SUM(A1)",
    "＝1": "'＝1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠x": "'＠x",
    "\t=1": "'\t'=1",
    "\tx": "'\tx",
    "\rx": "'\rx",
    " =1": " '=1",
    "a;=1": "a;'=1",
    "a; =1": "a; '=1",
    'a;"=1"': 'a;"\'=1"',
    "a\t=1": "a\t'=1",
    "a\n=1": "a\n'=1",
    "a\r\n=1": "a\r\n'=1",
    ";;=1;@2": ";;'=1;'@2",
}
HARMLESS = ["", "a", "3 - 2 = 1", "a@b.example", "a-b;c+d", "C++", "'=1", "1,=2", "a\nb;c\td", "\n"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_would_be_a_formula_is_text(text: str) -> None:
    assert guarded(text) == HOSTILE[text]
    assert guarded(guarded(text)).replace("''", "'") == HOSTILE[text]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("starter", STARTERS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_reader_of_a_row_finds_a_formula(separator: str, starter: str) -> None:
    evil = f"{starter}cmd|' /C calc'!A0"
    cells = ["x", evil, f"a;{evil}", f'a;"{evil}', f"a\t{evil}", f"a\n{evil}", f'"\n{evil}";{evil}']
    row = written([[guarded(cell) for cell in cells]]).decode()
    for read in csv.reader(io.StringIO(row, newline=""), delimiter=separator):
        assert [cell for cell in read if cell.lstrip(' "').startswith(tuple(STARTERS))] == []


@pytest.mark.parametrize("text", ["\n" * 1_000_000, ";" * 1_000_000, " " * 1_000_000, '"; ' * 300_000])
def test_long_texts_take_no_time(text: str) -> None:
    began = time.process_time()
    guarded(text)
    assert time.process_time() - began < 2
