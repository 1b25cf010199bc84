"""Numbers, amounts of money, stars."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.transfer.formats.base import Format, all_match, compiled
from core.fields.currency import MAX_DIGITS

# A code's leading zeros and digits beyond the fifteenth would be lost, so such cells are no numbers; nor is a plus with
# seven digits and more, which is a telephone number.
_SIGN = "(?:-|[+](?![0-9 ]{7,}$))?"
_WHOLE = "(?:0|[1-9][0-9]{0,14})"
_EXPONENT = "(?:[eE][+-]?[0-9]{1,3})?"
# More significant digits than a double holds.
_EXACT = "(?![0.,]*[1-9](?:[., \u00a0\u202f']?[0-9]){17})"
_GROUP_MARKS = " \u00a0\u202f'"
# Short enough for every rule above; minus zero is none.
_PLAIN = re.compile("(?:0|-?[1-9][0-9]{0,8})(?:[.][0-9]{1,6})?|-0[.][0-9]{0,5}[1-9]")
_SPECIAL = re.compile("[eE+]|-0")


@dataclass(frozen=True)
class AsNumber(Format):
    """``mark`` is the decimal sign; ``grouped`` allows thousands separators (the other sign, space, apostrophe)."""

    field_type = "number"
    mark: str = "."
    grouped: bool = False

    @property
    def pattern(self) -> str:
        return _SIGN + self.digits + _EXPONENT

    @property
    def digits(self) -> str:
        groups = f"|[1-9][0-9]{{0,2}}(?:[{self._other}{_GROUP_MARKS}][0-9]{{3}}){{1,4}}" if self.grouped else ""
        return f"{_EXACT}(?:(?:{_WHOLE}{groups})(?:[{self.mark}][0-9]*)?|[{self.mark}][0-9]+)"

    @property
    def _other(self) -> str:
        return "," if self.mark == "." else "."

    def plain(self, cells: Sequence[str]) -> bool:
        if self.mark != ".":
            return False
        if all_match(_PLAIN, cells):
            return True
        return not (self.grouped or _SPECIAL.search("\x1f".join(cells))) and all_match(compiled(self.pattern), cells)

    def bare(self, cell: str) -> str:
        """The cell, which has the right form, in the notation of SQL."""
        if self.grouped:
            for mark in self._other + _GROUP_MARKS:
                cell = cell.replace(mark, "")
        return cell.replace(",", ".")

    def value(self, cell: str) -> str | None:
        if not compiled(self.pattern).fullmatch(cell):
            return None
        number = self.bare(cell)
        found = float(number)
        if found == 0.0:
            # There is no minus zero among our numbers, and what is too small to be told from zero is lost.
            return None if compiled("[1-9]").search(number.lower().partition("e")[0]) else "0"
        return None if math.isinf(found) else number


@dataclass(frozen=True)
class AsMoney(Format):
    """An amount with its currency written beside it (``$1,200.50``, ``12,50 €``, ``EUR 5``); brackets mean negative.

    ``code`` is the ISO code, ``written`` how the file writes it. More decimals than ``precision`` do not fit.
    """

    field_type = "currency"
    code: str
    written: str
    mark: str = "."
    precision: int = 2

    @property
    def pattern(self) -> str:
        unit = f"[{self.written}]" if len(self.written) == 1 else self.written
        amount = f"(?:{unit})? ?[-]?{self._number.digits} ?(?:{unit})?"
        return f"[-]?{amount}|[(]{amount}[)]"

    @property
    def _number(self) -> AsNumber:
        return AsNumber(self.mark, grouped=True)

    def value(self, cell: str) -> str | None:
        signs = cell.count("-") + cell.count("(")
        if signs > 1 or not compiled(self.pattern).fullmatch(cell):
            return None
        bare = cell.replace(self.written, "").replace("-", "").strip("() ")
        whole, _, decimals = self._number.bare(bare).partition(".")
        if len(decimals.rstrip("0")) > self.precision or len(whole) > MAX_DIGITS - self.precision:
            return None
        kept = decimals[: self.precision].ljust(self.precision, "0")
        return f"{'-' * signs}{whole or '0'}{'.' * (self.precision > 0)}{kept}"


@dataclass(frozen=True)
class AsRating(Format):
    """Whole numbers from 1 to ``top``. Never guessed: other small numbers look the same."""

    field_type = "rating"
    top: int = 5

    @property
    def pattern(self) -> str:
        return "|".join(str(stars) for stars in range(1, self.top + 1))

    def value(self, cell: str) -> str | None:
        return cell if compiled(self.pattern).fullmatch(cell) else None
