"""What the columns of a file are, guessed from a sample of their cells.

``candidates`` gives the formats that a sample allows, best first, always ending in one that takes everything. The
caller counts over the whole file how many cells each one cannot read and picks with ``choose``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.transfer.formats.base import BLANK_WORDS, Format
from api.transfer.formats.checkbox import NO, YES, AsCheckbox
from api.transfer.formats.choice import AsOption, AsOptions
from api.transfer.formats.date import AsDate, AsDatetime
from api.transfer.formats.number import AsMoney, AsNumber
from api.transfer.formats.text import AsEmail, AsLongText, AsText, AsUrl

TOLERATED = 0.02
"""The share of filled cells that may be unreadable before the column is taken for something more general."""

MAX_OPTIONS = 50
LONG_TEXT = 255
_OPTION_LENGTH = 40
_LETTERS = ({"y", "n"}, {"t", "f"}, {"x"})
_UNIT = re.compile(r"[$€£¥₹₽₩₺₴]|\b(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|CZK)\b")
_CODES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH"}
_DATE_ORDERS = ("ymd", "dmy", "mdy", "name")


@dataclass(frozen=True)
class Hints:
    """``comma_decimals``: the file's delimiter leaves the comma free, so ``1.234`` is rather a thousand.

    ``zone`` is where times without an offset were taken; ``title`` marks the first column, which names the records.
    """

    comma_decimals: bool = False
    zone: str = "UTC"
    title: bool = False


def candidates(cells: Sequence[str], hints: Hints) -> list[Format]:
    """Formats for a column with these filled cells (a sample, untrimmed), best first."""
    filled = [cell.strip() for cell in cells]
    values = [cell for cell in filled if cell and cell.lower() not in BLANK_WORDS]
    general: Format = AsLongText() if is_long(filled) else AsText()
    if not values:
        return [general]
    found: list[Format] = [AsCheckbox()] if _says_yes_or_no(values) else []
    found += [
        form
        for form in (*_numbers(hints), *_money(values, hints), *_dates(hints), AsEmail(), AsUrl())
        if _fits(form, values)
    ]
    if not found and not hints.title:
        found += _options(values)
    return [*found, general]


def is_long(cells: Sequence[str]) -> bool:
    return any(len(cell) > LONG_TEXT or "\n" in cell for cell in cells)


def choose(bad: Sequence[int], filled: int) -> int:
    """The place of the candidate with the fewest bad cells, the better ranked on a tie; the last if none is tolerable.

    bad: per candidate, how many of the ``filled`` cells would be lost.
    """
    rest = [(count, rank) for rank, count in enumerate(bad[:-1])]
    count, rank = min(rest, default=(filled + 1, 0))
    return rank if filled and count <= filled * TOLERATED else len(bad) - 1


def _fits(form: Format, values: Sequence[str]) -> bool:
    pattern = re.compile(form.pattern or "")
    misses, allowed = 0, len(values) * TOLERATED
    for value in values:
        misses += pattern.fullmatch(value) is None
        if misses > allowed:
            return False
    return True


def _says_yes_or_no(values: Sequence[str]) -> bool:
    said = {value.lower() for value in values}
    if len(said) > 2 or not said <= {*YES, *NO} or said <= {"0", "1"}:
        return False
    short = {word for word in said if len(word) == 1 and word.isascii()}
    return not short or said in _LETTERS


def _numbers(hints: Hints) -> list[Format]:
    marks = (",", ".") if hints.comma_decimals else (".", ",")
    return [AsNumber(mark, grouped) for mark in marks for grouped in (False, True)]


def _money(values: Sequence[str], hints: Hints) -> list[Format]:
    units = Counter(match[0] for value in values if (match := _UNIT.search(value)))
    if not units or units.total() < len(values) / 2:
        return []
    written = units.most_common(1)[0][0]
    code = _CODES.get(written, written)
    marks = (",", ".") if hints.comma_decimals or code == "EUR" else (".", ",")
    return [AsMoney(code, written, mark, 0 if code in ("JPY", "KRW") else 2) for mark in marks]


def _dates(hints: Hints) -> list[Format]:
    days: list[Format] = [AsDate(order) for order in _DATE_ORDERS]
    return days + [AsDatetime(order, hints.zone, zoned) for order in _DATE_ORDERS for zoned in (False, True)]


def _options(values: Sequence[str]) -> list[Format]:
    """A few texts that come back again and again; in one cell or, with a separator, several."""
    if len(values) < 4 or any(len(value) > 4 * _OPTION_LENGTH or "\n" in value for value in values):
        return []
    for separator in (";", "|", ","):
        if _is_list(values, separator):
            return [AsOptions(separator)]
    distinct = {value.lower() for value in values}
    repeated = len(distinct) * (2 if len(values) < 50 else 5) <= len(values)
    short = all(len(value) <= _OPTION_LENGTH for value in distinct)
    return [AsOption()] if repeated and short and len(distinct) <= MAX_OPTIONS else []


def _is_list(values: Sequence[str], separator: str) -> bool:
    """Several short names in a cell, drawn from a small set. ``Athens, Greece`` is no list: it has two parts always."""
    several = [[part.strip() for part in value.split(separator) if part.strip()] for value in values]
    lengths = {len(parts) for parts in several}
    if sum(len(parts) > 1 for parts in several) < len(values) / 10 or len(lengths) < 2:
        return False
    names = Counter(part.lower() for parts in several for part in parts)
    return (
        len(names) <= MAX_OPTIONS
        and names.total() >= 4 * len(names)
        and all(len(name) <= _OPTION_LENGTH for name in names)
    )
