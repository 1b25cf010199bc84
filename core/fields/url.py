"""A web address, kept as typed.

Accepted: ``http://``, ``https://`` and ``ftp://`` with a host, ``mailto:`` with an address, and a bare domain such as
``example.org/page``. Everything else is refused, above all ``javascript:`` and ``data:``, since the app makes links of
these cells. No whitespace, control characters or angle brackets.
"""

import re
from typing import TYPE_CHECKING

from core.fields.base import InvalidValue, shown
from core.fields.email import is_email
from core.fields.text import Text, plain, spoken
from core.text import unstorable
from core.values import JsonValue, StoredValue

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_URL = 8_000

BAD_CHARACTERS = r"\s\x00-\x1f\x7f-\x9f<>\"\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""Within the brackets of a regular expression."""

_BAD = re.compile(f"[{BAD_CHARACTERS}]")
_HOSTED = re.compile(
    r"(?:https?|ftp)://(?:[^/?#@]*@)?(?:\[[0-9a-f:.]+\]|[^\W_](?:[\w.-]*[\w])?\.?)(?::[0-9]{1,5})?(?:[/?#].*)?",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}(?::[0-9]{1,5})?(?:[/?#].*)?")


def is_url(text: str) -> bool:
    """Whether ``text`` is an address that we make a link of."""
    if len(text) > MAX_URL or _BAD.search(text):
        return False
    if text[:7].lower() == "mailto:":
        return is_email(text[7:].partition("?")[0])
    return bool(_HOSTED.fullmatch(text) or _BARE.fullmatch(text))


class Url(Text):
    name = "url"

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        text = plain(raw)
        if text is None:
            return None
        reason = unstorable(text, MAX_URL)
        if reason:
            raise InvalidValue(reason)
        if not is_url(text):
            raise InvalidValue(f"{shown(text)} is not a web address; write it like https://example.org/page.")
        return text

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        text = spoken(raw)
        return None if text is None else self.parse(text.strip(), field)
