"""What a barcode or QR code says: one line of text, as the scanner gives it."""

from typing import TYPE_CHECKING

from core.fields.base import InvalidValue
from core.fields.text import Text, plain, spoken
from core.text import unstorable
from core.values import JsonValue, StoredValue

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_BARCODE = 7_089
"""The digits of the largest QR code."""


class Barcode(Text):
    name = "barcode"

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        text = plain(raw)
        if text is None:
            return None
        reason = unstorable(text, MAX_BARCODE)
        if reason:
            raise InvalidValue(reason)
        if "\n" in text or "\r" in text:
            raise InvalidValue("A barcode is one line; leave out the line breaks.")
        return text

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Scanners that act as keyboards end with a line break; spaces inside a code are its own."""
        text = spoken(raw)
        return None if text is None else self.parse(text.strip("\r\n") or None, field)
