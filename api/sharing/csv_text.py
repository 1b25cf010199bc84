"""Rows of CSV as spreadsheets open them."""

import csv
import io
from collections.abc import Iterable

from core.values import JsonValue

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def line(cells: Iterable[JsonValue]) -> bytes:
    """RFC 4180, with CRLF."""
    written = io.StringIO()
    csv.writer(written).writerow([_cell(cell) for cell in cells])
    return written.getvalue().encode()


def _cell(value: JsonValue) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers."""
    text = text_of(value)
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"'{text}" if text.startswith(_STARTS) and not plain else text


def text_of(value: JsonValue) -> str:
    """A cell as text: people and files by name, records by title.

    >>> text_of(["a", {"id": "rec_1", "title": "T"}, None]), text_of(True)
    ('a, T', 'true')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ", ".join(text for item in value if (text := text_of(item)))
        case dict():
            said = next((value[key] for key in ("title", "name", "error") if isinstance(value.get(key), str)), None)
            return text_of(said)
        case _:
            return str(value)
