"""E-mail addresses and names of people as we take them: nothing invisible, and nothing that passes for somebody else.

Of an address only the shape is checked: whether mail arrives, only mail can tell. Letters of two alphabets that share
shapes do not meet in one word, so аda (with a Cyrillic а) is refused. A word that is Cyrillic throughout and still
looks Latin is not: real ones cannot be told from forged ones.
"""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from api.http.body import Name

_SHAPE = "this is not an e-mail address; write it like name@example.org"
_LOOKALIKE = "this address has characters that pass for others; type it with the letters of one alphabet"
_MAX_LOCAL = 64
_MAX_LABEL = 63
# What mail headers give a meaning of their own.
_RESERVED = frozenset('()<>[]:;,\\"')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})
_ALPHABETS_THAT_SHARE_SHAPES = frozenset({"LATIN", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE"})
_WORD = re.compile(r"[^\W\d_]+")
# They turn the text around them, so that a name is read as another one. The marks U+200E and U+200F do not.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters by category, blank to the eye.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def composed(text: str) -> str:
    """One code point per letter where there is one: keyboards differ in how they write é."""
    return unicodedata.normalize("NFC", text)


def _address(text: str) -> str:
    address = composed(text)
    local, at, domain = address.rpartition("@")
    labels = domain.split(".")
    if (
        not at
        or not 0 < len(local) <= _MAX_LOCAL
        or "@" in local
        or any(character in _RESERVED or unicodedata.category(character) in _INVISIBLE for character in address)
        or any(not 0 < len(label) <= _MAX_LABEL or label.strip("-") != label for label in labels)
    ):
        raise ValueError(_SHAPE)
    if unicodedata.normalize("NFKC", address) != address or any(_mixed(word) for word in _WORD.findall(address)):
        raise ValueError(_LOOKALIKE)
    return address


def _mixed(word: str) -> bool:
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return len(alphabets & _ALPHABETS_THAT_SHARE_SHAPES) > 1


def _seen(name: str) -> str:
    if any(character in _TURNING for character in name):
        raise ValueError("a name has no characters that turn the direction of the text around them")
    if all(character in _BLANK or unicodedata.category(character) in _INVISIBLE for character in name):
        raise ValueError("a name has at least one character that can be seen")
    return name


Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254), AfterValidator(_address)]
PersonName = Annotated[Name, AfterValidator(_seen)]
