"""A CSV stream cut into segments of whole records, each small enough for one short transaction.

The fast way passes bytes on untouched: a newline with an even number of quotes before it ends a record. That holds
only while quotes are written by the rules (RFC 4180), so each segment is checked for that; at the first
stray quote the rest of the stream goes through the csv module, which reads quotes the way spreadsheets do. The same
module repairs a segment whose records are too short or too long.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.errors import Invalid

MAX_RECORD_BYTES = 16 * 1024 * 1024
_REPAIRED_RECORDS = 20_000
_LONG_SAMPLES = 5


@dataclass(frozen=True)
class Raw:
    """Whole records as they are in the stream. ``first_line`` is the line in the file that they start on."""

    data: bytes
    first_line: int


@dataclass(frozen=True)
class Repaired:
    """Records rewritten to the table's width, each led by a cell with its line in the file."""

    data: bytes


@dataclass
class Irregularities:
    """What repairing did; ``long_lines`` are the first few lines that had values beyond the last column."""

    blank: int = 0
    short: int = 0
    long: int = 0
    long_lines: list[int] = field(default_factory=list[int])


def cut(chunks: Iterator[bytes], delimiter: str, width: int, irregular: Irregularities) -> Iterator[Raw | Repaired]:
    """Segments of the stream in order. Raises Invalid when a quote is opened and never closed."""
    line, pending = 1, b""
    for chunk in chunks:
        pending += chunk
        end = _last_record_end(pending)
        piece, rest = pending[:end], pending[end:]
        if not _is_regular(piece, delimiter) or len(rest) > MAX_RECORD_BYTES:
            yield from repair(_joined(pending, chunks), delimiter, width, line, irregular)
            return
        pending = rest
        if piece:
            yield Raw(piece, line)
            line += piece.count(b"\n")
    if not pending:
        return
    if _is_regular(pending, delimiter):
        yield Raw(pending, line)
    else:
        yield from repair(iter([pending]), delimiter, width, line, irregular)


def repair(
    chunks: Iterator[bytes], delimiter: str, width: int, first_line: int, irregular: Irregularities
) -> Iterator[Repaired]:
    """The records of ``chunks`` at exactly ``width`` cells: short ones padded, long ones cut, blank lines dropped."""
    csv.field_size_limit(MAX_RECORD_BYTES)
    reader = csv.reader(_lines(chunks), delimiter=delimiter)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    count, line = 0, first_line
    try:
        for record in reader:
            if record:
                writer.writerow([str(line), *_fitted(record, width, line, irregular)])
                count += 1
            else:
                irregular.blank += 1
            line = first_line + reader.line_num
            if count == _REPAIRED_RECORDS:
                yield Repaired(out.getvalue().encode())
                out.seek(0)
                out.truncate()
                count = 0
    except csv.Error as error:
        raise Invalid.one(
            "file", "not_csv", f"Line {line}: {error}. Is a quote opened there and never closed?"
        ) from error
    if count:
        yield Repaired(out.getvalue().encode())


def without_header(segments: Iterator[Raw | Repaired], delimiter: str) -> Iterator[Raw | Repaired]:
    """The segments without the first record of the first one."""
    first = next(segments, None)
    match first:
        case None:
            return
        case Repaired():
            yield Repaired(_rest_after_record(first.data, delimiter))
        case Raw():
            # Blank lines before the header belong to it: the csv module skips them too.
            rest = _rest_after_record(first.data, delimiter)
            lines = first.data.count(b"\n") - rest.count(b"\n")
            if rest:
                yield Raw(rest, first.first_line + lines)
    yield from segments


def _rest_after_record(data: bytes, delimiter: str) -> bytes:
    lines = io.BytesIO(data)
    reader = csv.reader((part.decode() for part in lines), delimiter=delimiter)
    while (record := next(reader, None)) is not None:
        if record:
            break
    return data[lines.tell() :]


def _fitted(record: list[str], width: int, line: int, irregular: Irregularities) -> list[str]:
    if len(record) < width:
        irregular.short += 1
        return record + [""] * (width - len(record))
    if len(record) > width:
        # Spreadsheets pad with empty cells; only lost text is worth telling.
        if any(record[width:]):
            irregular.long += 1
            if len(irregular.long_lines) < _LONG_SAMPLES:
                irregular.long_lines.append(line)
        return record[:width]
    return record


def _is_regular(data: bytes, delimiter: str) -> bool:
    """Whether whole records' quotes all stand where they may: around a cell, doubled inside.

    Splitting at quotes gives what is outside and inside in turns. What is outside lies between two cells, so it begins
    and ends with a delimiter or line end; or it is empty, and the quotes around it are a doubled one.
    """
    parts = data.split(b'"')
    if len(parts) == 1:
        return True
    marks = {delimiter.encode(), b"\n"}
    first, last = parts[0], parts[-1]
    between = {(part[:1], part[-1:]) for part in parts[2:-1:2]}
    return (
        len(parts) % 2 == 1
        and (not first or first[-1:] in marks)
        and (not last or last[:1] in marks)
        and all(left in marks and right in marks for left, right in between if left)
    )


def _last_record_end(data: bytes) -> int:
    """Where the last record that surely ended ends: after its newline; 0 when none did."""
    end = data.rfind(b"\n")
    if end < 0 or b'"' not in data:
        return end + 1
    quotes = data.count(b'"', 0, end)
    while quotes % 2:
        earlier = data.rfind(b"\n", 0, end)
        if earlier < 0:
            return 0
        quotes -= data.count(b'"', earlier, end)
        end = earlier
    return end + 1


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _lines(chunks: Iterator[bytes]) -> Iterator[str]:
    pending = b""
    for chunk in chunks:
        pending += chunk
        end = pending.rfind(b"\n") + 1
        yield from _split(pending[:end])
        pending = pending[end:]
    if pending:
        yield pending.decode()


def _split(data: bytes) -> list[str]:
    # Not str.splitlines: it would also break at form feeds and U+2028 inside cells.
    return [line.decode() + "\n" for line in data.split(b"\n")[:-1]]
