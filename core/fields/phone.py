"""A telephone number, kept as typed.

The rule is lenient, since numbers are written differently everywhere: an optional ``+``, 3 to 20 digits with spaces,
brackets, dots, slashes and hyphens between them, and an optional extension (``ext. 12``, ``x12``, ``#12``).
"""

import re
from typing import TYPE_CHECKING

from core.fields.base import InvalidValue, shown
from core.fields.text import Text, plain, spoken
from core.values import JsonValue, StoredValue

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_PHONE = 50

_BODY = re.compile(r"\+?[0-9 ()./\u00a0\u2011\u2013-]+")
_EXTENSION = re.compile(r"[ ,;]*(?:ext(?:ension)?[.:=]?|x|#) ?[0-9]{1,10}$", re.IGNORECASE)


def is_phone(text: str) -> bool:
    if len(text) > MAX_PHONE:
        return False
    extension = _EXTENSION.search(text)
    body = text[: extension.start()] if extension else text
    digits = sum(letter.isdigit() for letter in body)
    return _BODY.fullmatch(body) is not None and 3 <= digits <= 20


class Phone(Text):
    name = "phone"

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        text = plain(raw)
        if text is not None and not is_phone(text):
            raise InvalidValue(f"{shown(text)} is not a telephone number; write it like +30 210 123 4567.")
        return text

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Also ``tel:+302101234567``."""
        text = spoken(raw)
        if text is None:
            return None
        bare = text.strip()
        return self.parse(bare[4:] if bare[:4].lower() == "tel:" else bare, field)
