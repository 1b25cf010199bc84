"""Dates and times."""

from dataclasses import dataclass

from api.transfer.formats.base import Format, quote

_TIME = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?(?: ?[AaPp][.]?[Mm][.]?)?"
_ZONE = "(?: ?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?))"


@dataclass(frozen=True)
class AsDate(Format):
    """``order`` is ``ymd``, ``dmy``, ``mdy`` or ``name`` (the month as a word, which PostgreSQL reads itself)."""

    field_type = "date"
    order: str

    @property
    def pattern(self) -> str:
        return date_pattern(self.order)

    def shape(self, cell: str) -> str:
        usual = f"{cell} LIKE '____-__-__' OR " if self.order == "ymd" else ""
        return f"({usual}{super().shape(cell)})"

    def valid(self, cell: str) -> str:
        return f"({self.shape(cell)} AND pg_input_is_valid({iso_date(cell, self.order)}, 'date'))"

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

    def shape(self, cell: str) -> str:
        if self.order != "ymd":
            return super().shape(cell)
        # An offset is within the last six characters, where a naive time has digits and colons only.
        offset = f"right({cell}, 6) {'~' if self.zoned else '!~'} '[-Z+]'"
        return f"({cell} LIKE '____-__-__%:__%' AND {offset} OR {super().shape(cell)})"

    def valid(self, cell: str) -> str:
        return f"({self.shape(cell)} AND pg_input_is_valid({self._iso(cell)}, 'timestamptz'))"

    def value(self, cell: str) -> str:
        return f"{self._iso(cell)}::timestamptz"

    def _iso(self, cell: str) -> str:
        zone = "" if self.zoned else f" || {quote(' ' + self.zone)}"
        if self.order in ("ymd", "name"):
            return f"({cell}{zone})" if zone else cell
        day = f"split_part(translate({cell}, 'T,', ' '), ' ', 1)"
        time = f"substr({cell}, length({day}) + 1)"
        return f"({iso_date(day, self.order)} || ' ' || ltrim({time}, 'T, '){zone})"


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
