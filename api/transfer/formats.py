"""How the text of a column is read: each format says which text it takes and how SQL makes the value of it.

``pattern`` is a regular expression that the whole trimmed cell must match: it judges the sample, in Python. ``valid``
judges every cell of the file, in SQL: it takes all that ``pattern`` takes, and may take a little more where that costs
a tenth of the time (measured: a long pattern 6 µs a cell, ``pg_input_is_valid`` 0.1 µs). ``value`` is safe wherever
``valid`` holds. Both are SQL over the trimmed, non-empty cell, made of our own constants and column names.
"""

from dataclasses import dataclass
from typing import ClassVar

from psycopg import sql

_SPACES = "[ \u00a0\u202f']"
_SIGN = "[+-]?"
_EXPONENT = "(?:[eE][+-]?[0-9]{1,3})?"
_WHOLE = "(?:0|[1-9][0-9]{0,14})"
_SYMBOLS = "$€£¥₹₽₩₺₴"
_OPTION_NAME = 255
_TIME = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?(?: ?[AaPp][.]?[Mm][.]?)?"
_ZONE = "(?: ?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?))"

YES = ("true", "yes", "ναι", "oui", "ja", "on", "checked", "✓", "✔", "☑", "✅", "x", "t", "y", "1")
NO = ("false", "no", "όχι", "οχι", "non", "nein", "off", "unchecked", "☐", "✗", "✘", "❌", "f", "n", "0")
BLANKS = "E' \\t\\n\u00a0'"
"""SQL: the characters that are trimmed off a cell."""

BLANK_WORDS = ("n/a", "na", "#n/a", "null", "none", "nil", "-", "--", "—", "–", "?", "nan")
"""Said by people who mean an empty cell; not empty in text, where they may be meant."""


def quote(text: str) -> str:
    """An SQL string literal."""
    return sql.quote(text)


def words(texts: tuple[str, ...]) -> str:
    return f"({', '.join(map(quote, texts))})"


class Format:
    """Base of all formats."""

    field_type: ClassVar[str]

    @property
    def pattern(self) -> str | None:
        """None takes any text."""
        return None

    def valid(self, cell: str) -> str:
        """SQL: whether the value can be made of this cell."""
        return "true" if self.pattern is None else f"{cell} ~ {quote(f'^(?:{self.pattern})$')}"

    def veto(self, cell: str) -> str | None:
        """SQL: whether this one cell shows that the column means something else, however good the others are."""
        return None

    def value(self, cell: str) -> str:
        """SQL: the value, of the type of the field's column."""
        return cell


@dataclass(frozen=True)
class AsText(Format):
    field_type = "text"


@dataclass(frozen=True)
class AsLongText(Format):
    field_type = "longText"


@dataclass(frozen=True)
class AsUrl(Format):
    field_type = "url"

    @property
    def pattern(self) -> str:
        return r"https?://[^\s<>\"]+"


@dataclass(frozen=True)
class AsEmail(Format):
    """Stricter than the field type, so that whatever passes here is an address there too."""

    field_type = "email"

    @property
    def pattern(self) -> str:
        return r"[A-Za-z0-9_+-]+(?:[.&'][A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]+[.])+[A-Za-z]{2,24}"


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

    def valid(self, cell: str) -> str:
        plain = self.plain(cell)
        shape = quote(f"^{self.pattern}$" if self.grouped else f"^[-+{self.mark}0-9eE]+$")
        return f"({cell} ~ {shape} AND pg_input_is_valid({plain}, 'double precision'))"

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
        return f"({super().valid(cell)} AND pg_input_is_valid({self._plain(cell)}, 'numeric'))"

    def _plain(self, cell: str) -> str:
        bare = f"translate(replace({cell}, {quote(self.written)}, ''), '()', '-')"
        return AsNumber(self.mark, grouped=True).plain(bare)

    def value(self, cell: str) -> str:
        return f"round({self._plain(cell)}::numeric, {self.precision})"


@dataclass(frozen=True)
class AsCheckbox(Format):
    field_type = "checkbox"

    def valid(self, cell: str) -> str:
        return f"lower({cell}) IN {words(YES + NO)}"

    def value(self, cell: str) -> str:
        return f"lower({cell}) IN {words(YES)}"


@dataclass(frozen=True)
class AsDate(Format):
    """``order`` is ``ymd``, ``dmy``, ``mdy`` or ``name`` (the month as a word, which PostgreSQL reads itself)."""

    field_type = "date"
    order: str

    @property
    def pattern(self) -> str:
        return date_pattern(self.order)

    def valid(self, cell: str) -> str:
        usual = f"{cell} LIKE '____-__-__' OR " if self.order == "ymd" else ""
        return f"(({usual}{super().valid(cell)}) AND pg_input_is_valid({iso_date(cell, self.order)}, 'date'))"

    def value(self, cell: str) -> str:
        return f"{iso_date(cell, self.order)}::date"


@dataclass(frozen=True)
class AsDatetime(Format):
    """Times without an offset are those of ``zone``, an IANA name; ``zoned`` says that all have an offset."""

    field_type = "datetime"
    order: str
    zone: str
    zoned: bool

    @property
    def pattern(self) -> str:
        return f"{date_pattern(self.order)}(?:T|,? ){_TIME}{_ZONE if self.zoned else ''}"

    def valid(self, cell: str) -> str:
        zone = " ?(?:Z|[+-][0-9:]{2,5})" if self.zoned else ""
        usual = quote(f"^[0-9-]{{8,10}}[T ][0-9:.]{{4,15}}{zone}$")
        shape = f"{cell} ~ {usual}" if self.order == "ymd" else super().valid(cell)
        return f"({shape} AND pg_input_is_valid({self._iso(cell)}, 'timestamptz'))"

    def value(self, cell: str) -> str:
        return f"{self._iso(cell)}::timestamptz"

    def _iso(self, cell: str) -> str:
        zone = "" if self.zoned else f" || {quote(' ' + self.zone)}"
        if self.order in ("ymd", "name"):
            return f"({cell}{zone})" if zone else cell
        day = f"split_part(translate({cell}, 'T,', ' '), ' ', 1)"
        time = f"substr({cell}, length({day}) + 1)"
        return f"({iso_date(day, self.order)} || ' ' || ltrim({time}, 'T, '){zone})"


@dataclass(frozen=True)
class AsOption(Format):
    """``options`` is a JSON object from folded name to the option's id; empty until the options have ids."""

    field_type = "singleSelect"
    options: str = ""

    def valid(self, cell: str) -> str:
        return f"{quote(self.options)}::jsonb ? lower({cell})" if self.options else _short(cell)

    def value(self, cell: str) -> str:
        return f"({quote(self.options)}::jsonb ->> lower({cell}))"


@dataclass(frozen=True)
class AsOptions(Format):
    """Several options in a cell, between ``separator``; repeats count once, in order of first mention."""

    field_type = "multiSelect"
    separator: str = ","
    options: str = ""

    def valid(self, cell: str) -> str:
        if not self.options:
            return _short(cell)
        return f"{quote(self.options)}::jsonb ?& ARRAY(SELECT btrim(p) FROM unnest({self.parts(cell)}) AS p WHERE btrim(p) <> '')"

    def parts(self, cell: str) -> str:
        """SQL: the folded names in the cell, as an array; they may have space around them."""
        return f"string_to_array(lower({cell}), {quote(self.separator)})"

    def value(self, cell: str) -> str:
        ids = f"{quote(self.options)}::jsonb"
        several = (
            f"(SELECT array_agg(o.id ORDER BY o.at) FROM (SELECT {ids} ->> btrim(p.name) AS id, min(p.at) AS at"
            f" FROM unnest({self.parts(cell)}) WITH ORDINALITY AS p(name, at) GROUP BY 1) AS o WHERE o.id IS NOT NULL)"
        )
        one = f"array_remove(ARRAY[{ids} ->> lower({cell})], NULL)"
        return (
            f"CASE WHEN position({quote(self.separator)} IN {cell}) > 0 THEN {several} ELSE nullif({one}, '{{}}') END"
        )


def _short(cell: str) -> str:
    """SQL: whether the cell can name an option as it is."""
    return f"({cell} = btrim({cell}, {BLANKS}) AND length({cell}) <= {_OPTION_NAME})"


def date_pattern(order: str) -> str:
    """The shape of a date; whether the day exists, PostgreSQL decides."""
    day, month, year = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])", "(?:[12][0-9]{3}|[0-9]{2})"
    name = "(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec)[a-z]*"
    match order:
        case "ymd":
            return f"[12][0-9]{{3}}[-/.]{month}[-/.]{day}"
        case "dmy":
            return f"{day}[-/.]{month}[-/.]{year}"
        case "mdy":
            return f"{month}[-/.]{day}[-/.]{year}"
        case _:
            return f"(?:{name} {day},? [12][0-9]{{3}}|{day}[ -]{name}[ -][12][0-9]{{3}})"


def iso_date(cell: str, order: str) -> str:
    """SQL: the date, still text, in a notation that no server setting changes the meaning of."""
    if order in ("ymd", "name"):
        return cell
    dashed = f"translate({cell}, '/.', '--')"
    day, month = (1, 2) if order == "dmy" else (2, 1)
    year = f"split_part({dashed}, '-', 3)"
    full = f"CASE WHEN length({year}) = 2 THEN CASE WHEN {year} < '69' THEN '20' ELSE '19' END ELSE '' END || {year}"
    return f"({full} || '-' || split_part({dashed}, '-', {month}) || '-' || split_part({dashed}, '-', {day}))"
