"""Yes and no, in the words that people and programs use."""

from dataclasses import dataclass

from api.transfer.formats.base import Format, words

YES = ("true", "yes", "ναι", "oui", "ja", "on", "checked", "✓", "✔", "☑", "✅", "x", "t", "y", "1")
NO = ("false", "no", "όχι", "οχι", "non", "nein", "off", "unchecked", "☐", "✗", "✘", "❌", "f", "n", "0")


@dataclass(frozen=True)
class AsCheckbox(Format):
    field_type = "checkbox"

    def shape(self, cell: str) -> str:
        return f"lower({cell}) IN {words(YES + NO)}"

    def value(self, cell: str) -> str:
        return f"lower({cell}) IN {words(YES)}"
