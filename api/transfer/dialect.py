"""How a CSV file is written: its delimiter, whether it has a header, and the names of its columns.

Judged from the first part of the text. We try each delimiter people use and keep the one under which most lines have
the same number (more than one) of columns; DuckDB's sniffer was tried and takes ragged files for one-column ones.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.transfer.records import MAX_CELL
from core.errors import Invalid, LimitExceeded

MAX_COLUMNS = 500
MAX_NAME = 100
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 200
_NUMBER_LIKE = re.compile(r"[\s\d.,:/+$€£%()-]*\d[\s\d.,:/+$€£%()-]*(?:T[\d:.+Z-]+)?")


@dataclass(frozen=True)
class Dialect:
    """``names`` are unique (ignoring case), never empty, at most MAX_NAME characters; one per column."""

    delimiter: str
    has_header: bool
    names: tuple[str, ...]


def sniff(sample: str, *, whole: bool) -> Dialect:
    """The dialect of the text that starts with ``sample``; ``whole`` says that it is all of it.

    Raises Invalid for a file without text, LimitExceeded for one with too many columns.
    """
    if not sample.strip():
        raise Invalid.one("file", "empty_file", "The file is empty. Export it again with a header row.")
    delimiter = max(_DELIMITERS, key=lambda mark: (_score(sample, mark, whole=whole), -_DELIMITERS.index(mark)))
    records = _records(sample, delimiter, whole=whole)
    width = len(records[0])
    has_header = _looks_like_header(records[0], records[1:])
    if not has_header:
        width = max(len(record) for record in records)
    if width > MAX_COLUMNS:
        raise LimitExceeded(
            "too_many_fields", f"The file has {width:,} columns; a table takes {MAX_COLUMNS}. Remove or split columns."
        )
    return Dialect(delimiter, has_header, name_columns(records[0] if has_header else [""] * width))


def name_columns(raw: Sequence[str]) -> tuple[str, ...]:
    """Field names from header cells: spaces collapsed, cut to length, empty ones numbered, repeats numbered."""
    names: list[str] = []
    taken: set[str] = set()
    for position, cell in enumerate(raw, 1):
        name = " ".join(cell.split())[:MAX_NAME].strip() or f"Field {position}"
        unique, again = name, 1
        while unique.lower() in taken:
            again += 1
            ending = f" {again}"
            unique = name[: MAX_NAME - len(ending)] + ending
        taken.add(unique.lower())
        names.append(unique)
    return tuple(names)


def _score(sample: str, delimiter: str, *, whole: bool) -> float:
    """How well the delimiter explains the sample: the share of records with the usual width, if that is over one."""
    if delimiter not in sample:
        return 0.0
    widths = Counter(len(record) for record in _records(sample, delimiter, whole=whole))
    usual, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    share = count / widths.total()
    return share * min(usual, 50) ** 0.25 if usual > 1 else share * 0.1


def _records(sample: str, delimiter: str, *, whole: bool) -> list[list[str]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(sample), delimiter=delimiter)
    records: list[list[str]] = []
    try:
        for record in reader:
            if record:
                records.append(record)
            if len(records) > _SAMPLE_RECORDS:
                break
    except csv.Error as error:
        raise Invalid.one(
            "file", "not_csv", f"Line {reader.line_num}: {error}. This does not look like CSV."
        ) from error
    if not whole and 1 < len(records) <= _SAMPLE_RECORDS:
        records.pop()  # the sample cuts the last one
    return records


def _looks_like_header(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Names are words: a first line with numbers, dates or addresses, or one repeated below, is data."""
    filled = [cell for cell in first if cell.strip()]
    if not filled:
        return False
    if not rest:
        return not any(_NUMBER_LIKE.fullmatch(cell) for cell in filled)
    numbers = sum(1 for cell in filled if _NUMBER_LIKE.fullmatch(cell) or "@" in cell or "://" in cell)
    years = sum(1 for cell in filled if re.fullmatch(r"(19|20)\d\d", cell.strip()))
    return numbers - years <= len(filled) // 4 and (not years or years < len(filled)) and list(first) not in rest
