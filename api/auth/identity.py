"""E-mail addresses and names of people as we take them.

Of an address the shape is checked (whether mail arrives, only mail can tell), that every character of it can be seen,
and that letters of two alphabets that share shapes do not meet in one word: аda (with a Cyrillic а) is refused. A word
that is Cyrillic throughout and still looks Latin is not: real ones cannot be told from forged ones. A name may hold
what joins or turns its letters, as scripts and emoji need it, but something of it can be seen.
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
# Unicode's Default_Ignorable_Code_Point: letters and marks by category too, and nothing to the eye.
_IGNORABLE = (
    *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
    *((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
    *((0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
# Not ignorable, yet drawn as an empty space: braille without dots, a Khitan filler, a note without a head.
_EMPTY = frozenset("\u2800\U00016fe4\U0001d159")
_BLANK = _EMPTY.union(*(map(chr, range(first, last + 1)) for first, last in _IGNORABLE))
# Of the categories: letters, numbers, symbols, punctuation. A mark needs one of them to sit on.
_DRAWN = frozenset("LNSP")


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
        or any(character in _RESERVED or _invisible(character) for character in address)
        or any(not 0 < len(label) <= _MAX_LABEL or label.strip("-") != label for label in labels)
    ):
        raise ValueError(_SHAPE)
    if unicodedata.normalize("NFKC", address) != address or any(_mixed(word) for word in _words(address)):
        raise ValueError(_LOOKALIKE)
    return address


def _invisible(character: str) -> bool:
    return character in _BLANK or unicodedata.category(character) in _INVISIBLE


def _words(text: str) -> list[str]:
    """Without their marks: these are no letters to Python, so one would end the word that it stands in."""
    return _WORD.findall("".join(character for character in text if unicodedata.category(character)[0] != "M"))


def _mixed(word: str) -> bool:
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return len(alphabets & _ALPHABETS_THAT_SHARE_SHAPES) > 1


def _seen(name: str) -> str:
    if any(character in _TURNING for character in name):
        raise ValueError("a name has no characters that turn the direction of the text around them")
    if not any(character not in _BLANK and unicodedata.category(character)[0] in _DRAWN for character in name):
        raise ValueError("a name has at least one character that can be seen")
    return name


Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254), AfterValidator(_address)]
PersonName = Annotated[Name, AfterValidator(_seen)]
