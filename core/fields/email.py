"""An e-mail address, kept as typed.

The rule: one ``@``; before it 1–64 characters without spaces, controls, double quotes, brackets, commas or colons and
without dots at the ends or in a row; after it at least two labels of letters, digits and inner hyphens; 254 characters
in all. Letters of any script are allowed. Whether anybody reads it is not ours to say.
"""

import re
from typing import TYPE_CHECKING

from core.fields.base import InvalidValue, shown
from core.fields.text import Text, plain, spoken
from core.values import JsonValue, StoredValue

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_EMAIL = 254

_LOCAL = re.compile(r"[^\s\x00-\x20\x7f-\x9f\"()<>\[\]\\,;:@.]+(?:\.[^\s\x00-\x20\x7f-\x9f\"()<>\[\]\\,;:@.]+)*")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])?")
_NAMED = re.compile(r"[^<>]*<([^<>]+)>")


def is_email(text: str) -> bool:
    local, _, domain = text.rpartition("@")
    return (
        len(text) <= MAX_EMAIL
        and 1 <= len(local) <= 64
        and _LOCAL.fullmatch(local) is not None
        and _DOMAIN.fullmatch(domain) is not None
        and "_" not in domain
    )


class Email(Text):
    name = "email"

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        text = plain(raw)
        if text is not None and not is_email(text):
            raise InvalidValue(f"{shown(text)} is not an e-mail address; write it like name@example.org.")
        return text

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Also ``Ada Lovelace <ada@example.org>`` and ``mailto:ada@example.org``."""
        text = spoken(raw)
        if text is None:
            return None
        bare = text.strip()
        named = _NAMED.fullmatch(bare)
        bare = named[1].strip() if named else bare
        return self.parse(bare[7:] if bare[:7].lower() == "mailto:" else bare, field)
