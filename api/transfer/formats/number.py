"""Numbers, amounts of money, stars."""

from dataclasses import dataclass

from api.transfer.formats.base import Format, quote

_SIGN = "[+-]?"
_EXPONENT = "(?:[eE][+-]?[0-9]{1,3})?"
_WHOLE = "(?:0|[1-9][0-9]{0,14})"


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
        groups = f"|[1-9][0-9]{{0,2}}(?:[{self._other} \u00a0\u202f'][0-9]{{3}})+" if self.grouped else ""
        return f"(?:(?:{_WHOLE}{groups})(?:[{self.mark}][0-9]*)?|[{self.mark}][0-9]+)"

    @property
    def _other(self) -> str:
        return "," if self.mark == "." else "."

    def shape(self, cell: str) -> str:
        return f"{cell} ~ " + quote(f"^{self.pattern}$" if self.grouped else f"^[-+{self.mark}0-9eE]+$")

    def valid(self, cell: str) -> str:
        return f"({self.shape(cell)} AND pg_input_is_valid({self.plain(cell)}, 'double precision'))"

    def veto(self, cell: str) -> str:
        """Codes: leading zeros would be lost, and digits beyond the fifteenth."""
        long = f"octet_length({cell}) > 15 AND {cell} ~ '^[0-9]{{16,}}$'"
        return f"({cell} LIKE '0_%' AND {cell} ~ '^0[0-9]+$' OR {long})"

    def plain(self, cell: str) -> str:
        """SQL: the cell in the notation of SQL, still text."""
        marks, becomes = (",", ".") if self.mark == "," else ("", "")
        dropped = f"{self._other} \u00a0\u202f'" if self.grouped else ""
        return f"translate({cell}, {quote(marks + dropped)}, {quote(becomes)})" if marks + dropped else cell

    def value(self, cell: str) -> str:
        return f"{self.plain(cell)}::double precision"


@dataclass(frozen=True)
class AsMoney(Format):
    """An amount with its currency written beside it (``$1,200.50``, ``12,50 €``, ``EUR 5``); brackets mean negative.

    ``code`` is the ISO code, ``written`` how the file writes it, ``precision`` the decimals that are kept.
    """

    field_type = "currency"
    code: str
    written: str
    mark: str = "."
    precision: int = 2

    @property
    def pattern(self) -> str:
        unit = f"[{self.written}]" if len(self.written) == 1 else self.written
        amount = f"(?:{unit})? ?[-]?{AsNumber(self.mark, grouped=True).digits} ?(?:{unit})?"
        return f"[-]?{amount}|[(]{amount}[)]"

    def valid(self, cell: str) -> str:
        return f"({self.shape(cell)} AND pg_input_is_valid({self._plain(cell)}, 'numeric'))"

    def _plain(self, cell: str) -> str:
        bare = f"translate(replace({cell}, {quote(self.written)}, ''), '()', '-')"
        return AsNumber(self.mark, grouped=True).plain(bare)

    def value(self, cell: str) -> str:
        return f"round({self._plain(cell)}::numeric, {self.precision})"


@dataclass(frozen=True)
class AsRating(Format):
    """Whole numbers from 1 to ``top``. Never guessed: other small numbers look the same."""

    field_type = "rating"
    top: int = 5

    @property
    def pattern(self) -> str:
        return "|".join(str(stars) for stars in range(1, self.top + 1))

    def value(self, cell: str) -> str:
        return f"{cell}::smallint"
