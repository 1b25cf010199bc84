"""The records of a CSV file, as blocks of columns, in one pass over it.

Python's csv module splits the cells, in C; nothing here runs once per cell, and once per record only what irregular
lines need. Every block has the table's width: short records are padded, what is beyond the last column is kept in one
more.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from api.transfer.encoding import Decoding, Encoding, stream
from core.errors import Invalid

BLOCK_RECORDS = 500
MAX_CELL = 4 * 1024 * 1024
_MAX_LINE = 32 * 1024 * 1024
_LONG_SAMPLES = 20


class Surplus(Exception):
    """Some record has values beyond the last column, and there is no column for them."""


class _End:
    """What a reader is given after the last line: an empty line, which is a record of its own unless a quote is open.

    ``reached`` once the reader asked for it.
    """

    reached = False

    def lines(self) -> Iterator[str]:
        self.reached = True
        yield "\n"


@dataclass(frozen=True)
class Rows:
    """Records as the csv module gives them; blank lines are empty ones. ``single``: each is one line of the file."""

    rows: list[list[str]]
    first_line: int
    single: bool

    def after(self, count: int) -> "Rows":
        """Without the first ``count``."""
        return Rows(self.rows[count:], self.first_line + sum(map(_lines, self.rows[:count])), self.single)


@dataclass(frozen=True)
class Block:
    """``columns`` have the same length: the number of records. Their cells are as the file has them, unquoted.

    ``simple`` promises that no cell has a line break, a backslash, or the character 0x1F.
    """

    columns: Sequence[Sequence[str]]
    simple: bool
    _rows: list[list[str]]
    _first_line: int

    @property
    def records(self) -> int:
        return len(self.columns[0])

    def line(self, at: int) -> int:
        """The line of the file that the record starts on."""
        line = self._first_line
        for row in self._rows:
            if any(row):
                if at == 0:
                    break
                at -= 1
            line += _lines(row)
        return line


@dataclass
class Records:
    """One pass. ``surplus`` says that there is a column for what is beyond the last one. ``exact``: empty cells beyond
    it count too, for a line that has them may be one whose values moved to the right.

    ``blank`` counts records without a value, which are skipped, and ``short`` those that were padded.
    """

    path: Path
    encoding: Encoding
    delimiter: str
    has_header: bool
    width: int
    surplus: bool = False
    exact: bool = False
    decoding: Decoding = field(default_factory=Decoding)
    blank: int = 0
    short: int = 0
    long: int = 0
    long_lines: list[int] = field(default_factory=list[int])
    _special: bool = False

    def blocks(self) -> Iterator[Block]:
        """Raises Invalid where the file is no CSV, Surplus where it is too wide."""
        header = self.has_header
        for piece in rows_of(self._texts(), self.delimiter):
            if header:
                # Blank lines before the header belong to it.
                at = next((at for at, row in enumerate(piece.rows) if row), len(piece.rows) - 1)
                header = not piece.rows[at]
                yield from self._block(piece.after(at + 1))
            else:
                yield from self._block(piece)

    def _texts(self) -> Iterator[str]:
        for text in stream(self.path, self.encoding, self.decoding):
            self._special = self._special or "\\" in text or "\x1f" in text
            yield text

    def _block(self, piece: Rows) -> Iterator[Block]:
        rows, simple = piece.rows, piece.single and not self._special
        filled = list(filter(any, rows))
        self.blank += len(rows) - len(filled)
        if not filled:
            return
        if set(map(len, filled)) != {self.width}:
            yield self._fitted(filled, piece, simple=simple)
            return
        columns: list[Sequence[str]] = list(zip(*filled, strict=True))
        if self.surplus:
            columns.append([""] * len(filled))
        yield Block(columns, simple, rows, piece.first_line)

    def _fitted(self, filled: list[list[str]], piece: Rows, *, simple: bool) -> Block:
        width = self.width
        extra = [""] * len(filled)
        for at, row in enumerate(filled):
            if len(row) < width:
                self.short += 1
                filled[at] = row + [""] * (width - len(row))
            elif len(row) > width:
                filled[at] = row[:width]
                # Spreadsheets pad with empty cells: nothing is lost with those.
                if self.exact or any(row[width:]):
                    extra[at] = _written(row[width:], self.delimiter)
        columns = [*zip(*filled, strict=True), *([extra] if self.surplus else [])]
        block = Block(columns, simple, piece.rows, piece.first_line)
        if any(extra):
            if not self.surplus:
                raise Surplus
            for at in filter(extra.__getitem__, range(len(extra))):
                self.long += 1
                if len(self.long_lines) < _LONG_SAMPLES:
                    self.long_lines.append(block.line(at))
        return block


def rows_of(texts: Iterator[str], delimiter: str) -> Iterator[Rows]:
    """At most BLOCK_RECORDS at a time. Raises Invalid where the text is no CSV."""
    csv.field_size_limit(MAX_CELL)
    end = _End()
    reader = csv.reader(chain(_text_lines(texts), end.lines()), delimiter=delimiter)
    line = 1
    while not end.reached:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reader, BLOCK_RECORDS))
        except csv.Error as error:
            # Extending kept the records before the one that failed.
            raise _no_csv(line + sum(map(_lines, rows)), str(error)) from error
        single = reader.line_num + 1 - line == len(rows)
        if end.reached and rows.pop():
            raise _no_csv(line + sum(map(_lines, rows)), "a quote is opened and never closed")
        if rows:
            yield Rows(rows, line, single)
        line = reader.line_num + 1


def _text_lines(texts: Iterator[str]) -> Iterator[str]:
    """Lines with their ends. Not str.splitlines: it would also break at form feeds and U+2028 inside cells."""
    return chain.from_iterable(io.StringIO(text, newline="\n") for text in _whole_lines(texts))


def _whole_lines(texts: Iterator[str]) -> Iterator[str]:
    pending, line = "", 1
    for text in texts:
        end = text.rfind("\n") + 1
        if end:
            whole = pending + text[:end]
            yield whole
            line += whole.count("\n")
            pending = text[end:]
        else:
            pending += text
        if len(pending) > _MAX_LINE:
            raise _no_csv(line, f"the line is longer than {_MAX_LINE:,} characters")
    if pending:
        yield pending + "\n"


def _lines(row: list[str]) -> int:
    """How many lines of the file a record takes."""
    return 1 + sum(cell.count("\n") for cell in row)


def _written(cells: list[str], delimiter: str) -> str:
    """Cells as a CSV file writes them."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()


def _no_csv(line: int, why: str) -> Invalid:
    return Invalid.one(
        "file",
        "not_csv",
        f"The record on line {line} cannot be read: {why}. Is a quote opened there and never closed? Close it, or"
        " double the quotes that belong to a text.",
    )
