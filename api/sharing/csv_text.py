"""Rows of CSV as spreadsheets open them."""

from collections.abc import Iterable

from api.kit.csv_cells import guarded, written
from core.values import JsonValue


def line(cells: Iterable[JsonValue]) -> bytes:
    return written([[_cell(cell) for cell in cells]])


def _cell(value: JsonValue) -> str:
    """Numbers stay numbers, also below zero."""
    text = text_of(value)
    return text if isinstance(value, int | float) else guarded(text)


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
