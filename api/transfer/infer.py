"""What the columns of a file are, guessed from a sample of their cells.

``candidates`` gives the formats that a sample allows, best first, always ending in one that takes everything. Whether
the rest of the file keeps what its sample promised, loading it tells.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from api.transfer.formats.base import BLANK_WORDS, Format, compiled
from api.transfer.formats.checkbox import NO, YES, AsCheckbox
from api.transfer.formats.choice import AsOption, AsOptions
from api.transfer.formats.date import AsDate, AsDatetime
from api.transfer.formats.number import AsMoney, AsNumber
from api.transfer.formats.text import AsEmail, AsLongText, AsPhone, AsText, AsUrl
from api.transfer.formats.unit import AsDuration, AsPercent

TOLERATED = 0.02
"""The share of a sample's cells that may not fit a format which is still worth naming to the person who imports."""

_PROBED = 40
_MOST_DECIMALS = 6
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
    distinct = Counter(values)
    formats = (
        *_numbers(hints),
        *_money(values, hints),
        *_percents(hints),
        AsDuration(),
        *_dates(hints),
        AsEmail(),
        AsUrl(),
        AsPhone(),
    )
    misses = [(_misses(form, distinct, len(values)), form) for form in formats]
    found += [pair[1] for pair in sorted(((n, f) for n, f in misses if n is not None), key=itemgetter(0))]
    if not found and not hints.title:
        found += _options(values)
    return [*found, general]


def is_long(cells: Sequence[str]) -> bool:
    return any(len(cell) > LONG_TEXT or "\n" in cell for cell in cells)


def _misses(form: Format, values: Mapping[str, int], total: int) -> int | None:
    """How many of the values (with how often they occur) do not fit; None when too many."""
    fits = compiled(form.pattern or "").fullmatch
    probed = list(islice(values, _PROBED))
    if sum(fits(value) is None for value in probed) * 2 > len(probed):
        return None
    missed = sum(count for value, count in values.items() if fits(value) is None)
    return missed if missed <= total * TOLERATED else None


def _says_yes_or_no(values: Sequence[str]) -> bool:
    said = {value.lower() for value in values}
    if len(said) > 2 or not said <= {*YES, *NO} or said <= {"0", "1"}:
        return False
    short = {word for word in said if len(word) == 1 and word.isascii()}
    return not short or said in _LETTERS


def _numbers(hints: Hints) -> list[Format]:
    marks = (",", ".") if hints.comma_decimals else (".", ",")
    return [AsNumber(mark, grouped) for mark in marks for grouped in (False, True)]


def _percents(hints: Hints) -> list[Format]:
    return [AsPercent(mark) for mark in ((",", ".") if hints.comma_decimals else (".", ","))]


def _money(values: Sequence[str], hints: Hints) -> list[Format]:
    if not any(map(_UNIT.search, values[:_PROBED])):
        return []
    units = Counter(match[0] for value in values if (match := _UNIT.search(value)))
    if units.total() < len(values) / 2:
        return []
    written = units.most_common(1)[0][0]
    code = _CODES.get(written, written)
    marks = (",", ".") if hints.comma_decimals or code == "EUR" else (".", ",")
    least = 0 if code in ("JPY", "KRW") else 2
    return [AsMoney(code, written, mark, max(least, _decimals(values, mark))) for mark in marks]


def _decimals(values: Sequence[str], mark: str) -> int:
    """The most decimals of any value, as far as an amount may have them."""
    last = compiled(f"[{mark}]([0-9]+)[^0-9]*")
    found = {len(match[1]) for value in values if (match := last.search(value)) and match.end() == len(value)}
    return max((count for count in found if count != 3 and count <= _MOST_DECIMALS), default=0)


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
    if not any(separator in value for value in values):
        return False
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
