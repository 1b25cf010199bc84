"""Numbers as people write them: ``1,234.50``, ``1.234,50``, ``(5)``, ``12 %``, ``€ 3``.

A lone dot is a decimal point. A lone comma separates thousands where it can (``1,234`` is 1234) and is a decimal comma
where it cannot (``1,5``, ``0,234``). With both, the last one is the decimal sign. Spaces and apostrophes separate
thousands only, so after them even ``1 234,567`` is clear. Groups must be well formed; ``1.2.3`` is no number.
Brackets mean negative. A percent sign is dropped: 12 % is 12, as percentages are kept. Whole numbers come back as ints,
so that the caller can refuse those with more digits than a double keeps.
"""

import re
import unicodedata

from core.fields.base import InvalidValue, shown

MAX_LENGTH = 400  # 1.8e308 written out has 309 digits

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ") | {ord("\u2212"): "-", ord("’"): "'"}
_EXPONENT = re.compile(r"[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]{1,3}")
_PLAIN = re.compile(r"[0-9]*")
_GROUPS = {
    sign: re.compile(rf"[0-9]{{1,3}}({re.escape(sign)}[0-9]{{2,3}})*{re.escape(sign)}[0-9]{{3}}") for sign in ",.' "
}


def read_number(text: str, codes: tuple[str, ...] = ()) -> int | float | None:
    """The number that ``text`` says, None for blank text. ``codes`` are currency codes that may stand beside it."""
    if len(text) > MAX_LENGTH:
        raise InvalidValue(f"Too long for a number ({len(text):,} characters).")
    bare = text.translate(_SPACES).strip()
    if not bare:
        return None
    negative, bare = _sign(_without_marks(bare, codes))
    value = _magnitude(_without_marks(bare, codes))
    if value is None:
        raise InvalidValue(f"{shown(text)} is not a number; write it like 1234.5.")
    return -value if negative else value


def _without_marks(text: str, codes: tuple[str, ...]) -> str:
    """Without currency signs, codes and percent signs at either end."""
    text = text.strip()
    for code in codes:
        text = text.removeprefix(code).removesuffix(code).strip()
    if text and unicodedata.category(text[0]) == "Sc":
        text = text[1:].strip()
    if text and (unicodedata.category(text[-1]) == "Sc" or text[-1] == "%"):
        text = text[:-1].strip()
    return text


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1]
    if text.startswith(("-", "+")):
        return text[0] == "-", text[1:]
    return (True, text[:-1]) if text.endswith("-") else (False, text)


def _magnitude(text: str) -> int | float | None:
    if _EXPONENT.fullmatch(text):
        return float(text)
    whole, fraction = _split(text)
    separators = [sign for sign in ",.' " if sign in whole]
    if separators:
        if len(separators) > 1 or not _GROUPS[separators[0]].fullmatch(whole):
            return None
        whole = whole.replace(separators[0], "")
    fraction = fraction if whole == "" else fraction.rstrip("0")
    if not _PLAIN.fullmatch(whole + fraction) or whole + fraction == "":
        return None
    return float(f"{whole}.{fraction}") if fraction else int(whole)


def _split(text: str) -> tuple[str, str]:
    """The part before the decimal sign, grouped or not, and the part after it."""
    dot, comma = text.rfind("."), text.rfind(",")
    if dot >= 0 and comma >= 0:
        at = max(dot, comma)
        return text[:at], text[at + 1 :]
    at = max(dot, comma)
    if at < 0:
        return text, ""
    sign = text[at]
    repeated = text.count(sign) > 1
    spaced = " " in text or "'" in text
    grouped = sign == "," and not spaced and _GROUPS[","].fullmatch(text) and not text.startswith("0")
    return (text, "") if repeated or grouped else (text[:at], text[at + 1 :])
