"""Some records of a file, to guess from: its first ones and, of a large file, others from all over it."""

import csv
import io
from collections.abc import Sequence
from itertools import islice

from api.transfer.encoding import Decoding, stream
from api.transfer.records import Records, rows_of
from core.errors import Invalid

_CELLS = 30_000
_PLACES = 16
_PLACE_BYTES = 64 * 1024


def sample(records: Records) -> list[Sequence[str]]:
    """Per column some of its cells, in order. Whole blocks are looked at, so there may be no telling ones."""
    wanted = max(200, _CELLS // records.width)
    rows: list[list[str]] = []
    try:
        texts = stream(records.path, records.encoding, Decoding(), 4 * _PLACE_BYTES)
        for piece in rows_of(texts, records.delimiter):
            rows += (row for row in piece.rows if len(row) == records.width)
            if len(rows) > wanted // 2:
                break
    except Invalid:
        # The pass that loads says what is wrong, and where.
        return [()] * records.width
    head = rows[1 if records.has_header else 0 :][: wanted // 2 + 1]
    rest = _from_all_over(records, wanted // 2 // _PLACES + 1)
    return list(zip(*head, *rest, strict=True)) or [()] * records.width


def _from_all_over(records: Records, each: int) -> list[list[str]]:
    size = records.path.stat().st_size
    if size < 4 * _PLACES * _PLACE_BYTES:
        places = range(0)
    else:
        places = range(size // _PLACES, size - _PLACE_BYTES, size // _PLACES)
    found: list[list[str]] = []
    with records.path.open("rb") as file:
        for place in places:
            file.seek(place - place % 4 + records.encoding.skip % 4)
            text = file.read(_PLACE_BYTES).decode(records.encoding.codec, "replace").replace("\r\n", "\n")
            found += _some(text.replace("\r", "\n").replace("\x00", ""), records, each)
    return found


def _some(text: str, records: Records, each: int) -> list[list[str]]:
    """Records from within a text that may begin inside a quoted cell; none where that cannot be told."""
    rest = text[text.find("\n") + 1 :]
    for guess in (rest, '"' + rest):
        try:
            rows = list(islice(csv.reader(io.StringIO(guess, newline="\n"), delimiter=records.delimiter), 1, each + 1))
        except csv.Error:
            continue
        right = [row for row in rows if len(row) == records.width]
        if len(right) > 0.9 * len(rows):
            return right
    return []
