"""Yes and no, in the words that people and programs use."""

from dataclasses import dataclass

from api.transfer.formats.base import Format
from core.text import fold

YES = ("true", "yes", "ναι", "oui", "ja", "on", "checked", "✓", "✔", "☑", "✅", "x", "t", "y", "1")
NO = ("false", "no", "όχι", "οχι", "non", "nein", "off", "unchecked", "☐", "✗", "✘", "❌", "f", "n", "0")
_VALUES = {**dict.fromkeys(YES, "t"), **dict.fromkeys(NO, "f")}


@dataclass(frozen=True)
class AsCheckbox(Format):
    field_type = "checkbox"
    empty = "f"

    def value(self, cell: str) -> str | None:
        return _VALUES.get(fold(cell))
