"""Text of all kinds."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.transfer.formats.base import Format, all_match, compiled
from core.fields.email import MAX_EMAIL, is_email
from core.fields.phone import is_phone
from core.fields.url import BAD_CHARACTERS, MAX_URL, is_url
from core.text import MAX_TEXT

# Most addresses of most files, quickly: what is beyond them goes cell by cell through the check of the field type.
_PLAIN_URL = compiled("https?://[A-Za-z0-9]++(?:[.-]++[A-Za-z0-9]++)*+(?:/[!#-;=?-~]*+)?")
_PLAIN_EMAIL = compiled(
    "[A-Za-z0-9_+-]{1,30}+[.]?[A-Za-z0-9_+-]{0,30}+(?<![.])"
    "@[A-Za-z0-9]{1,30}+-?[A-Za-z0-9]{0,30}+(?<!-)[.][A-Za-z0-9]{2,24}+(?:[.][A-Za-z]{2,24}+){0,2}"
)


class _Text(Format):
    """Kept as it is, space around it too. Text longer than a cell takes does not fit: cutting it would lose some."""

    trims = False
    free = True

    def plain(self, cells: Sequence[str]) -> bool:
        return _fit(cells, MAX_TEXT)

    def value(self, cell: str) -> str | None:
        return cell if len(cell) <= MAX_TEXT else None


@dataclass(frozen=True)
class AsText(_Text):
    field_type = "text"


@dataclass(frozen=True)
class AsLongText(_Text):
    field_type = "longText"


@dataclass(frozen=True)
class AsUrl(Format):
    """The pattern takes the plainest of what the field type takes, whose own check judges the rest of the file."""

    field_type = "url"
    free = True

    @property
    def pattern(self) -> str:
        host = f"(?:[^/?#@{BAD_CHARACTERS}]*@)?[^\\W_](?:[\\w.-]*\\w)?[.]?"
        return f"(?!.{{{MAX_URL + 1}}})https?://{host}(?::[0-9]{{1,5}})?(?:[/?#][^{BAD_CHARACTERS}]*)?"

    def plain(self, cells: Sequence[str]) -> bool:
        return _fit(cells, MAX_URL) and all_match(_PLAIN_URL, cells)

    def value(self, cell: str) -> str | None:
        return cell if is_url(cell) else None


@dataclass(frozen=True)
class AsEmail(Format):
    """The pattern takes the plainest of what the field type takes, whose own check judges the rest of the file."""

    field_type = "email"
    free = True

    @property
    def pattern(self) -> str:
        label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        return (
            f"(?!.{{{MAX_EMAIL + 1}}})(?=[^@]{{1,64}}@)[A-Za-z0-9_+&-]+(?:[.][A-Za-z0-9_+&-]+)*"
            f"@(?:{label}[.])+[A-Za-z]{{2,24}}"
        )

    def plain(self, cells: Sequence[str]) -> bool:
        return _fit(cells, MAX_EMAIL) and all_match(_PLAIN_EMAIL, cells)

    def value(self, cell: str) -> str | None:
        return cell if is_email(cell) else None


@dataclass(frozen=True)
class AsPhone(Format):
    """Only numbers that cannot be anything else: with a leading plus, or with the area in brackets."""

    field_type = "phone"
    free = True

    @property
    def pattern(self) -> str:
        return (
            "(?!.{51})(?:[+][0-9]{1,3}(?:[ ()./-]{0,2}[0-9]){5,14}"
            "|[(][0-9]{2,5}[)] ?[0-9]{2,5}(?:[ .-]?[0-9]{2,5}){1,3})"
        )

    def value(self, cell: str) -> str | None:
        return cell if is_phone(cell) else None


def _fit(cells: Sequence[str], most: int) -> bool:
    return max(map(len, cells), default=0) <= most
